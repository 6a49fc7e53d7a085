/** One line of the journal; what it means is its owner's business. */
export type Line = { [key: string]: unknown }

const NEWLINE = 10

export const textOf = (line: Line): string => `${JSON.stringify(line)}\n`

/** How many bytes from the beginning are whole lines; what comes after them is half a line that a crash left behind. */
export const wholeOf = (bytes: Buffer): number => bytes.lastIndexOf(NEWLINE) + 1

/** Every whole line. `lost`: those that could not be read. */
export function readLines(bytes: Buffer): { lines: Line[]; lost: number } {
  const lines: Line[] = []
  let lost = 0
  for (let from = 0; ; ) {
    const end = bytes.indexOf(NEWLINE, from)
    if (end < 0) return { lines, lost }
    const text = bytes.toString('utf8', from, end)
    from = end + 1
    if (text === '') continue
    const line = lineOf(text)
    if (line) lines.push(line)
    else lost += 1
  }
}

function lineOf(text: string): Line | undefined {
  try {
    const line: unknown = JSON.parse(text)
    if (typeof line === 'object' && line !== null) return line as Line
  } catch {}
  return
}
