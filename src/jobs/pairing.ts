import { munkres } from 'munkres'
import { poolOf, readPool } from '../commands/pairing/pair-pool.ts'
import { draftOf, leftLines, type Names, previewLetter } from '../commands/pairing/pair-preview.ts'
import { proposePairs } from '../domain/pairing/propose.ts'
import { draftLives } from '../domain/pairing/times.ts'
import { line } from '../domain/say.ts'
import { communitiesQuery, thatOne } from '../store/gaps.ts'
import { awaitedDraftsQuery, fillDrafts, previewLetters } from '../store/pair-draft.ts'
import { defineJob } from './define.ts'

/**
 * The preview of a pool that is too large for a callback (R087): `/配对` orders a run for its community, and who asked gets
 * the same proposal as a letter. One step: read the pool, weigh it, keep the preview.
 */
export const pairing = defineJob({
  name: 'pairing',
  due: () => [],
  targets: 'communities',
  read: ({ target }, now) => ({
    ...readPool(target, now),
    awaited: awaitedDraftsQuery(target),
    communities: communitiesQuery(thatOne(target)),
  }),
  decide: ({ facts, run, now }) => {
    if (facts.awaited.length === 0) return {}
    const community = facts.communities[0]?.name ?? ''
    const names: Names = Object.fromEntries(facts.people.map(({ id, name }) => [id, name]))
    const draft = draftOf(proposePairs(poolOf(facts), munkres))
    const sideOf = (side: 'member' | 'volunteer') => facts.people.filter((one) => one.side === side).length
    const what = { community, members: sideOf('member'), volunteers: sideOf('volunteer') }
    const letter =
      draft.pairs.length > 0
        ? previewLetter(draft, names, community, ` ${community}`)
        : { say: [line('pair.no_pairs', what), ...leftLines(draft.alone, names, false)] }
    return {
      writes: [fillDrafts(run.target, now, draft)],
      mail: facts.awaited.map(({ person_id }) => ({
        to: person_id,
        ...letter,
        dedupe: `${previewLetters(run.target)}${run.period}/${person_id}`,
        expiresAt: now + draftLives,
      })),
    }
  },
})
