import { namedPair } from '../../commands/support/support-lines.ts'
import { quotaOf } from '../../commands/support/visit-lines.ts'
import { monthOf } from '../../domain/calendar/shanghai.ts'
import type { SupportOfMonth } from '../../domain/figures/support-of-month.ts'
import { daysSilent, silentAfter } from '../../domain/support/rhythm.ts'
import type { SupportPair } from '../../store/support-pair.ts'
import { ShareBar } from '../chart/share-bar.tsx'
import { More } from '../more.tsx'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'

/** Support pairs with their visits against the quota (R079), the longest without contact first (R090): a household is its code. */
export const Households = ({
  view,
  households,
  sums,
  overseen,
  shown,
  isFirst,
}: {
  view: View
  /** One more than are shown, where there are more. */
  households: readonly SupportPair[]
  sums: readonly (SupportOfMonth & { name: string; scope: string })[]
  overseen: readonly Pick<SupportOfMonth, 'visits' | 'households'>[]
  shown: number
  isFirst: boolean
}) => {
  const { words, now } = view
  const here = households.slice(0, shown)
  const of = (pair: SupportPair) => ({ made: pair.made, quota: quotaOf(pair, view.policy) })
  const [all] = overseen
  return (
    <section>
      <h2>{words('console.households')}</h2>
      {all && all.visits > 0 && <p>{words('console.households_overseen', { ...all })}</p>}
      {sums.map((one) => (
        <p>{words('support.sums', { ...one })}</p>
      ))}
      {here.length === 0 ? (
        <p>{words('console.nobody')}</p>
      ) : (
        <Table
          caption={words('console.households_caption', { month: monthOf(now) })}
          columns={[
            { title: words('console.col.code'), of: ({ code }: SupportPair) => code },
            {
              title: words('console.col.visits'),
              of: (pair) => words('console.visits', of(pair)),
              number: true,
            },
            {
              title: words('console.col.visits_share'),
              of: (pair) => <ShareBar part={of(pair).made} whole={of(pair).quota} />,
            },
            { title: words('console.col.last'), of: (pair) => <Last view={view} pair={pair} /> },
            {
              title: words('console.col.need_of'),
              of: (pair) => words('console.subjects', { subjects: namedPair(pair).subjects }),
            },
            { title: words('console.col.member'), of: ({ member }) => member },
            { title: words('console.col.unit'), of: ({ unit }) => unit },
            { title: words('console.col.community'), of: ({ community }) => community },
          ]}
          rows={here}
        />
      )}
      <More
        words={words}
        next={households.length > shown && `/console/pairs?behind=${here.at(-1)?.id}`}
        first={!isFirst && '/console/pairs'}
      />
    </section>
  )
}

const Last = ({ view: { words, today }, pair }: { view: View; pair: SupportPair }) => {
  const silent = daysSilent(pair, today)
  return (
    <>
      {pair.last_day === null ? words('console.joint_none') : words('console.day', { day: pair.last_day })}
      {silent >= silentAfter.member && <div class="bad">{words('console.silent', { days: silent })}</div>}
    </>
  )
}
