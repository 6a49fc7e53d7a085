import { gridHeaded, mayCommand } from '../../domain/rally/area.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { type RallyRow, ralliesOfQuery } from '../../store/rally.ts'
import { endRally, sumsAtEnd, thankArrived } from '../../store/rally-end.ts'
import { writeToGroups } from '../../store/rally-letters.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { placeFirst } from '../args/rally-place.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Who } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { mayRally } from './rally.ts'
import { endLines, placeName } from './rally-lines.ts'

const looked = 8

/**
 * `/结束集结 [社区]`: ends the open rally, with its report; who came is thanked and goes on until 签退. Of several the name says
 * which. Refuses with rally.none, rally.which, rally.not_yours, rally.over_now, who.rally_end.
 */
export const rallyEnd = defineCommand({
  name: '结束集结',
  aliases: [],
  topic: 'duty',
  usage: '/结束集结',
  example: '/结束集结',
  args: args({ note: optional(rest) }),
  hidden: (who) => !mayRally(who),
  who: (who) => (mayRally(who) ? undefined : refuse('who.rally_end')),
  read: ({ sender, community, message }) => ({
    open: ralliesOfQuery(sender, community, message.conversation.kind === 'group', looked),
  }),
  decide: (situation): Decision | Refusal => {
    const { args, facts, who, key, at, now } = situation
    const { head } = placeFirst(args.note)
    const mine = facts.open.filter((rally) => mayEnd(rally, who))
    const named = mine.filter((one) => fold(placeName(one)) === head)
    const [rally, second] = named.length > 0 ? named : mine
    const [other] = facts.open
    if (!rally) return other ? refuse('rally.not_yours', { area: other.area }) : refuse('rally.none')
    if (second) return refuse('rally.which', { names: mine.map(placeName), name: placeName(rally) })
    if (!who.person) return refuse('who.unregistered')
    const over = { ...rally, ended_at: Math.max(at, rally.found_at) }
    const say = [...endLines(over), line('rally.thanks'), line('rally.hours_later')]
    const released = { say: [line('rally.released', { area: rally.area, reason: rally.reason })], offer: [] }
    return {
      say,
      offer: [offer('offer.rally_state', '/集结状态')],
      writes: [
        endRally(rally.id, { personId: who.person.id, key, at }),
        recordIfChanged(
          { action: 'rally.end', subject: `rally:${rally.id}`, communityId: rally.community_id },
          { actorId: who.person.id, message: key, at: now },
        ),
        otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('rally.over_now')))),
        sumsAtEnd(rally.id, key, 1),
        writeToGroups({ id: rally.id }, released, { name: 'end', but: who.group?.id ?? null, now }),
        thankArrived(
          rally.id,
          {
            say: [
              line('rally.thank_you', { area: rally.area, reason: rally.reason }),
              line('duty.how_to_end'),
            ],
            offer: [offer('offer.check_out', '/签退')],
          },
          { key, now },
        ),
      ],
      speaks: true,
      settles: lettersOf(rally.id),
    }
  },
})

/** What was written of a rally while it was open. */
const lettersOf = (rally: number): string[] =>
  ['call', 'level', 'found', 'wider', 'silent', 'enough', 'open'].map((name) => `rally/${name}/${rally}/`)

/** Whether somebody may end it: who commands where it began, the head of the grid that found it, who called. */
function mayEnd(rally: RallyRow, { roles, person }: Who): boolean {
  const area =
    rally.community_id !== null
      ? { of: 'community' as const, id: rally.community_id, street_id: rally.in_street }
      : rally.street_id !== null
        ? { of: 'street' as const, id: rally.street_id, street_id: null }
        : undefined
  const place = area && { ...area, name: '', key: '', here: 0 }
  return (
    mayCommand(roles, place ?? { of: 'all' }) ||
    rally.person_id === person?.id ||
    (place !== undefined &&
      rally.grid_id !== null &&
      gridHeaded(roles, place, rally.grid_id) === rally.grid_id)
  )
}
