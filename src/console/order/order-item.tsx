import { dayOf } from '../../domain/calendar/shanghai.ts'
import type { OrderCard } from '../../store/console/orders.ts'
import type { View } from '../page.ts'
import { OrderActs } from './acts.tsx'

/** An order in a list: what, where, when, who has taken it, and the acts that bring it on. */
export const OrderItem = ({ view, order }: { view: View; order: OrderCard }) => {
  const { words } = view
  const { id, title, community, category, urgency, column, state, grade, closed_at } = order
  const holders = (JSON.parse(order.holders) as string[]).filter((name) => name !== '')
  const what = { category: [`category.${category}`], urgency: [`urgency.${urgency}`] }
  return (
    <li>
      <div>
        <b>{words('console.order', { id, title: title ?? '' })}</b> {community}
      </div>
      <div class="soft">
        {[words('console.order_facts', what), timeOf(view, order), placesOf(view, order)]
          .filter((one) => one !== '')
          .join(' · ')}
      </div>
      <div>
        <span class={column === 'overdue' ? 'bad' : 'tag'}>
          {words(column === 'overdue' ? 'console.overdue' : `order_state.${state}`)}
        </span>{' '}
        {closed_at !== null && words('console.order_closed', { day: dayOf(closed_at) })}{' '}
        {grade !== null && words('console.order_grade', { grade: [`grade.${grade}`] })}{' '}
        {holders.length > 0 && words('console.order_holders', { names: holders })}
      </div>
      <OrderActs view={view} order={order} />
    </li>
  )
}

const placesOf = ({ words }: View, { places, taken }: OrderCard): string =>
  places === null ? words('console.order_taken', { taken }) : words('console.order_places', { taken, places })

function timeOf({ words }: View, { starts_at: from, ends_at: to }: OrderCard): string {
  if (from !== null && to !== null) return words('console.order_span', { span: [`${from}-${to}`] })
  if (to !== null) return words('console.order_ends', { to })
  return from === null ? '' : words('console.order_begins', { from })
}
