/** So many codes are tried, so that one of them is free also where many goods wait. */
const tried = 32

/** How long after it was handed over goods may be brought back by their code, ms; as long the code is not given anew. */
export const bringBackWithin = 30 * 24 * 60 * 60_000

/** Codes of four digits by chance; the first that is free is taken. */
export function pickUpCodes(random: (length: number) => Uint8Array): string[] {
  const bytes = random(tried * 2)
  const codes = Array.from({ length: tried }, (_, i) => {
    const number = (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)
    return String(number % 10_000).padStart(4, '0')
  })
  return [...new Set(codes)]
}
