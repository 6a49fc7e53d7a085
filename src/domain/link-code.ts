/** Letters and digits that are not mixed up with one another: no 0 O, 1 I L, B, S, U, Z. */
const SIGNS = '23456789ACDEFGHJKMNPQRTVWXY'
const LENGTH = 6

/** How long a code lives, ms, and how many wrong ones an account may type in that time. */
export const codeLives = 10 * 60_000
export const triesAllowed = 5

/** A one-time code of six signs, each equally likely; `random` gives bytes. */
export function linkCodeFrom(random: (length: number) => Uint8Array): string {
  const fair = 256 - (256 % SIGNS.length)
  let code = ''
  while (code.length < LENGTH) {
    for (const byte of random(LENGTH)) {
      if (byte < fair && code.length < LENGTH) code += SIGNS[byte % SIGNS.length]
    }
  }
  return code
}
