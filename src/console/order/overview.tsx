import type { OrderCard } from '../../store/console/orders.ts'
import { More } from '../more.tsx'
import type { View } from '../page.ts'
import { Table } from '../table.tsx'
import { OrderItem } from './order-item.tsx'

interface OfPlace {
  name: string
  published: number
  verified: number
  lacking: number
}

/** Orders of all communities, for an administrator: what is overdue anywhere, and each community's month; a name leads to its board. */
export const Overview = ({
  view,
  month,
  overdue,
  places,
  shown,
  isFirst,
}: {
  view: View
  month: string
  /** One more than are shown, where there are more. */
  overdue: readonly OrderCard[]
  places: readonly OfPlace[]
  shown: number
  isFirst: boolean
}) => {
  const { words } = view
  const here = overdue.slice(0, shown)
  return (
    <>
      <section>
        <h2>{words('console.orders_overdue')}</h2>
        {here.length === 0 && <p class="good">{words('console.nobody')}</p>}
        <ul class="rows">
          {here.map((order) => (
            <OrderItem view={view} order={order} />
          ))}
        </ul>
        <More
          words={words}
          next={overdue.length > shown && `/console/orders?after=${here.at(-1)?.id}`}
          first={!isFirst && '/console/orders'}
        />
      </section>
      <section>
        <h2>{words('console.orders_by_place')}</h2>
        <Table
          caption={words('console.orders_by_place_caption', { month })}
          columns={[
            {
              title: words('console.col.community'),
              of: ({ name }: OfPlace) => (
                <a href={`/console/orders?${new URLSearchParams({ place: name })}`}>{name}</a>
              ),
            },
            { title: words('console.col.lacking'), of: ({ lacking }) => lacking, number: true },
            { title: words('console.col.published'), of: ({ published }) => published, number: true },
            { title: words('console.col.verified_orders'), of: ({ verified }) => verified, number: true },
          ]}
          rows={places}
        />
      </section>
    </>
  )
}
