import { dayOf, monthOf } from '../domain/calendar/shanghai.ts'
import { typedHours } from '../domain/ledger/typed-hours.ts'
import { isRefusal, refuse } from '../domain/refusal.ts'
import { type Line, line, offer } from '../domain/say.ts'
import { openDutyQuery } from '../store/duty.ts'
import { fill } from '../store/inbox.ts'
import { enter, entryNumber, monthQuery, noteOnInserted, standingQuery } from '../store/ledger.ts'
import { args, optional, requiredIfTyped } from './args/args.ts'
import { rest } from './args/rest.ts'
import { workTime } from './args/when.ts'
import { defineCommand } from './define.ts'
import { placeOf, registered } from './gates.ts'
import { monthLines } from './month-lines.ts'

/** `/工时 2小时 事由 [日期]`: hours by hand, which wait for the secretary; without anything, mine of this month. */
export const hours = defineCommand({
  name: '工时',
  aliases: ['hours', 'gs'],
  topic: 'hours',
  usage: '/工时 2小时 做了什么 [日期]',
  example: '/工时 昨天 14:00-16:30 社区图书整理',
  args: args({ work: requiredIfTyped(workTime, 'arg.duration.missing'), note: optional(rest) }),
  who: registered,
  read: ({ sender, at, args }) => {
    const days = args.work?.spans.map((span) => span.day).sort() ?? [dayOf(at)]
    return {
      open: openDutyQuery(sender),
      standing: standingQuery(sender, days[0] ?? dayOf(at), days.at(-1) ?? dayOf(at)),
      month: monthQuery(sender, monthOf(at), args.work ? 0 : 60),
    }
  },
  decide: ({ who, facts, at, now, key, policy, args }) => {
    if (!args.work)
      return { say: monthLines(facts.month, monthOf(at), who.inGroup), offer: [offer('offer.me', '/我的')] }
    if (!args.note) return refuse('hours.no_reason', { minutes: args.work.minutes })
    const place = placeOf(who)
    if (isRefusal(place)) return place
    const person = who.person
    if (!person?.unit_id) return refuse('who.unregistered')

    const drafts = typedHours(
      'manual',
      args.work.spans,
      { standing: facts.standing, duty: facts.open[0] },
      at,
      policy,
      now,
    )
    if (isRefusal(drafts)) return drafts
    const say: Line[] = drafts.map(({ serviceDay, startedAt, endedAt, minutes }) =>
      startedAt === null || endedAt === null
        ? line('hours.recorded', { entry: '', day: serviceDay, minutes })
        : line('hours.recorded_span', { entry: '', day: serviceDay, from: startedAt, to: endedAt, minutes }),
    )
    say.push(line('hours.reason', { note: args.note }))
    if (args.work.assumed) say.push(line('hours.assumed'))
    if (drafts.some((draft) => draft.waitsFor.includes('full_day'))) {
      say.push(line('hours.full_day', { limit: policy.fullDayMinutes }))
    }
    const of = {
      person_id: person.id,
      unit_id: person.unit_id,
      community_id: place.communityId,
      grid_id: person.community_id === place.communityId ? person.grid_id : null,
      duty_id: null,
      actor_id: person.id,
      message: key,
      created_at: now,
    }
    const note = args.note
    return {
      say,
      offer: [offer('offer.undo', '/撤销'), offer('offer.me', '/我的')],
      writes: drafts.flatMap((draft, i) => [
        enter(draft, of),
        noteOnInserted('entry', person.id, note),
        fill(key, `$.say[${i}].params.entry`, entryNumber),
      ]),
    }
  },
})
