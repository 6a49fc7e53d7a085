import { addDays } from '../../domain/calendar/shanghai.ts'
import type { DayPattern } from '../../domain/roster/pattern.ts'
import { fold } from '../../text/fold.ts'
import { excerpt } from './args.ts'
import { type ReadLine, readPlanLine, type ShiftTime, type Unread } from './plan-line.ts'
import { tableLines } from './plan-table.ts'
import { dayOfTitle, isTitle, mondayMeant, placeIn } from './plan-title.ts'
import { inTurns } from './plan-turns.ts'

/** One line of a roster as it is meant: its days or its pattern, its times, its people. */
export interface PlanLine {
  /** As typed, short. */
  text: string
  days: string[]
  span?: true
  pattern?: DayPattern
  times: ShiftTime[]
  names: string[]
  replaces: string[]
}

/** The lines of a roster, those that could not be read, and what stands above them. */
export interface PlanReading {
  lines: PlanLine[]
  unread: Unread[]
  /** The community that a title, or the words above the lines, may name. */
  place?: string
  /** Words above the lines that are no title: if they name no community, they could not be read. */
  head?: string
}

/** What the lines above have said, and the one among them that has not been of use yet. */
interface Above {
  days?: ReadLine['days'] | undefined
  span?: true | undefined
  pattern?: DayPattern | undefined
  times?: ShiftTime[]
  unused?: string | undefined
}

type Dated = PlanLine & { weekdays: number[] }

/** Reads all lines; what one leaves out, day or time, goes on from the line above it. */
export function readPlan(typed: readonly string[], now: number, cancel: boolean): PlanReading {
  const title = typed.slice(0, 3).find(isTitle)
  const month = /(\d{1,2})月/.exec(fold(title ?? ''))?.[1]
  const table = tableLines(typed, now, month && `${month}月`)
  const before = (table?.before ?? typed)
    .filter((line) => !isTitle(line))
    .flatMap(barred(now))
    .flatMap(inTurns(now))
  const body = [...before, ...(table?.lines ?? [])]
  const unread = (table?.faults ?? []).map((row) => unreadable(row, 'arg.shift.cells'))
  const lines: Dated[] = []
  const day = dayOfTitle(title, now)
  let head: string | undefined
  let above: Above = day === undefined ? {} : { days: [day] }
  for (const [i, line] of body.entries()) {
    const read = readPlanLine(line, now)
    const hasWords = 'why' in read ? !/\d/.test(line) : read.names.length > 0 && !saysWhen(read)
    if (i === 0 && hasWords && body.length > 1 && day === undefined) head = line.trim()
    else if ('why' in read) unread.push(read)
    else if (read.names.length === 0) {
      if (!saysWhen(read)) continue
      if (isLost(above, read) && i < before.length) unread.push(unreadable(above.unused, 'arg.shift.names'))
      above = { ...above, ...dayPart(read), ...timePart(read), unused: line }
    } else {
      const used = !hasDay(read) || read.times.length === 0
      if (above.unused !== undefined && !used && i < before.length)
        unread.push(unreadable(above.unused, 'arg.shift.names'))
      above = { ...above, ...dayPart(read), ...timePart(read), unused: undefined }
      const meant = lineOf(line, read, cancel ? { ...above, times: read.times } : above)
      if ('why' in meant) unread.push(meant)
      else lines.push(meant)
    }
  }
  if (above.unused !== undefined && !table) unread.push(unreadable(above.unused, 'arg.shift.names'))

  const place = placeIn([...(head === undefined ? [] : [head]), ...(title === undefined ? [] : [title])])
  const monday = mondayMeant(lines, title, now)
  return {
    ...(place !== undefined && { place }),
    ...(head !== undefined && { head }),
    lines: lines.map(({ weekdays, ...line }) => ({
      ...line,
      days: [...line.days, ...weekdays.map((weekday) => addDays(monday, weekday - 1))],
    })),
    unread,
  }
}

const hasDay = ({ days, pattern }: ReadLine): boolean => days !== undefined || pattern !== undefined
const saysWhen = (read: ReadLine): boolean => hasDay(read) || read.times.length > 0
const dayPart = (read: ReadLine) =>
  hasDay(read) ? { days: read.days, span: read.span, pattern: read.pattern } : {}
const timePart = ({ times }: ReadLine) => (times.length > 0 ? { times } : {})

/** Whether a line without names takes the place of one that nobody has used: that one lacked its names. */
const isLost = (above: Above, read: ReadLine): above is Above & { unused: string } =>
  above.unused !== undefined && hasDay(read) && read.times.length > 0

/** The line with what it took from above; unreadable without a day, or without a time that somebody else's shift has. */
function lineOf(line: string, read: ReadLine, { days, span, pattern, times }: Above): Dated | Unread {
  if (!days && !pattern) return unreadable(line, 'arg.shift.day')
  if (!times && read.replaces.length === 0) return unreadable(line, 'arg.shift.time')
  return {
    text: excerpt(line),
    days: (days ?? []).filter((day) => typeof day === 'string'),
    weekdays: (days ?? []).filter((day) => typeof day === 'number'),
    ...(span && { span }),
    ...(pattern && { pattern }),
    times: times ?? [],
    names: read.names,
    replaces: read.replaces,
  }
}

const unreadable = (line: string | undefined, why: string): Unread => {
  const text = excerpt(line ?? '')
  return { text, why, params: { text } }
}

/** `日期 | 时间 | 姓名` on one line are its parts; where every part is a shift of its own, they are lines. */
const barred =
  (now: number) =>
  (line: string): string[] => {
    const pieces = line.split(/[|｜]/).filter((piece) => piece.trim() !== '')
    if (pieces.length < 2) return [line]
    const whole = pieces.every((piece) => {
      const read = readPlanLine(piece, now)
      return 'names' in read && read.names.length > 0 && saysWhen(read)
    })
    return whole ? pieces : [pieces.join('  ')]
  }
