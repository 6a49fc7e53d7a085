import type { ServedTogether } from '../../domain/pairing/together.ts'
import type { Pairing } from '../../store/pairing.ts'
import type { Candidate } from '../../store/role.ts'
import type { Situation } from '../define.ts'

/** What every part of `/搭档` knows. */
interface PartnerFacts {
  open: Pairing[]
  together: ServedTogether[]
  standing: { out: number; left: number; kept: number }[]
  wishes: { other_id: number; wants: number; name: string }[]
  candidates: Candidate[]
}

export type OfPartner = Situation<unknown, PartnerFacts>

/** Wishes kept of one person at most. */
export const mostWishes = 10
