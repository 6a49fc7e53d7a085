import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { type Mail, post } from '../../store/mail.ts'
import type { Pairing } from '../../store/pairing.ts'
import { endPairing, keepReason, settledBy } from '../../store/settle-pairing.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { mySide } from './pair-lines.ts'

/** Characters of a reason that are kept. */
const longestReason = 200

type Ending = Situation<unknown, { told: { community_id: number; person_id: number }[] }>

/** The secretary's act, which is written down. Refuses with pair.end_reason. */
export function endOfOthers(
  situation: Ending,
  pairing: Pairing,
  note: string | undefined,
): Decision | Refusal {
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

/** A partner's own act; the secretary reads the reason, the other does not. Refuses with pair.end_reason_own. */
export function endOwn(situation: Ending, pairing: Pairing, typed: string): Decision | Refusal {
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
