import { dayOf, daysBetween, monthOf } from '../../domain/calendar/shanghai.ts'
import { termNotice } from '../../domain/pairing/times.ts'
import { type ServedTogether, sumOf, togetherByPair } from '../../domain/pairing/together.ts'
import type { PartnersRow } from '../../store/console/pairs.ts'
import { ShareBar } from '../chart/share-bar.tsx'
import { More } from '../more.tsx'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'

/** The pairs of partners, whose term ends first before the others: term, goal, and joint service by the ledger as `/搭档` has it. */
export const Partners = ({
  view,
  partners,
  served,
  asked,
  shown,
  isFirst,
}: {
  view: View
  /** One more than are shown, where there are more. */
  partners: readonly PartnersRow[]
  served: readonly ServedTogether[]
  asked: readonly { count: number }[]
  shown: number
  isFirst: boolean
}) => {
  const { words, today, now } = view
  const here = partners.slice(0, shown)
  const joint = togetherByPair(served)
  const together = ({ id }: PartnersRow, month = '') => {
    const { times, minutes } = sumOf((joint.get(id) ?? []).filter(({ day }) => day.startsWith(month)))
    return times > 0 ? words('console.joint', { times, minutes }) : words('console.joint_none')
  }
  const waiting = asked[0]?.count ?? 0
  return (
    <section>
      <h2>{words('console.partners')}</h2>
      {waiting > 0 && <p class="soft">{words('console.partners_asked', { count: waiting })}</p>}
      {here.length === 0 ? (
        <p>{words('console.nobody')}</p>
      ) : (
        <Table
          caption={words('console.partners_caption')}
          columns={[
            { title: words('console.col.member'), of: ({ member }: PartnersRow) => member ?? '' },
            {
              title: words('console.col.volunteer'),
              of: ({ volunteer }) => volunteer ?? words('console.col.volunteer'),
            },
            {
              title: words('console.col.joint_month'),
              of: (row) => together(row, monthOf(now)),
              number: true,
            },
            { title: words('console.col.joint'), of: (row) => together(row), number: true },
            {
              title: words('console.col.last'),
              of: ({ id }) => {
                const { last } = sumOf(joint.get(id) ?? [])
                return last === undefined ? '' : words('console.day', { day: last })
              },
            },
            { title: words('console.col.term'), of: (row) => <Term view={view} pair={row} /> },
            {
              title: words('console.col.gone'),
              of: ({ began_at, term_to }) => (
                <ShareBar
                  part={Math.max(0, daysBetween(dayOf(began_at), today))}
                  whole={daysBetween(dayOf(began_at), term_to)}
                />
              ),
            },
            {
              title: words('console.col.goal'),
              of: ({ goal }) => goal ?? words('console.goal_usual'),
              long: true,
            },
            { title: words('console.col.community'), of: ({ community }) => community },
          ]}
          rows={here}
        />
      )}
      <More
        words={words}
        next={partners.length > shown && `/console/pairs?after=${here.at(-1)?.id}`}
        first={!isFirst && '/console/pairs'}
      />
    </section>
  )
}

const Term = ({ view: { words, today }, pair }: { view: View; pair: PartnersRow }) => {
  const left = daysBetween(today, pair.term_to)
  return (
    <>
      {words('console.term', { since: dayOf(pair.began_at), to: pair.term_to })}
      {left <= termNotice && <div class="bad">{words('console.term_near', { days: Math.max(0, left) })}</div>}
    </>
  )
}
