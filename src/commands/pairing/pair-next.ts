import { nextBest } from '../../domain/pairing/next-best.ts'
import type { Pool, ProposedPair } from '../../domain/pairing/pool.ts'
import { answerWithin } from '../../domain/pairing/times.ts'
import { line } from '../../domain/say.ts'
import { askPairs, type PairToAsk, postQuestions } from '../../store/ask-pairs.ts'
import type { Query } from '../../store/d1.ts'
import { answerOffers, reasonLine } from './pair-lines.ts'

/** A pair as it is asked: reasons in words, at least one of which both may read. */
export function toAsk({ member, volunteer, score, reasons }: ProposedPair): PairToAsk {
  const lines = reasons.map(reasonLine)
  const open = lines.some((one) => !one.private)
  return { member, volunteer, score, reasons: open ? lines : [...lines, line('pair.community')] }
}

/** The letters to both of the pairs that a message has asked. */
export const questions = (community: number, key: string, now: number, again = 0): Query =>
  postQuestions(
    { community, key },
    {
      asked: 'mail.pair_asked',
      again: 'mail.pair_asked_again',
      why: 'pair.why',
      until: 'pair.until',
      how: 'pair.how',
    },
    answerOffers,
    now,
    again,
  )

interface Place {
  community: number
  round: number
  key: string
  now: number
}

/**
 * The next best for somebody who was refused, or is alone again (rule 8.15), asked at once by the program itself, if that
 * holds in the write. Undefined where there is nobody.
 */
export function askNext(
  pool: Pool,
  forId: number,
  { community, round, key, now }: Place,
  when?: Parameters<typeof askPairs>[2],
): { pair: ProposedPair; writes: Query[] } | undefined {
  const pair = nextBest(pool, forId)
  if (!pair) return undefined
  const asking = { community, round, key, at: now, by: null, until: now + answerWithin }
  return { pair, writes: [askPairs([toAsk(pair)], asking, when), questions(community, key, now, forId)] }
}
