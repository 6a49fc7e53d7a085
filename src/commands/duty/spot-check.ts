import { addDays, dayOf, MINUTE } from '../../domain/calendar/shanghai.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { record } from '../../store/audit.ts'
import {
  dueNowQuery,
  heldPlacesQuery,
  onDutyQuery,
  placeToPlan,
  rosterPlaceQuery,
} from '../../store/roster.ts'
import { args, optional } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { reviewer } from '../gates.ts'
import { answersFor, placeKeys, plannerAt } from '../roster/roster-place.ts'

/** So many people of each kind are named. */
const most = 8
const absentShown = 5

/**
 * `/抽查 [社区]`: who is on duty now, and who should be by the roster and is not, since when. Every check is an act that is
 * written down (R017). A group hears only who is there; who is not goes to the secretary alone. Refuses with
 * plan.which, plan.where, spot.unknown, spot.elsewhere, group.unbound.
 */
export const spotCheck = defineCommand({
  name: '抽查',
  aliases: ['cc'],
  topic: 'review',
  usage: '/抽查',
  example: '/抽查',
  args: args({ place: optional(rest) }),
  who: reviewer,
  read: ({ sender, community, at, args: { place: named } }) => {
    const place = placeToPlan(sender, community, placeKeys(named))
    return {
      place: rosterPlaceQuery(sender, place),
      held: heldPlacesQuery(sender, 8),
      there: onDutyQuery(place),
      due: dueNowQuery(place, at, [dayOf(at), addDays(dayOf(at), -1)]),
    }
  },
  decide: ({ facts, args: { place: named }, who, at, now, key }): Decision | Refusal => {
    const isPlace = facts.place.some((one) => placeKeys(named).includes(one.key))
    if (named !== undefined && /社区|村/u.test(named) && !isPlace)
      return refuse('spot.unknown', { text: named.slice(0, 20) })
    const place = plannerAt(facts.place, facts.held, who, '/抽查', 'spot.elsewhere')
    if (isRefusal(place)) return place
    if (!answersFor(who, place.id) || !who.person) return refuse('spot.elsewhere', { community: place.name })
    const { there, due } = facts
    const absent = due.filter(({ person_id }) => !there.some((one) => one.person_id === person_id))
    const what = { community: place.name, at }
    const present: Line[] = [
      there.length > 0 ? line('spot.there', { ...what, count: there.length }) : line('spot.nobody', what),
      ...there.slice(0, most).map((one) =>
        line('spot.person', {
          name: one.name ?? '',
          since: one.started_at,
          minutes: Math.max(0, Math.floor((at - one.started_at) / MINUTE)),
        }),
      ),
      ...(there.length > most ? [line('spot.more', { count: there.length - most })] : []),
    ]
    const missing: Line[] =
      absent.length === 0
        ? [line(due.length > 0 ? 'spot.all_there' : 'spot.none_due')]
        : [
            line('spot.absent', { count: absent.length }),
            ...absent.slice(0, absentShown).map((one) =>
              line('spot.missing', {
                name: one.name ?? '',
                from: one.starts_at,
                minutes: Math.floor((at - one.starts_at) / MINUTE),
              }),
            ),
            ...(absent.length > absentShown
              ? [line('spot.more', { count: absent.length - absentShown })]
              : []),
          ]
    const writes = [
      record(
        {
          action: 'roster.spot_check',
          subject: `community:${place.id}`,
          communityId: place.id,
          detail: { there: there.length, due: due.length, absent: absent.map(({ person_id }) => person_id) },
        },
        { actorId: who.person.id, message: key, at: now },
      ),
    ]
    const next = [offer('offer.shifts', '/值班表')]
    if (!who.inGroup) return { say: [...missing, ...present].slice(0, 11), offer: next, writes }
    return {
      say: [...present, line('spot.private')],
      writes,
      mail: [{ to: who.person.id, say: [line('spot.title', what), ...missing], dedupe: `spot/${key}` }],
    }
  },
})
