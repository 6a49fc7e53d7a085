/** A sum of a certificate: the approved minutes and points of one kind of service in one year. */
export interface CertifiedSum {
  year: string
  kind: 'duty' | 'makeup' | 'manual' | 'order' | 'correction'
  minutes: number
  points: number
}

/** Without I, L, O and U, which are read as something else. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** How many bytes of chance a code is made from: 80 bits, which nobody finds by trying. */
export const codeBytes = 10

/** The code of a certificate, 16 signs. */
export function codeOf(bytes: Uint8Array): string {
  let [bits, held, code] = [0, 0, '']
  for (const byte of bytes) {
    ;[bits, held] = [(bits << 8) | byte, held + 8]
    for (; held >= 5; held -= 5) code += signs[(bits >> (held - 5)) & 31]
    bits &= (1 << held) - 1
  }
  return code
}

/** As it is printed: in fours. */
export const printedCode = (code: string): string => code.match(/.{4}/g)?.join('-') ?? ''

/** A code as somebody reads it off paper; undefined for what cannot be one. */
export function readCode(text: string): string | undefined {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return code.length === 16 && [...code].every((sign) => signs.includes(sign)) ? code : undefined
}

/** What these sums come to, of one year or of all. */
export function certifiedTotal(
  sums: readonly CertifiedSum[],
  year?: string,
): { minutes: number; points: number } {
  const those = sums.filter((one) => year === undefined || one.year === year)
  const sum = (of: 'minutes' | 'points') => those.reduce((all, one) => all + one[of], 0)
  return { minutes: sum('minutes'), points: sum('points') }
}
