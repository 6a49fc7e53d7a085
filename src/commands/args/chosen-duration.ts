import { type Refusal, refuse } from '../../domain/refusal.ts'
import { original } from '../../text/cut.ts'
import type { Reading } from '../../text/days.ts'
import { findDurations } from '../../text/durations.ts'
import type { Folded } from '../../text/fold.ts'
import { type Found, freeLeft, freeRight } from '../../text/found.ts'
import type { Moment } from '../../text/moments.ts'

/**
 * The duration that is meant among those in a text, in minutes. Hours: one that stands free, else any; beside start
 * and end only one on its own, and it must agree. Plans: one that ends a word (义务理发3小时, but not 24小时药店).
 * Refused: `arg.duration.vague`, `arg.duration.range`, `arg.duration.differs`, each with `{ text }`.
 */
export function chooseDuration(
  text: string,
  form: Folded,
  times: Found<Moment>[],
  reading: Reading,
): Found<number> | Refusal | undefined {
  const all = findDurations(form.text).filter(
    ({ from, to }) => !times.some((time) => from < time.to && to > time.from),
  )
  const ranged = times.reduce(
    (sum, { value }) => sum + (value.to === undefined ? 0 : value.to - (value.from ?? 0)),
    0,
  )
  const found = reading === 'future' ? planned(form, all) : ranged > 0 ? onItsOwn(form, all) : done(form, all)
  if (!found) return undefined
  const typed = { text: original(text, form, found.from, found.to).trim() }
  if (found.value === null) return refuse('arg.duration.vague', typed)
  if (ranged > 0 && found.value !== ranged)
    return refuse('arg.duration.differs', { ...typed, minutes: ranged })
  if (found.value < 1 || found.value > 1440) return refuse('arg.duration.range', typed)
  return { ...found, value: found.value }
}

type Choose = (form: Folded, all: Found<number | null>[]) => Found<number | null> | undefined

const planned: Choose = ({ text }, all) => all.find(({ to, value }) => value !== null && freeRight(text, to))

const onItsOwn: Choose = ({ text }, all) =>
  all.find(({ from, to, value }) => value !== null && freeLeft(text, from) && freeRight(text, to))

const done: Choose = ({ text }, all) => {
  const free = all.filter(({ from, to }) => freeLeft(text, from) || freeRight(text, to))
  return free.find(({ value }) => value !== null) ?? free[0] ?? all[0]
}
