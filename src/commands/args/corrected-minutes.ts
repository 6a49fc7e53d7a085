import { dayOf } from '../../domain/calendar/shanghai.ts'
import { refuse } from '../../domain/refusal.ts'
import { cut, original } from '../../text/cut.ts'
import { findDurations } from '../../text/durations.ts'
import { folded } from '../../text/fold.ts'
import { type Found, freeLeft, freeRight } from '../../text/found.ts'
import { findMoments } from '../../text/moments.ts'
import type { ArgType } from './arg.ts'

const LEAD =
  /^[\s,，、:：]*(?:(?:应该|应当|应|实际|实)?(?:更正为|更正成|改为|改成|改到|为|是|成|到)[\s:：]*)?/u

/**
 * How long it really was, in minutes: `2小时`, `改成 90分钟`, `14:00-16:00` right behind the number, else the only
 * duration of the text, 0 to take all of it back; the reason may name days and other durations. Refused: `arg.minutes.several { text }`,
 * `arg.duration.vague`, `arg.duration.range`, with `{ text }`.
 */
export const correctedMinutes: ArgType<number> = {
  take(text, { now }) {
    const form = folded(text)
    const lead = LEAD.exec(form.text)?.[0].length ?? 0
    const lengths: Found<number | null>[] = [...findDurations(form.text)]
    for (const { from, to, value } of findMoments(form.text, now, 'past')) {
      if (typeof value === 'string' || value.from === undefined || value.to === undefined) continue
      if (value.day === undefined || value.day <= dayOf(now))
        lengths.push({ from, to, value: value.to - value.from })
    }
    const found = lengths.find(({ from }) => from === lead) ?? only(form.text, lengths)
    if (!found) {
      return lengths.length > 0
        ? refuse('arg.minutes.several', {
            text: lengths.map(({ from, to }) => original(text, form, from, to).trim()).join('、'),
          })
        : undefined
    }
    const typed = { text: original(text, form, found.from, found.to).trim() }
    if (found.value === null) return refuse('arg.duration.vague', typed)
    if (found.value > 1440) return refuse('arg.duration.range', typed)
    const from = found.from === lead ? 0 : found.from
    return { value: found.value, rest: cut(text, form, from, found.to) }
  },
}

/** The one that is there, or the one of several that stands on its own. */
function only<T>(text: string, all: readonly Found<T>[]): Found<T> | undefined {
  const free = all.filter(({ from, to }) => freeLeft(text, from) && freeRight(text, to))
  return all.length === 1 ? all[0] : free.length === 1 ? free[0] : undefined
}
