import { mayReview } from '../../domain/roles.ts'
import type { WaitingOrder } from '../../store/console/today.ts'
import { Act } from '../act-form.tsx'
import type { View } from '../page.ts'

/** Orders that are not over, the overdue and urgent first, each with the act that brings it on. */
export const WaitingOrders = ({ view, orders }: { view: View; orders: readonly WaitingOrder[] }) => {
  const { words } = view
  const [first] = orders
  return (
    <section>
      <h2>{words('console.orders_waiting')}</h2>
      {!first && <p>{words('console.nobody')}</p>}
      {first && <p class="soft">{words('console.of', { count: first.count, shown: orders.length })}</p>}
      <ul class="rows">
        {orders.map((order) => (
          <li>
            <div>
              <b>{words('console.order', { id: order.id, title: order.title ?? '' })}</b> {order.community}
            </div>
            <div class="soft">
              {words('console.order_state', {
                state: [`order_state.${order.state}`],
                urgency: [`urgency.${order.urgency}`],
                taken: order.taken,
              })}{' '}
              {order.ends_at !== null && words('console.order_until', { at: order.ends_at })}{' '}
              {order.overdue === 1 && <span class="bad">{words('console.overdue')}</span>}
            </div>
            {mayReview(view.viewer.roles, order) && <Acts view={view} order={order} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

const grades = { excellent: '很好', good: '好', fair: '一般' } as const

const Acts = ({ view, order: { id, state, taken } }: { view: View; order: WaitingOrder }) => {
  const { words } = view
  if (state === 'requested' || state === 'proposed')
    return <Act view={view} command={`/派单 ${id}`} label={words('console.publish')} about={`#${id}`} main />
  if (state === 'done')
    return (
      <>
        {Object.entries(grades).map(([grade, typed]) => (
          <Act
            view={view}
            command={`/核销 ${id} ${typed}`}
            label={words('console.grade', { grade: [`grade.${grade}`] })}
            about={`#${id}`}
          />
        ))}
      </>
    )
  if (state === 'open' && taken === 0)
    return <Act view={view} command={`/催单 ${id}`} label={words('console.nudge')} about={`#${id}`} />
  return null
}
