import { munkres } from 'munkres'
import { proposePairs } from '../../domain/pairing/propose.ts'
import { draftLives, smallPool } from '../../domain/pairing/times.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import {
  type Draft,
  draftQuery,
  heldToPairQuery,
  keepDraft,
  orderDraft,
  placeQuery,
  placeToPair,
  previewLetters,
} from '../../store/pair-draft.ts'
import { poolSizesQuery } from '../../store/pairing-pool.ts'
import { args, excerpt, optional } from '../args/args.ts'
import { page } from '../args/page.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { secretary } from '../gates.ts'
import { placeKeys } from '../roster/roster-place.ts'
import { poolOf, readPool } from './pair-pool.ts'
import { draftOf, leftLines, type Names, previewLetter, previewPage } from './pair-preview.ts'

/**
 * `/配对 [社区]`: proposes pairs for the secretary's community (R087), the best there are, and asks nobody: a preview with each
 * pair's score and why, who is left over and why; `/配对 2` its next page, `/确认配对` sends it. A group hears numbers only, the
 * preview comes in private. A large pool is weighed by a job, and the preview comes as a letter. Refuses with pair.where,
 * pair.which_place, pair.not_yours, pair.no_draft, pair.no_page, pair.draft_running.
 */
export const pair = defineCommand({
  name: '配对',
  aliases: [],
  topic: 'pair',
  usage: '/配对 [页]',
  example: '/配对',
  args: args({ page: optional(page), place: optional(rest) }),
  who: secretary,
  read: ({ args: { page, place: named }, sender, community, at, message }) => {
    const keys = placeKeys(named)
    const place = placeToPair(sender, community, keys)
    // In private a page without a name is one of the preview seen last, as for the confirmation.
    const last = page !== undefined && keys.length === 0 && message.conversation.kind === 'private'
    return {
      place: placeQuery(place),
      held: heldToPairQuery(sender, 8),
      draft: draftQuery(sender, last ? null : place),
      sizes: poolSizesQuery(place, at),
      ...readPool(place, at, { most: smallPool }),
    }
  },
  decide: ({ args, facts, who, at, now, key }): Decision | Refusal => {
    const [place] = facts.place
    if (args.place !== undefined && !placeKeys(args.place).includes(place?.key ?? ''))
      return refuse('pair.unknown_place', { text: excerpt(args.place) })
    const [seen] = facts.draft
    if (args.page !== undefined && seen && isSecretaryOf(who.roles, seen.community_id))
      return savedPage(seen, args.page, who.inGroup, at, suffixFor(facts.held, args.place, seen.community))
    if (!place) {
      if (who.inGroup) return refuse('group.unbound')
      const names = facts.held.map(({ name }) => name)
      return names[0] === undefined
        ? refuse('pair.where')
        : refuse('pair.which_place', { names, name: names[0] })
    }
    if (!isSecretaryOf(who.roles, place.id) || !who.person)
      return refuse('pair.not_yours', { community: place.name })
    if (args.page !== undefined) return refuse('pair.no_draft')

    const { members, volunteers } = facts.sizes[0] ?? { members: 0, volunteers: 0 }
    const what = { community: place.name, members, volunteers }
    if (members === 0 || volunteers === 0)
      return {
        say: [line('pair.pool_empty', what), line('pair.pool_who')],
        offer: [offer('offer.review', '/审核')],
      }
    if (Math.max(members, volunteers) > smallPool) {
      return {
        say: [line('pair.working', what), line('pair.working_then')],
        writes: [keepDraft(who.person.id, place.id, now, null), orderDraft(place.id, now)],
        speaks: true,
      }
    }
    const draft = draftOf(proposePairs(poolOf(facts), munkres))
    const names: Names = Object.fromEntries(facts.people.map(({ id, name }) => [id, name]))
    if (draft.pairs.length === 0) {
      const why = who.inGroup ? [line('pair.see_private_pairs')] : leftLines(draft.alone, names, false)
      return { say: [line('pair.no_pairs', what), ...why], offer: [offer('offer.report', '/月报')] }
    }
    const writes = [keepDraft(who.person.id, place.id, now, draft)]
    const suffix = suffixFor(facts.held, args.place, place.name)
    if (!who.inGroup) {
      const first = previewPage(draft, names, place.name, 1, suffix)
      return { say: first?.say ?? [], offer: first?.offer ?? [], writes }
    }
    return {
      say: [line('pair.preview_group', { ...what, count: draft.pairs.length, left: draft.alone.length })],
      writes,
      mail: [
        {
          to: who.person.id,
          ...previewLetter(draft, names, place.name, suffix),
          dedupe: `${previewLetters(place.id)}${key}`,
        },
      ],
    }
  },
})

/** Who decides in several communities, or in none as its secretary, confirms by name what they see: never another preview. */
const suffixFor = (
  held: readonly { name: string }[],
  named: string | undefined,
  community: string,
): string => (named === undefined && held.length === 1 && held[0]?.name === community ? '' : ` ${community}`)

/** A page of the preview made before, as it is to be confirmed. */
function savedPage(
  saved: { community: string; at: number; pairs: string | null; alone: string | null; names: string },
  number: number,
  inGroup: boolean,
  at: number,
  suffix: string,
): Decision | Refusal {
  if (saved.at < at - draftLives) return refuse('pair.no_draft')
  if (saved.pairs === null || saved.alone === null) return refuse('pair.draft_running')
  if (inGroup) return refuse('pair.see_private_pairs')
  const draft: Draft = { pairs: JSON.parse(saved.pairs), alone: JSON.parse(saved.alone) }
  return (
    previewPage(draft, JSON.parse(saved.names) as Names, saved.community, number, suffix) ??
    refuse('pair.no_page', { number })
  )
}
