import { addDays, MINUTE } from '../calendar/shanghai.ts'

/** HMAC-SHA-256 of a text under a key. */
export type Hmac = (key: string, text: string) => Uint8Array

/** So many wrong codes of one person within so long (ms), and no code is looked at any more. */
export const wrongCodes = { most: 5, within: 10 * MINUTE }

/** The four digits of a Shanghai day in a community (R014): from its secret seed, never those of the day before. */
export function codeOfDay(seed: string, day: string, hmac: Hmac): string {
  const [code, before] = [digits(seed, day, hmac), digits(seed, addDays(day, -1), hmac)]
  return String(code === before ? (code + 1) % 10_000 : code).padStart(4, '0')
}

function digits(seed: string, day: string, hmac: Hmac): number {
  let number = 0
  for (const byte of hmac(seed, day).subarray(0, 6)) number = number * 256 + byte
  return number % 10_000
}

/** What a typed code is on that day. */
export function judgeCode(
  typed: string | undefined,
  seed: string,
  day: string,
  hmac: Hmac,
): 'right' | 'missing' | 'expired' | 'wrong' {
  if (typed === undefined) return 'missing'
  if (typed === codeOfDay(seed, day, hmac)) return 'right'
  return typed === codeOfDay(seed, addDays(day, -1), hmac) ? 'expired' : 'wrong'
}
