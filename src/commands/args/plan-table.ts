import { dayOf } from '../../domain/calendar/shanghai.ts'
import { findDays } from '../../text/days.ts'
import { fold } from '../../text/fold.ts'

/** What a column of a pasted table holds. A column of a part of the day or of a day holds names. */
type Column = 'day' | 'time' | 'names' | 'other' | { part: string } | { day: string }

const HEADS: [RegExp, 'day' | 'time' | 'names' | 'other'][] = [
  [/^(?:值班|值守|服务)?(?:日期|日子|年月日|星期|周次|礼拜|周几)$/u, 'day'],
  [/^(?:值班|值守|服务|起止)?(?:时间|时段|班次|钟点)段?$/u, 'time'],
  [
    /^(?:(?:值班|值守|带班)?(?:人员|姓名|名单|人|员|同志|组长|领导|志愿者|党员)(?:姓名|名单)?|值班|值守|带班|[ab]岗)\d?$/u,
    'names',
  ],
  [
    /^(?:序号|编号|备注|说明|电话|联系电话|联系方式|手机|手机号|单位|派出单位|社区|地点|点位|岗位|no\.?)$/u,
    'other',
  ],
]
const PART = /^(?:上午|下午|晚上|晚间|早上|白天|全天|上下午|早班|中班|晚班|夜班|白班)(?:班)?/u

/** The cells of a row: parted by tabs, by bars, by several spaces, or by single ones. */
const cellsOf = (line: string, mark: RegExp): string[] =>
  line
    .replace(/^\s*[|｜]|[|｜]\s*$/g, '')
    .split(mark)
    .map((cell) => cell.trim())

/** No table that people paste is wider; a line of more words is none. */
const mostColumns = 40
const MARKS = [/\t/, /[|｜]/, /\s{2,}/, /\s+/]

/**
 * Rows of a table pasted from a spreadsheet as lines of the usual form, a line for each cell with names: columns 日期 时间
 * 姓名, or 日期（星期） 上午 下午 with names in the cells, or the days side by side. Undefined when no header is there;
 * `faults` are rows that do not fit it.
 */
export function tableLines(
  lines: readonly string[],
  now: number,
  month: string | undefined,
): { lines: string[]; faults: string[]; before: string[] } | undefined {
  for (const [at, line] of lines.slice(0, 4).entries()) {
    for (const mark of MARKS) {
      const cells = cellsOf(line, mark)
      if (cells.length > mostColumns) continue
      const columns = cells.map((cell) => columnOf(cell, now))
      if (!isHeader(columns)) continue
      const rows = lines.slice(at + 1).filter((row) => !/^[\s|｜:-]*$/.test(row))
      const read = rows.map((row) => rowLines(row, columns as Column[], mark, month))
      return {
        before: lines.slice(0, at),
        lines: read.flatMap((row) => row ?? []),
        faults: rows.filter((_, i) => read[i] === undefined),
      }
    }
  }
  return undefined
}

function columnOf(cell: string, now: number): Column | undefined {
  const head = fold(cell).replace(/\s/g, '')
  const known = HEADS.find(([pattern]) => pattern.test(head))
  if (known) return known[1]
  if (PART.test(head) || /^\d{1,2}[:.点]?\d{0,2}[-~—–到至]\d{1,2}/.test(head)) return { part: cell }
  const [day] = findDays(head, dayOf(now), 'future')
  return day && day.from === 0 ? { day: cell } : undefined
}

/** A header names every column, and leads to names by a column of their own, by parts of the day or by days. */
function isHeader(columns: readonly (Column | undefined)[]): boolean {
  if (columns.length < 2 || columns.some((column) => column === undefined)) return false
  const parts = columns.filter((column) => typeof column === 'object' && 'part' in column).length
  const days = columns.filter((column) => typeof column === 'object' && 'day' in column).length
  if (columns.includes('names'))
    return (columns.includes('day') || columns.includes('time')) && parts + days === 0
  if (days > 0) return days >= 2 && parts === 0
  return parts >= 1 && columns.includes('day')
}

/** The lines of one row, or undefined when its cells are not those of the header. */
function rowLines(row: string, columns: Column[], mark: RegExp, month?: string): string[] | undefined {
  let cells = cellsOf(row, mark)
  const isDays = columns.some((column) => typeof column === 'object' && 'day' in column)
  // The empty corner above the times is lost when it was copied first.
  const heads: Column[] =
    isDays && typeof columns[0] === 'object' && cells.length === columns.length + 1
      ? ['time', ...columns]
      : columns
  if (cells.length > heads.length && heads.at(-1) === 'names')
    cells = [...cells.slice(0, heads.length - 1), cells.slice(heads.length - 1).join(' ')]
  const loose = mark.source === '\\s+'
  if (cells.length > heads.length || (loose && cells.length < heads.length)) return undefined
  const inColumns = (what: Column) => cells.filter((_, i) => heads[i] === what)
  const day = [...new Set(inColumns('day'))]
    .map((cell) => (/^\d{1,2}$/.test(cell) ? `${month ?? ''}${cell}日` : cell))
    .join(' ')
  const [time] = [inColumns(isDays && heads[0] !== 'time' ? 'day' : 'time').join(' ')]
  const names = inColumns('names').join(' ')
  if (columns.includes('names')) return [`${day} ${time} ${names}`]
  return heads.flatMap((head, i) => {
    const cell = cells[i] ?? ''
    if (typeof head !== 'object' || !/[\p{L}]/u.test(cell) || /^(?:无|休息?|放假)$/u.test(cell)) return []
    return ['part' in head ? `${day} ${head.part} ${cell}` : `${head.day} ${time} ${cell}`]
  })
}
