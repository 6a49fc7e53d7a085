import { statutoryNames } from '../domain/calendar/festivals.ts'
import type { HolidayName, HolidayStatement } from '../domain/calendar/holiday-list.ts'
import { typedDays } from './holiday-dates.ts'
import * as words from './holiday-words.ts'
import { readNumber } from './numbers.ts'

/** What stands in a notice and cannot be meant, or not be read. */
export interface NoticeFault {
  is: 'unreadable' | 'date' | 'range' | 'weekday'
  /** As typed. */
  text: string
}

/** A stretch of a notice: folded, without spaces, and how it was typed. */
export interface Stretch {
  text: string
  /** The holidays of its heading. */
  names?: readonly HolidayName[]
  typed: (from: number, to: number) => string
}

/**
 * The statements of a stretch: dates and what becomes of them (放假, 上班), in that order or after a heading; a holiday's name
 * beside dates says off. Make-up days may be left without a name. What cannot be read is a fault: nothing is passed over
 * that could be about a day.
 */
export function readStatements(
  { text, names: heading, typed }: Stretch,
  year: number,
): { statements: HolidayStatement[]; faults: NoticeFault[] } {
  const statements: HolidayStatement[] = []
  const faults: NoticeFault[] = []
  let at = 0
  let start = 0
  let pending: string[] = []
  let lead: readonly HolidayName[] | undefined
  let trail: readonly HolidayName[] | undefined
  let lastDay: string | undefined
  let headed: boolean | undefined
  let first = true

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found
  }
  const commit = (off: boolean): void => {
    const names = trail ?? lead ?? heading ?? (off ? byRule(pending) : [])
    statements.push({ names, off, days: pending, text: typed(start, at) })
    pending = []
    lead = trail = undefined
    first = false
  }
  /** Dates without a word on them: off where a holiday is named, or where nothing else was said before. */
  const settle = (): void => {
    if (pending.length === 0) return
    if (headed !== undefined) commit(headed)
    else if (trail || lead || (heading && first)) commit(true)
    else {
      faults.push({ is: 'unreadable', text: typed(start, at) })
      pending = []
    }
  }

  while (at < text.length) {
    const sign = text[at] ?? ''
    if ('。\n;'.includes(sign)) {
      settle()
      if (sign !== ';') headed = undefined
      if (sign === '\n') lead = undefined
    }
    const here = at
    if (pending.length === 0 && take(words.ASIDE)) continue
    const heads = take(words.HEADED)
    if (heads) {
      settle()
      headed = heads[1] !== undefined
      continue
    }
    // No list names a day of its own December, but 元旦 may reach back into the one before.
    const days = typedDays(text, at, lastDay, (month) => (month === 12 ? year - 1 : year))
    if (days) {
      if (trail) commit(true)
      if (pending.length === 0) start = at
      at = days.to
      if (days.fault) faults.push({ is: days.fault, text: typed(here, at) })
      pending.push(...days.days)
      lastDay = days.days.at(-1) ?? lastDay
      continue
    }
    if (take(words.NEVER)) {
      faults.push({ is: 'unreadable', text: typed(here, at) })
      pending = []
      continue
    }
    const isOff = take(words.OFF) !== null
    if (isOff || take(words.WORK)) {
      if (pending.length > 0) commit(isOff)
      else if (!isOff) faults.push({ is: 'unreadable', text: typed(here, at) })
      continue
    }
    const count = take(words.COUNT)
    if (count) {
      if (pending.length > 0) settle()
      const last = statements.at(-1)
      if (last?.off) last.said = readNumber(count[1] ?? '') ?? 0
      else faults.push({ is: 'unreadable', text: typed(here, at) })
      continue
    }
    const name = take(words.NAMES)
    if (name) {
      if (pending.length > 0 && lead) commit(true)
      if (pending.length > 0) trail = words.holidayNames(name[0])
      else {
        lead = words.holidayNames(name[0])
        start = here
      }
      continue
    }
    if (take(words.BRACKETED) || take(words.FILLER)) continue
    const rest = take(words.SENTENCE)?.[0] ?? ''
    if (words.KEYWORD.test(rest) || pending.length > 0) {
      faults.push({ is: 'unreadable', text: typed(pending.length > 0 ? start : here, at) })
    }
    pending = []
  }
  settle()
  return { statements, faults }
}

/** The holidays of the law among these days, or else some other. */
function byRule(days: readonly string[]): readonly HolidayName[] {
  const names = [...new Set(days.flatMap(statutoryNames))]
  return names.length > 0 ? names : ['other']
}
