import { addDays, dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { lastOfStint, longestHandover, successorAfter } from '../../domain/roster/handover.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import {
  giveHandover,
  handoversForQuery,
  ownHandoversQuery,
  rosterAroundQuery,
} from '../../store/handover.ts'
import { placesOf, secretariesQuery } from '../../store/secretaries.ts'
import { args, optional } from '../args/args.ts'
import { handoverReceived } from '../args/handover.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { registered } from '../gates.ts'
import { handoverLines, takeAll, type Waiting } from './handover-lines.ts'

const back = 7
const ahead = 62

/**
 * `/交接 说明` (R019): what the next one needs to know goes to whoever is first on the community's roster after one's own
 * stint, in private, and is shown again at their check-in; who is nobody's successor tells the secretary. `/交接 收到`
 * takes it. Alone it shows both sides. The words go to nobody's group. Refuses with handover.no_shift,
 * handover.too_long, handover.nothing.
 */
export const handover = defineCommand({
  name: '交接',
  aliases: ['handover'],
  topic: 'duty',
  usage: '/交接 [说明]',
  example: '/交接 钥匙在居委会',
  args: args({ received: optional(handoverReceived), note: optional(rest) }),
  who: registered,
  read: ({ sender, community, at }) => {
    const today = dayOf(at)
    return {
      roster: rosterAroundQuery(sender, community, addDays(today, -back), addDays(today, ahead)),
      waiting: handoversForQuery(sender, today),
      given: ownHandoversQuery(sender),
      told: secretariesQuery(placesOf(sender, addDays(today, -back), addDays(today, ahead)), sender),
    }
  },
  decide: (situation): Decision | Refusal => {
    const { args, facts, who } = situation
    if (args.received) return takeAll(situation, facts.waiting)
    return args.note ? give(situation, args.note) : shown(facts, who, situation.at)
  },
})

interface OnRoster {
  id: number
  person_id: number
  community_id: number
  starts_at: number
  ends_at: number
  name: string
  community: string
}
interface Facts {
  roster: OnRoster[]
  waiting: Waiting[]
  given: { to: string | null; text: string | null; community: string }[]
  told: { community_id: number; person_id: number }[]
}

/** The end of one's stint, and who comes after it. */
function stintOf(roster: readonly OnRoster[], me: number | undefined, at: number) {
  const last = lastOfStint(
    roster.filter(({ person_id }) => person_id === me),
    at,
  )
  return { last, next: last && successorAfter(last, roster, at) }
}

function give(situation: Situation<unknown, Facts>, text: string): Decision | Refusal {
  const { facts, who, at, now, key } = situation
  const person = who.person
  if (!person) return refuse('who.unregistered')
  if ([...text].length > longestHandover) return refuse('handover.too_long', { most: longestHandover })
  const { last, next } = stintOf(facts.roster, person.id, at)
  if (!last) return refuse('handover.no_shift')
  const what = { from: person.name ?? '', community: last.community, text }
  const nobody = facts.told.filter(({ community_id }) => community_id === last.community_id)
  return {
    say: [
      next
        ? line('handover.given', { name: next.name, shifts: [`${next.starts_at}-${next.ends_at}`] })
        : line('handover.given_nobody'),
      ...(who.inGroup ? [line('handover.private')] : [line('handover.text', { text })]),
    ],
    offer: [offer('offer.handovers', '/交接')],
    writes: giveHandover({
      community: last.community_id,
      from: person.id,
      to: next?.person_id ?? null,
      shift: last.id,
      text,
      at: now,
      message: key,
    }),
    mail: next
      ? [
          {
            to: next.person_id,
            say: [line('mail.handover', what)],
            offer: [offer('offer.handover_take', '/交接 收到')],
            dedupe: `handover/${key}`,
          },
        ]
      : nobody.map(({ person_id }) => ({
          to: person_id,
          say: [line('mail.handover_nobody', what)],
          dedupe: `handover/${key}/${person_id}`,
        })),
  }
}

/** Both sides: what waits for me, what I have handed over, and to whom I would. */
function shown(facts: Facts, who: Situation<unknown, Facts>['who'], at: number): Decision {
  const { last, next } = stintOf(facts.roster, who.person?.id, at)
  const own: Line[] = facts.given.slice(0, 2).map(({ to, text, community }) =>
    who.inGroup
      ? line('handover.own_group', { name: to ?? '', community })
      : line(to === null ? 'handover.own_nobody' : 'handover.own', {
          name: to ?? '',
          community,
          text: text ?? '',
        }),
  )
  const plan =
    last && next
      ? [
          line('handover.plan', {
            last: [`${last.starts_at}-${last.ends_at}`],
            name: next.name,
            shifts: [`${next.starts_at}-${next.ends_at}`],
          }),
        ]
      : last
        ? [line('handover.plan_nobody', { last: [`${last.starts_at}-${last.ends_at}`] })]
        : []
  const waiting = handoverLines(facts.waiting, who.inGroup)
  return {
    say: [
      ...(waiting.length + own.length > 0 ? [...waiting, ...own] : [line('handover.none')]),
      ...plan,
      line('handover.how'),
    ],
    ...(waiting.length > 0 ? { offer: [offer('offer.handover_take', '/交接 收到')] } : {}),
  }
}
