import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { type Mail, post } from '../../store/mail.ts'
import { openPairingQuery, type Pairing, pairingsOfNamedQuery, placesOfPairing } from '../../store/pairing.ts'
import { candidatesQuery } from '../../store/role.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { endPairing, keepReason, settledBy } from '../../store/settle-pairing.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { person } from '../args/person.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { mySide } from './pair-lines.ts'

/** Characters of a reason that are kept. */
const longestReason = 200

/**
 * `/解除搭档 张三 理由`: the secretary ends a pair of the own community, or takes back a question; `/解除搭档 理由` either partner
 * for themselves. Both are told in private, neither the other's reason; who is alone by no act of their own comes first next
 * time. Refuses with pair.no_partner, pair.end_reason, pair.end_asked, pair.end_unknown, pair.end_elsewhere,
 * pair.end_not_yours, pair.changed_now.
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
      return refuse(facts.named.length > 0 ? 'pair.end_elsewhere' : 'pair.end_unknown', { name: args.name })
    }
    return refuse(mine ? 'pair.end_asked' : 'pair.no_partner')
  },
})

type Ending = Situation<unknown, { told: { community_id: number; person_id: number }[] }>

/** What I typed, without the name of my partner: the first word of a reason looks like a name too. */
function ownReason(
  mine: Pairing,
  me: number,
  { name, note }: { name: string | undefined; note: string | undefined },
) {
  const isPartner = name !== undefined && fold(name) === fold(mySide(mine, me).other.name)
  return [...(isPartner || name === undefined ? [] : [name]), ...(note === undefined ? [] : [note])].join(' ')
}

/** The secretary's act, which is written down. */
function endOfOthers(situation: Ending, pairing: Pairing, note: string | undefined): Decision | Refusal {
  const { who, now, key } = situation
  const names = { member: pairing.member, volunteer: pairing.volunteer }
  if (note === undefined) return refuse('pair.end_reason', { name: pairing.member })
  const by = { actorId: who.person?.id ?? null, message: key, at: now }
  const act = {
    action: 'pair.end',
    subject: `pairing:${pairing.id} person:${pairing.member_id} person:${pairing.volunteer_id}`,
    communityId: pairing.community_id,
  }
  const code = pairing.state === 'active' ? 'mail.pair_ended' : 'mail.pair_taken_back'
  return {
    say: [
      pairing.state === 'asked'
        ? line(who.inGroup ? 'pair.taken_back_group' : 'pair.taken_back', names)
        : line(who.inGroup ? 'pair.ended_group' : 'pair.ended', names),
      line('pair.ended_told'),
    ],
    offer: [offer('offer.pair', '/配对')],
    writes: [
      endPairing(pairing.id, 'secretary', by),
      recordIfChanged(act, by),
      ...ending(situation, pairing, note),
      ...[
        { to: pairing.member_id, name: pairing.volunteer },
        { to: pairing.volunteer_id, name: pairing.member },
      ].map(({ to, name }) =>
        post(letter(pairing, to, key, [line(code, { name }), line('mail.pair_first')]), now),
      ),
    ],
    speaks: true,
  }
}

/** A partner's own act; the secretary reads the reason, the other does not. */
function endOwn(situation: Ending, pairing: Pairing, typed: string): Decision | Refusal {
  const { facts, who, now, key } = situation
  const me = who.person
  if (!me) return refuse('who.unregistered')
  if (typed === '') return refuse('pair.end_reason_own')
  const note = [...typed].slice(0, longestReason).join('')
  const { other } = mySide(pairing, me.id)
  const told = facts.told
    .filter(({ person_id }) => person_id !== other.id)
    .map(({ person_id }) => ({
      ...letter(pairing, person_id, key, [
        line('mail.pair_ended_by', { name: me.name ?? '', other: other.name }),
        line('mail.pair_reason', { note }),
      ]),
      offer: [offer('offer.pair', '/配对')],
    }))
  const theirs = [line('mail.pair_ended', { name: me.name ?? '' }), line('mail.pair_first')]
  return {
    say: [who.inGroup ? line('pair.heard_end') : line('pair.ended_own', { name: other.name })],
    offer: who.inGroup ? [] : [offer('offer.partner', '/搭档')],
    writes: [
      endPairing(pairing.id, 'partner', { actorId: me.id, message: key, at: now }),
      ...ending(situation, pairing, note),
      ...[letter(pairing, other.id, key, theirs), ...told].map((one) => post(one, now)),
    ],
    speaks: true,
  }
}

/** Right behind the end: who came second changes nothing; the reason is kept apart. */
const ending = (situation: Ending, pairing: Pairing, note: string) => [
  otherwise(situation.key, JSON.stringify(outcomeOfRefusal(situation, refuse('pair.changed_now')))),
  keepReason(
    pairing.id,
    situation.who.person?.id ?? 0,
    [...note].slice(0, longestReason).join(''),
    situation.key,
  ),
]

const letter = (pairing: Pairing, to: number, key: string, say: Line[]): Mail => ({
  to,
  say,
  offer: [offer('offer.partner', '/搭档')],
  dedupe: `pair/end/${pairing.id}/${to}`,
  when: settledBy(pairing.id, key),
})

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
