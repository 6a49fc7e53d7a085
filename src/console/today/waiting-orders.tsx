import type { OrderCard } from '../../store/console/orders.ts'
import { OrderItem } from '../order/order-item.tsx'
import type { View } from '../page.ts'

/** Orders that are not over, the overdue and urgent first, each with the act that brings it on. */
export const WaitingOrders = ({
  view,
  orders,
}: {
  view: View
  orders: readonly (OrderCard & { count: number | null })[]
}) => {
  const { words, scope } = view
  const [first] = orders
  return (
    <section>
      <h2>{words(scope.everywhere ? 'console.orders_overdue' : 'console.orders_waiting')}</h2>
      {!first && <p>{words('console.nobody')}</p>}
      {first && (
        <p class="soft">
          {first.count === null
            ? words('console.orders_overdue_how', { shown: orders.length })
            : words('console.of', { count: first.count, shown: orders.length })}
        </p>
      )}
      <ul class="rows">
        {orders.map((order) => (
          <OrderItem view={view} order={order} />
        ))}
      </ul>
    </section>
  )
}
