import type { Proposal } from '../../domain/pairing/pool.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import type { PairToAsk } from '../../store/ask-pairs.ts'
import type { Draft } from '../../store/pair-draft.ts'
import { said } from './pair-lines.ts'
import { toAsk } from './pair-next.ts'

/** Pairs on a page, in a letter, and names of who is left over. */
const [pairsOnPage, pairsInLetter, namesShown] = [6, 4, 12]
/** So many reasons why somebody is left over are told apart. */
const whysShown = 2

/** The names of the people of a preview, by id. */
export type Names = { [id: string]: string }

/** A proposal as it is kept for the confirmation. */
export const draftOf = ({ pairs, left }: Proposal): Draft => ({ pairs: pairs.map(toAsk), alone: left })

/**
 * A page of a preview, for the secretary alone: each pair with its score and why; on the first page besides who is left
 * over and why, all of them on pages of their own where they are too many for it. `suffix`: the community's name behind
 * the commands, where it takes one. Undefined where there is no such page.
 */
export function previewPage(
  { pairs, alone }: Draft,
  names: Names,
  community: string,
  page: number,
  suffix: string,
): { say: Line[]; offer: Offer[] } | undefined {
  const pairPages = Math.max(1, Math.ceil(pairs.length / pairsOnPage))
  const left = allLeft(alone, names)
  const pages = pairPages + Math.ceil(left.length / pairsOnPage)
  if (page < 1 || page > pages) return undefined
  const shown = pairs.slice((page - 1) * pairsOnPage, page * pairsOnPage)
  const where = { count: alone.length, page: pairPages + 1, suffix }
  const someLeft =
    left.length === 0
      ? leftLines(alone, names)
      : [...leftLines(alone, names).slice(0, whysShown), line('pair.preview_left_all', where)]
  const next = page < pages ? [offer('offer.page', `/配对 ${page + 1}${suffix}`, { page: page + 1 })] : []
  return {
    say: [
      line(pages > 1 ? 'pair.preview_page' : 'pair.preview', { community, count: pairs.length, page, pages }),
      ...shown.map((pair) => pairLine(pair, names)),
      ...(page === 1 ? someLeft : []),
      ...left.slice((page - pairPages - 1) * pairsOnPage, Math.max(0, page - pairPages) * pairsOnPage),
      line('pair.preview_how', { suffix }),
    ],
    offer: [offer('offer.pair_confirm', `/确认配对${suffix}`), ...next],
  }
}

/** The beginning of a preview as a letter, short enough for every mailbox. */
export function previewLetter(
  { pairs, alone }: Draft,
  names: Names,
  community: string,
  suffix: string,
): { say: Line[]; offer: Offer[] } {
  return {
    say: [
      line('pair.preview', { community, count: pairs.length }),
      ...pairs.slice(0, pairsInLetter).map((pair) => pairLine(pair, names)),
      ...(alone.length > 0 ? [line('pair.preview_left_count', { count: alone.length })] : []),
      line('pair.preview_all', { suffix }),
    ],
    offer: [offer('offer.pair_all', `/配对 1${suffix}`), offer('offer.pair_confirm', `/确认配对${suffix}`)],
  }
}

const pairLine = ({ member, volunteer, score, reasons }: PairToAsk, names: Names): Line =>
  line('pair.preview_pair', {
    member: names[member] ?? '',
    volunteer: names[volunteer] ?? '',
    score,
    reasons: said(reasons as Line[]),
  })

const byWhy = (alone: Draft['alone']) =>
  [...Map.groupBy(alone, ({ why }) => why)].sort(([, a], [, b]) => b.length - a.length)

/** All who are left over, so many names a line; nothing where the first page names them all. */
function allLeft(alone: Draft['alone'], names: Names): Line[] {
  const groups = byWhy(alone)
  if (groups.length <= whysShown && groups.every(([, people]) => people.length <= namesShown)) return []
  return groups.flatMap(([why, people]) =>
    Array.from({ length: Math.ceil(people.length / namesShown) }, (_, i) =>
      line('pair.left_names', {
        names: people.slice(i * namesShown, (i + 1) * namesShown).map(({ id }) => names[id] ?? ''),
        why: [why],
      }),
    ),
  )
}

/** Who is left over, by why; `first`: they come first next time, once this preview is confirmed. */
export function leftLines(alone: Draft['alone'], names: Names, first = true): Line[] {
  const next = first ? ['pair.next_first'] : []
  const groups = byWhy(alone)
  const more = groups.slice(whysShown).reduce((sum, [, people]) => sum + people.length, 0)
  return [
    ...groups.slice(0, whysShown).map(([why, people]) =>
      line(people.length > namesShown ? 'pair.preview_left_more' : 'pair.preview_left', {
        count: people.length,
        more: people.length - namesShown,
        names: people.slice(0, namesShown).map(({ id }) => names[id] ?? ''),
        why: [why],
        next,
      }),
    ),
    ...(more > 0 ? [line('pair.preview_left_others', { count: more, next })] : []),
  ]
}
