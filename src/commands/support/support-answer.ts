import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { consentedBy, consentPair, endPair, pairEndedBy } from '../../store/settle-support.ts'
import type { SupportPair } from '../../store/support-pair.ts'
import type { SupportWords } from '../args/support-words.ts'
import type { Decision } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import type { OfSupport } from './support-facts.ts'
import { namedPair, pairedLines } from './support-lines.ts'
import { quotaOf } from './visit-lines.ts'

/**
 * The secretary’s yes to what a member asked for; with it the household’s is written down, so without a word on that it is
 * asked first. Refuses with support.secretary_only, support.nothing_asked, support.active_already,
 * support.own_request, support.unverified.
 */
export function agreeToPair(
  situation: OfSupport,
  { household: { code }, consent }: SupportWords & { does: 'agree' },
): Decision | Refusal {
  const { facts, who, key, now, policy } = situation
  const mine = facts.ofCode.filter(({ community_id }) => isSecretaryOf(who.roles, community_id))
  const pair = mine.find(({ state }) => state === 'asked')
  if (!pair) return noneAsked(situation, mine, code)
  if (pair.member_id === who.person?.id) return refuse('support.own_request', { code })
  if (pair.verified === 0) return refuse('support.unverified', { name: pair.member })
  const what = { ...namedPair(pair), name: pair.member, quota: quotaOf(pair, policy) }
  if (consent === false) return { say: [line('support.ask_first', what), line('support.then_agree', what)] }
  if (consent === undefined)
    return {
      say: [line('support.consent', what), line('support.consent_why')],
      offer: [
        { ...offer('offer.support_yes', `/结对 同意 ${pair.code} 住户同意`), answers: true },
        { ...offer('offer.support_not_yet', `/结对 同意 ${pair.code} 还没问`), answers: true },
      ],
    }
  const by = { actorId: who.person?.id ?? 0, message: key, at: now }
  return {
    say: pairedLines(what, who.inGroup),
    offer: [offer('offer.support', '/结对')],
    writes: [
      consentPair(pair.id, by),
      recordIfChanged(actOn('support.agree', pair), by),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('support.changed', { code })))),
    ],
    mail: [
      {
        to: pair.member_id,
        say: [line('mail.support_agreed', what), line('mail.support_rhythm', what)],
        offer: [offer('offer.visit', `/走访 ${pair.code}`, { code: pair.code })],
        dedupe: `support-agreed/${key}`,
        when: consentedBy(pair.id, key),
      },
    ],
  }
}

function noneAsked({ who }: OfSupport, mine: readonly SupportPair[], code: string): Refusal {
  const decides = who.roles.some(({ role }) => role === 'secretary' || role === 'administrator')
  if (!decides) return refuse('support.secretary_only', { code })
  return refuse(mine.length > 0 ? 'support.active_already' : 'support.nothing_asked', { code })
}

/**
 * A no to what was asked for, or the end of a pair: by the secretary, or by the member themselves. The other side is told;
 * the member’s reason goes to the secretary. Refuses with support.not_here.
 */
export function endSupport(
  situation: OfSupport,
  { does, household: { code }, said }: SupportWords & { does: 'refuse' | 'end' },
): Decision | Refusal {
  const { facts, who, key, now } = situation
  const me = who.person?.id ?? 0
  const wanted = (pair: SupportPair) => does === 'end' || pair.state === 'asked'
  const kept = facts.ofCode.find((pair) => isSecretaryOf(who.roles, pair.community_id) && wanted(pair))
  const own = facts.ofCode.find((pair) => pair.member_id === me && does === 'end')
  const pair = own ?? kept
  if (!pair) return refuse('support.not_here', { code })
  const by = { actorId: me, message: key, at: now }
  const asked = pair.state === 'asked'
  const bySecretary = pair !== own
  const what = { ...namedPair(pair), name: pair.member }
  const reason = said === undefined ? [] : [line('support.reason', { note: said })]
  const to = bySecretary ? [pair.member_id] : facts.keepers.map(({ person_id }) => person_id)
  const told = bySecretary
    ? asked
      ? 'mail.support_refused'
      : 'mail.support_ended'
    : asked
      ? 'mail.support_withdrawn'
      : 'mail.support_ended_by_member'
  return {
    say: [
      // A no is private.
      who.inGroup
        ? line('support.settled_group', what)
        : line(asked ? (bySecretary ? 'support.refused' : 'support.withdrawn') : 'support.ended', what),
      line(bySecretary ? 'support.member_told' : 'support.secretary_told'),
    ],
    offer: [offer('offer.support', '/结对')],
    writes: [
      endPair(pair.id, asked ? (bySecretary ? 'refused' : 'withdrawn') : 'ended', by),
      recordIfChanged(actOn(asked ? 'support.refuse' : 'support.end', pair), by),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('support.changed', { code })))),
    ],
    mail: to
      .filter((person) => person !== me)
      .map((person) => ({
        to: person,
        say: [line(told, what), ...reason],
        dedupe: `support-ended/${key}/${person}`,
        when: pairEndedBy(pair.id, key),
      })),
  }
}

const actOn = (action: string, pair: SupportPair) => ({
  action,
  subject: `support_pair:${pair.id} person:${pair.member_id}`,
  communityId: pair.community_id,
})
