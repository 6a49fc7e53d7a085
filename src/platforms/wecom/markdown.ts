import { cutTo, linesOf, literal, literalLine, oneLine } from '../literal.ts'

const CUT = '……（内容过长，已截断）'

/** Title in bold and lines below it; a stream takes 20 480 bytes (wecom-protocol §2), a webhook fewer. */
export function markdown(title: string, lines: string[], bytes = 20_480): string {
  const heading = literal(cutTo(256, oneLine(title)))
  const body = linesOf(lines).map(literalLine)
  // Two spaces and a newline break a line in every reading of Markdown, whether or not a bare newline does.
  return cutToBytes(bytes, [...(heading ? [`**${heading}**`] : []), ...body].join('  \n')) || '……'
}

/** Text for a place without Markdown (cards, the greeting): only tags and mentions are taken out of it. */
export const plain = (texts: string[]): string =>
  linesOf(texts).join('\n').replaceAll('<', '＜').replaceAll('>', '＞').replaceAll('@', '＠')

/** At most so many UTF-8 bytes, cut between characters, with a visible note where something is missing. */
export function cutToBytes(limit: number, text: string): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= limit) return text
  let end = limit - new TextEncoder().encode(CUT).length
  // 10xxxxxx continues a character that began before it.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return new TextDecoder().decode(bytes.subarray(0, end)) + CUT
}
