import { dayOf, minuteOfDay } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { cut, original } from '../../text/cut.ts'
import type { Reading } from '../../text/days.ts'
import { type Folded, folded } from '../../text/fold.ts'
import { type Found, freeLeft, freeRight } from '../../text/found.ts'
import { findMoments, type Moment, type MomentFault, withDay } from '../../text/moments.ts'
import type { ArgContext } from './arg.ts'
import { chooseDuration } from './chosen-duration.ts'

/** All that a text says about when and how long, and the text without it. */
export interface TimeWords {
  /** Ranges (with `to`), or else at most one time alone. */
  times: (Moment & { day: string })[]
  /** A day without a time. */
  day?: string
  part?: string
  /** No day was typed; the one in `times` follows from now. */
  dayUnsaid: boolean
  minutes?: number
  /** The length as it was typed. */
  length?: string
  rest: string
  /** The text without day and times, with its length left in. */
  restWithLength: string
}

const BETWEEN = /^[\s,，、;和及]*$/
const FAULTS: Record<MomentFault, string> = {
  day: 'arg.day.invalid',
  days: 'arg.day.several',
  time: 'arg.time.invalid',
  backwards: 'arg.time.backwards',
}

/**
 * Takes day, times and duration out of a text, in whatever order they stand. A day or time counts when it is not
 * glued to words on both sides (我昨天 counts, 整理昨天的照片 does not); a duration counts anywhere, a free one first.
 * Refused: `arg.day.*`, `arg.time.*`, `arg.duration.*`, each with `{ text }`.
 */
export function takeTimeWords(
  text: string,
  { now }: ArgContext,
  reading: Reading,
): TimeWords | Refusal | undefined {
  const form = folded(text)
  const isFree = ({ from, to }: { from: number; to: number }): boolean =>
    freeLeft(form.text, from) || freeRight(form.text, to)
  const moments: Found<Moment>[] = []
  for (const { from, to, value } of findMoments(form.text, now, reading).filter(isFree)) {
    if (typeof value === 'string')
      return refuse(FAULTS[value], { text: original(text, form, from, to).trim() })
    moments.push({ from, to, value })
  }
  const ranges = moments.filter(({ value }) => value.to !== undefined)
  const times = reading === 'past' ? runOf(form, ranges) : ranges.slice(0, 1)
  const [point] = times.length > 0 ? [] : moments.filter(({ value }) => value.from !== undefined)
  if (point) times.push(point)
  const [lone] = moments.filter(
    (moment) => moment.value.from === undefined && !isStory(form, moment, reading),
  )
  const day = times[0]?.value.day === undefined ? lone : undefined

  const length = chooseDuration(text, form, times, reading)
  if (length && 'refused' in length) return length
  const moment = [...times, ...(day ? [day] : [])].sort((a, b) => a.from - b.from)
  const used = length ? [...moment, length].sort((a, b) => a.from - b.from) : moment
  if (used.length === 0) return undefined
  const known = times[0]?.value.day ?? day?.value.day
  // Several ranges without a day are of one day: hours of the last one must be over.
  const anchor = times.at(-1)?.value
  const unsaid = anchor && withDay(anchor, now, reading, minuteOfDay(now)).day
  return {
    times: times.map(({ value }) => ({ ...value, day: value.day ?? known ?? unsaid ?? dayOf(now) })),
    ...(day?.value.day !== undefined && { day: day.value.day }),
    ...(day?.value.part !== undefined && { part: day.value.part }),
    dayUnsaid: known === undefined,
    ...(length && { minutes: length.value, length: original(text, form, length.from, length.to).trim() }),
    rest: without(text, form, used),
    restWithLength: without(text, form, moment),
  }
}

/** 「昨天开始漏水」: an order speaks of a past day without being meant for it. */
const isStory = (form: Folded, { from, to }: Found<unknown>, reading: Reading): boolean =>
  reading === 'future' && /^(?:大?前|昨|上)|前$/.test(form.text.slice(from, to))

/** The first range and those that follow it directly: 9:00-11:00、14:00-16:00. */
function runOf(form: Folded, ranges: Found<Moment>[]): Found<Moment>[] {
  const run = ranges.slice(0, 1)
  for (const next of ranges.slice(1)) {
    if (!BETWEEN.test(form.text.slice(run.at(-1)?.to, next.from))) break
    const day = next.value.day ?? run.at(-1)?.value.day
    run.push(day === undefined ? next : { ...next, value: { ...next.value, day } })
  }
  return run
}

/** Cuts from the end, so that earlier positions still hold; neighbours go in one piece. */
function without(text: string, form: Folded, used: Found<unknown>[]): string {
  let rest = text
  let piece = used.at(-1)
  for (const found of used.slice(0, -1).reverse()) {
    if (!piece) break
    if (BETWEEN.test(form.text.slice(found.to, piece.from))) piece = { ...piece, from: found.from }
    else {
      rest = cut(rest, form, piece.from, piece.to)
      piece = found
    }
  }
  return piece ? cut(rest, form, piece.from, piece.to) : rest
}
