/** Prints a heading, if there is one, and aligned rows: names to the left, figures to the right. */
export function print(title: string, rows: readonly (readonly (string | number)[])[]): void {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? figure(cell) : cell)))
  const columns = Math.max(...texts.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...texts.map((row) => width(row[i] ?? ''))),
  )
  const lines = texts.map((row) =>
    row
      .map((cell, i) => {
        const space = ' '.repeat((widths[i] ?? 0) - width(cell))
        return i === 0 ? cell + space : space + cell
      })
      .join('  '),
  )
  console.log(
    ['', ...(title === '' ? [] : [title]), ...lines.map((line) => `  ${line}`.trimEnd())].join('\n'),
  )
}

/** 70 000; below ten with one decimal. */
export const figure = (value: number): string =>
  Number.isInteger(value) || Math.abs(value) >= 10
    ? String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ')
    : value.toFixed(1)

/** Chinese characters are two columns wide. */
const width = (text: string): number => [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0)
