import { cutTo, linesOf, literal, literalLine, oneLine } from '../literal.ts'

const CUT = '……（内容过长，已截断）'

/** Title in bold and lines below it, as Markdown of any length. */
export function markdown(title: string, lines: string[]): string {
  const heading = literal(cutTo(256, oneLine(title)))
  const body = linesOf(lines).map(literalLine)
  // The officially advised line break; a bare newline is none (dingtalk-protocol §7).
  return [...(heading ? [`**${heading}**`] : []), ...body].join('  \n  ') || '……'
}

/** At most so many bytes once it stands in JSON, cut between characters, with a visible note where something is missing. */
export function cutToJsonBytes(limit: number, text: string): string {
  if (text.length * longest <= limit || textBytes(text) <= limit) return text
  let left = limit - textBytes(CUT)
  let kept = ''
  for (const character of text) {
    left -= textBytes(character)
    if (left < 0) break
    kept += character
  }
  return kept + CUT
}

/** The most bytes that one unit of a text takes in JSON: `\\u0000`. */
const longest = 6

/** UTF-8 bytes of something as JSON. */
export const jsonBytes = (of: unknown): number => Buffer.byteLength(JSON.stringify(of))

/** Those of a text inside JSON, the quotes not counted. */
const textBytes = (text: string) => jsonBytes(text) - 2
