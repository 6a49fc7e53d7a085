import { monthOf } from '../../domain/calendar/shanghai.ts'
import type { RowsOf } from '../../store/d1.ts'
import { thatPlace } from '../../store/order-place.ts'
import { candidatesQuery } from '../../store/role.ts'
import { secretariesQuery } from '../../store/secretaries.ts'
import { supportSumsQuery } from '../../store/support-figures.ts'
import {
  askedPairsQuery,
  keptPairsQuery,
  ownPairsQuery,
  pairsOfCodeQuery,
  unitPairsQuery,
} from '../../store/support-pair.ts'
import { homeOf } from '../../store/visit.ts'
import { fold } from '../../text/fold.ts'
import type { SupportWords } from '../args/support-words.ts'
import type { Ask, Situation } from '../define.ts'

/** Pairs on one page of a list. */
export const onPage = 8

/** What `/结对` reads: the household typed, the person named, one’s own pairs and those that one answers for. */
export function supportQueries({
  args: { support },
  sender,
  community,
  message,
  at,
}: Ask<{ support: SupportWords | undefined }>) {
  const month = monthOf(at)
  const household = support && 'household' in support ? support.household.key : ''
  const name = support?.does === 'pair' ? fold(support.name ?? '') : ''
  const named = support?.does === 'pair' && support.name !== undefined
  const isList = support === undefined || support.does === 'list'
  const list = support?.does === 'list' ? support : undefined
  // One more than a page has: whether there is another is in `count`.
  const page = { subject: list?.subject, page: list?.page ?? 1, size: isList ? onPage : 0, month }
  return {
    people: candidatesQuery(message, name, named ? message.mentions : [], community),
    ofCode: pairsOfCodeQuery(household, { sender, community, member: name }, month),
    own: ownPairsQuery(sender, month),
    asked: askedPairsQuery(sender, community, month),
    kept: keptPairsQuery(sender, community, page),
    ofUnit: unitPairsQuery(sender, page),
    sums: supportSumsQuery(sender, community, month),
    keepers: secretariesQuery(thatPlace(homeOf(sender)), sender),
  }
}

type SupportFacts = RowsOf<ReturnType<typeof supportQueries>>
export type OfSupport = Situation<unknown, SupportFacts>
