import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { enterPair, pairEnteredBy, wordPair } from '../../store/settle-support.ts'
import type { SupportWords } from '../args/support-words.ts'
import type { Decision } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import type { OfSupport } from './support-facts.ts'
import { namedPair, pairedLines } from './support-lines.ts'
import { answers } from './support-list.ts'

export type PairWish = SupportWords & { does: 'pair' }

/** Who looks after a household, with the community that both belong to. */
interface Carer {
  id: number
  name: string
  communityId: number
}

/**
 * Enters the pair when the household has said yes, else the question to the secretaries; who comes second changes nothing.
 * Refuses with support.changed.
 */
export function enterOrAsk(
  situation: OfSupport,
  wish: PairWish,
  member: Carer,
  consent: boolean,
): Decision | Refusal {
  const { facts, who, key, now, policy } = situation
  const by = { actorId: who.person?.id ?? 0, message: key, at: now }
  if (by.actorId === 0) return refuse('who.unregistered')
  const { code } = wish.household
  const what = {
    ...namedPair({ code, subjects: wish.subjects.join(' ') }),
    name: member.name,
    quota: wish.visits ?? policy.visitsAMonth,
  }
  const pair = {
    community_id: member.communityId,
    member_id: member.id,
    code,
    key: wish.household.key,
    subjects: wish.subjects,
    visits: wish.visits ?? null,
    by: by.actorId,
    consent,
  }
  const when = pairEnteredBy(pair, key)
  const act = { action: 'support.pair', subject: `person:${member.id} household:${wish.household.key}` }
  const writes = [
    enterPair(pair, { key, now }),
    ...(consent ? [recordIfChanged({ ...act, communityId: member.communityId }, by)] : []),
    otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('support.changed', { code })))),
    ...(wish.said === undefined ? [] : [wordPair(wish.said, pair, key)]),
  ]
  if (consent)
    return {
      say: pairedLines(what, who.inGroup),
      offer: [offer('offer.support', '/结对')],
      writes,
      mail: [
        {
          to: member.id,
          say: [
            line('mail.support_paired', what),
            ...(wish.said === undefined ? [] : [line('support.need', { note: wish.said })]),
            line('mail.support_rhythm', what),
          ],
          offer: [offer('offer.visit', `/走访 ${code}`, { code })],
          dedupe: `support-paired/${key}`,
          when,
        },
      ],
    }
  return {
    say: [line('support.asked', { code }), line('support.until_then')],
    offer: [offer('offer.support', '/结对')],
    writes,
    mail: facts.keepers.map(({ person_id }) => ({
      to: person_id,
      say: [
        line('mail.support_asked', what),
        ...(wish.said === undefined ? [] : [line('support.need', { note: wish.said })]),
        line('mail.support_ask_household'),
      ],
      offer: answers({ code }),
      dedupe: `support-asked/${key}/${person_id}`,
      when,
    })),
  }
}
