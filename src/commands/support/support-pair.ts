import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import type { Candidate } from '../../store/role.ts'
import { fold } from '../../text/fold.ts'
import { choosePerson } from '../choose-person.ts'
import type { Decision } from '../define.ts'
import { agreeToPair } from './support-answer.ts'
import { enterOrAsk, type PairWish } from './support-enter.ts'
import type { OfSupport } from './support-facts.ts'

/**
 * A secretary pairs a member with a household; somebody without a name means themselves and asks the secretary. Refuses
 * with support.secretary_only, support.unknown, support.not_member, support.unverified, support.elsewhere, support.already,
 * support.taken, support.waits.
 */
export function pairUp(situation: OfSupport, wish: PairWish): Decision | Refusal {
  const { who } = situation
  const own = wish.name === undefined || fold(wish.name) === who.person?.key
  if (own) return askFor(situation, wish)
  if (!who.roles.some(({ role }) => role === 'secretary' || role === 'administrator'))
    return refuse('support.secretary_only', { code: wish.household.code })
  const member = memberMeant(situation, wish)
  if (isRefusal(member) || 'say' in member) return member
  if (member.id === who.person?.id) return askFor(situation, wish)
  const name = member.name ?? ''
  const { community_id: communityId } = member
  if (communityId === null || member.kind !== 'member') return refuse('support.not_member', { name })
  if (!isSecretaryOf(who.roles, communityId)) return refuse('support.elsewhere', { name })
  if (member.state !== 'verified') return refuse('support.unverified', { name })
  const before = situation.facts.ofCode.find(({ community_id }) => community_id === communityId)
  if (before?.state === 'asked' && before.member_id === member.id)
    return agreeToPair(situation, {
      does: 'agree',
      household: wish.household,
      ...(wish.consent !== undefined && { consent: wish.consent }),
    })
  if (before) return taken(before.member_id === member.id, wish, before.member, who.inGroup)
  if (wish.consent !== true) return askConsent(situation, wish, member)
  return enterOrAsk(situation, wish, { id: member.id, name, communityId }, true)
}

function memberMeant({ facts, who }: OfSupport, wish: PairWish): Candidate | Decision | Refusal {
  const name = wish.name ?? ''
  return choosePerson(facts.people, who, {
    unknown: refuse('support.unknown', { name }),
    elsewhere: () => refuse('support.unknown', { name }),
    several: (count) => line('support.several', { name, count }),
    command: (person) => `/结对 @${person} ${rest(wish)}`,
  })
}

/** The words of a wish behind the name, without its free text. */
const rest = ({ household, typed, visits, consent }: PairWish): string =>
  [
    household.code,
    ...typed,
    ...(visits === undefined ? [] : [`每月${visits}次`]),
    ...(consent ? ['住户同意'] : []),
  ].join(' ')

const taken = (same: boolean, { household: { code } }: PairWish, name: string, inGroup: boolean): Refusal =>
  same
    ? refuse('support.already', { code })
    : inGroup || name === ''
      ? refuse('support.taken', { code })
      : refuse('support.taken_by', { code, name })

/** Nobody is paired with a household that did not say yes (R088). */
function askConsent({ facts }: OfSupport, wish: PairWish, member: Candidate): Decision {
  const { code } = wish.household
  const name = member.name ?? ''
  if (wish.consent === false)
    return { say: [line('support.ask_first', { code }), line('support.then', { code, name })] }
  const several = facts.people.filter(({ key }) => key === member.key).length > 1
  const command = `/结对 ${several ? `@P${member.id}` : name} ${rest(wish)}`
  return {
    say: [line('support.consent', { name, code }), line('support.consent_why')],
    offer: [
      { ...offer('offer.support_yes', `${command} 住户同意`), answers: true },
      { ...offer('offer.support_not_yet', `${command} 还没问`), answers: true },
    ],
  }
}

function askFor(situation: OfSupport, wish: PairWish): Decision | Refusal {
  const { facts, who } = situation
  const { person } = who
  if (!person?.community_id || person.kind !== 'member') return refuse('support.members_only')
  const before = facts.ofCode.find(({ community_id }) => community_id === person.community_id)
  if (before?.member_id === person.id)
    return refuse(before.state === 'asked' ? 'support.waits' : 'support.already', {
      code: wish.household.code,
    })
  if (before) return refuse('support.taken', { code: wish.household.code })
  return enterOrAsk(
    situation,
    wish,
    { id: person.id, name: person.name ?? '', communityId: person.community_id },
    false,
  )
}
