import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { openPairingQuery, type Pairing, pairingsOfNamedQuery, placesOfPairing } from '../../store/pairing.ts'
import { candidatesQuery } from '../../store/role.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { person } from '../args/person.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { endOfOthers, endOwn } from './end-pair-acts.ts'
import { mySide } from './pair-lines.ts'

/**
 * `/解除搭档 张三 理由`: the secretary ends a pair of the own community, or takes back a question; `/解除搭档 理由` either partner
 * for themselves. Both are told in private, neither the other's reason; who is alone by no act of their own comes first next
 * time. Refuses with pair.no_partner, pair.end_reason, pair.end_asked, pair.end_unknown (which another community's pairs
 * are, too), pair.end_not_yours, pair.changed_now.
 */
export const endPair = defineCommand({
  name: '解除搭档',
  aliases: [],
  topic: 'pair',
  usage: '/解除搭档 [姓名] 理由',
  example: '/解除搭档 张三 调走了',
  args: args({ name: optional(person), note: optional(rest) }),
  who: registeredOrAppointed,
  read: ({ args: { name }, sender, message, community, at }) => ({
    mine: openPairingQuery(sender, dayOf(at)),
    named: pairingsOfNamedQuery(message, fold(name ?? ''), message.mentions, dayOf(at)),
    told: secretariesQuery(placesOfPairing(sender), sender),
    called: candidatesQuery(message, fold(name ?? ''), message.mentions, community),
  }),
  decide: (situation): Decision | Refusal => {
    const { args, facts, who } = situation
    const me = who.person
    if (!me) return refuse('who.unregistered')
    const [mine] = facts.mine
    const held = facts.named.filter(({ community_id }) => isSecretaryOf(who.roles, community_id))
    const others = held.filter(({ id }) => id !== mine?.id)
    if (others.length > 1) return whichPair(others, args.name ?? '', args.note)
    const [pairing] = others
    if (pairing) return endOfOthers(situation, pairing, args.note)
    if (mine?.state === 'active') {
      const { other } = mySide(mine, me.id)
      // Somebody else was named: nobody loses their partner by a slip.
      const called = facts.called.filter(
        (one) => one.community_id === mine.community_id || one.mentioned === 1,
      )
      if (called.length > 0 && !called.some(({ id }) => id === other.id || id === me.id))
        return refuse('pair.end_not_yours', { name: called[0]?.name ?? '' })
      return endOwn(situation, mine, ownReason(mine, me.id, args))
    }
    if (who.roles.some(({ role }) => role === 'administrator' || role === 'secretary')) {
      if (args.name === undefined) return refuse('pair.end_who')
      return refuse('pair.end_unknown', { name: args.name })
    }
    return refuse(mine ? 'pair.end_asked' : 'pair.no_partner')
  },
})

/** What I typed, without the name of my partner: the first word of a reason looks like a name too. */
function ownReason(
  mine: Pairing,
  me: number,
  { name, note }: { name: string | undefined; note: string | undefined },
) {
  const isPartner = name !== undefined && fold(name) === fold(mySide(mine, me).other.name)
  return [...(isPartner || name === undefined ? [] : [name]), ...(note === undefined ? [] : [note])].join(' ')
}

/** Several people of one name have a pairing: each by number. */
const whichPair = (found: readonly Pairing[], name: string, note = ''): Decision => ({
  say: [
    line('pair.end_which', { name, count: found.length }),
    ...found
      .slice(0, 6)
      .map(({ member_id, member, volunteer }) =>
        line('pair.end_option', { person: `P${member_id}`, member, volunteer }),
      ),
  ],
  offer: found
    .slice(0, 6)
    .map(({ member_id }) =>
      offer('offer.person', `/解除搭档 @P${member_id} ${note}`.trim(), { person: `P${member_id}` }),
    ),
})
