import { type Category, classOf } from '../order/category.ts'

/**
 * 五个一 (R074): what a member does at least once a year. Each item is filled by records only, the first one of the year
 * counts, and a record fills one item.
 *
 * | item     |            | filled by                                                                              |
 * | -------- | ---------- | -------------------------------------------------------------------------------------- |
 * | grid     | 网格志愿者 | a confirmed duty (值守, 补报); a credited order of 巡逻 that nobody in particular asked for |
 * | activity | 社区活动   | any other credited order of an easy category that the community or a member began        |
 * | idea     | 建议       | a suggestion that was not withdrawn, whatever was answered                               |
 * | problem  | 难题       | a credited order of professional work, 矛盾调解, 楼栋长 or 应急; an easy one that somebody asked for |
 * | needy    | 困难群众   | a visit to the household one is paired with; a credited order of 助老, 助残, 助餐; a wish    |
 *
 * Hours by hand fill nothing: what they were is said by their owner alone.
 */
export const fiveOnes = ['grid', 'activity', 'idea', 'problem', 'needy'] as const

export type FiveOne = (typeof fiveOnes)[number]

type Origin = 'request' | 'proposal' | 'push' | 'wish'
const origins: readonly Origin[] = ['request', 'proposal', 'push', 'wish']

/** Which of the five a credited order fills. */
export function itemOfOrder(origin: Origin, category: Category): FiveOne {
  const work = classOf(category)
  if (origin === 'wish' || work === 'care') return 'needy'
  if (work !== 'easy' || origin === 'request') return 'problem'
  return category === 'patrol' ? 'grid' : 'activity'
}

/** The same as a table, `origin.category` → item, for a query. */
export const itemsOfOrders = (categories: readonly Category[]): { [kind: string]: FiveOne } =>
  Object.fromEntries(
    origins.flatMap((origin) =>
      categories.map((category) => [`${origin}-${category}`, itemOfOrder(origin, category)]),
    ),
  )

/** One of a person's records that may fill an item; `counts` is 0 while it waits for a yes (核定, 核销). */
export interface FiveRecord {
  item: FiveOne
  kind: 'entry' | 'order' | 'suggestion' | 'visit'
  /** T31 is 31, order 12 is 12, J7 is 7. */
  number: number
  day: string
  /** The code of the household that was visited. */
  code: string | null
  counts: 0 | 1
}

/** Of each item the record that fills it, else one that waits, else none. */
export const filledBy = (
  records: readonly FiveRecord[],
): { item: FiveOne; record: FiveRecord | undefined }[] =>
  fiveOnes.map((item) => ({
    item,
    record: records
      .filter((record) => record.item === item)
      .sort(
        (a, b) => b.counts - a.counts || (a.day < b.day ? -1 : a.day > b.day ? 1 : a.number - b.number),
      )[0],
  }))
