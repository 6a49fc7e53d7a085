import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { dropWish, setWish } from '../../store/pair-wish.ts'
import type { Candidate } from '../../store/role.ts'
import type { PartnerWish } from '../args/partner-wish.ts'
import { choosePerson } from '../choose-person.ts'
import type { Decision } from '../define.ts'
import { mySide } from './pair-lines.ts'
import { mostWishes, type OfPartner } from './partner-facts.ts'

/**
 * With whom I would like to be paired, or would not (rule 8.15); nobody else is told. Refuses with pair.wish_unknown,
 * pair.wish_self, pair.wish_elsewhere, pair.wish_same_kind, pair.wish_resident, pair.wish_many.
 */
export function sayWish(situation: OfPartner, { wants, name }: PartnerWish): Decision | Refusal {
  const { facts, who, now } = situation
  const me = who.person
  if (!me) return refuse('who.unregistered')
  const other = meant(situation, name, wants ? '想和' : '不要')
  if (isRefusal(other) || 'say' in other) return other
  const what = { name: other.name ?? '', kind: [`kind.${other.kind ?? 'resident'}`] }
  if (other.id === me.id) return refuse('pair.wish_self')
  if (other.kind === null || other.state === 'rejected') return refuse('pair.wish_unknown', what)
  if (other.community_id !== me.community_id) return refuse('pair.wish_elsewhere', what)
  if (other.kind === 'resident') return refuse('pair.wish_resident', what)
  if (other.kind === me.kind) return refuse('pair.wish_same_kind', what)
  const known = facts.wishes.some(({ other_id }) => other_id === other.id)
  if (!known && facts.wishes.length >= mostWishes) return refuse('pair.wish_many', { most: mostWishes })

  const [pairing] = facts.open
  const isOurs = pairing !== undefined && mySide(pairing, me.id).other.id === other.id
  const open =
    isOurs && !wants ? (pairing.state === 'asked' ? 'pair.veto_asked' : 'pair.veto_partner') : undefined
  return {
    say: [
      line(wants ? 'pair.wish_kept' : 'pair.veto_kept', what),
      line(wants ? 'pair.wish_secret' : 'pair.veto_secret', what),
      ...(open ? [line(open, what)] : []),
    ],
    offer: [offer('offer.partner', '/搭档')],
    writes: [setWish(me.id, other.id, wants ? 1 : 0, now)],
  }
}

/** What I said of somebody is said no more. */
export function takeWishBack(situation: OfPartner, name: string): Decision | Refusal {
  const { facts, who } = situation
  if (!who.person) return refuse('who.unregistered')
  const other = meant(situation, name, '取消')
  if (isRefusal(other) || 'say' in other) return other
  const what = { name: other.name ?? '' }
  if (!facts.wishes.some(({ other_id }) => other_id === other.id)) return refuse('pair.wish_none', what)
  return {
    say: [line('pair.wish_dropped', what)],
    offer: [offer('offer.partner', '/搭档')],
    writes: [dropWish(who.person.id, other.id)],
  }
}

/** The one person meant, of my own community if there is one. */
function meant({ facts, who }: OfPartner, name: string, word: string): Candidate | Decision | Refusal {
  const here = facts.candidates.filter(({ community_id }) => community_id === who.person?.community_id)
  return choosePerson(here.length > 0 ? here : facts.candidates, who, {
    unknown: refuse('pair.wish_unknown', { name }),
    elsewhere: () => refuse('pair.wish_unknown', { name }),
    several: (count) => line('pair.wish_several', { name, count }),
    command: (person) => `/搭档 ${word} ${person}`,
  })
}
