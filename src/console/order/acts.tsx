import { mayReview } from '../../domain/roles.ts'
import type { OrderCard } from '../../store/console/orders.ts'
import { Act } from '../act-form.tsx'
import type { View } from '../page.ts'

const grades = { excellent: '很好', good: '好', fair: '一般' } as const

/** What brings an order on, for who keeps it: the commands decide anew whether it may be. Nothing does that is over. */
export const OrderActs = ({ view, order }: { view: View; order: OrderCard }) => {
  if (order.column === 'closed') return null
  const keeps = mayReview(view.viewer.roles, order)
  const finds = keeps || (order.street_id !== null && view.scope.streets.includes(order.street_id))
  return (
    <>
      {finds && <Next view={view} order={order} keeps={keeps} />}
      {keeps && <Cancel view={view} order={order} />}
    </>
  )
}

const Next = ({ view, order, keeps }: { view: View; order: OrderCard; keeps: boolean }) => {
  const { words } = view
  const { id, state, origin } = order
  const about = `#${id}`
  if (state === 'requested' || state === 'proposed')
    return keeps ? (
      <Act view={view} command={`/派单 ${id}`} label={words('console.publish')} about={about} main />
    ) : null
  if (state === 'done' && origin === 'wish') return <span class="soft">{words('console.order_receipt')}</span>
  if (state === 'done')
    return keeps
      ? Object.entries(grades).map(([grade, typed]) => (
          <Act
            view={view}
            command={`/核销 ${id} ${typed}`}
            label={words('console.grade', { grade: [`grade.${grade}`] })}
            about={about}
          />
        ))
      : null
  if (state === 'drawing') return null
  return (
    <>
      <Act view={view} command={`/催单 ${id}`} label={words('console.nudge')} about={about} />
      {state !== 'full' && (
        <Act view={view} command={`/推荐 ${id}`} label={words('console.recommend')} about={about} />
      )}
    </>
  )
}

const Cancel = ({ view, order: { id } }: { view: View; order: OrderCard }) => (
  <details>
    <summary>{view.words('console.cancel')}</summary>
    <Act
      view={view}
      command={`/取消单 ${id}`}
      label={view.words('console.cancel')}
      about={`#${id}`}
      more={{ label: view.words('console.cancel_why'), required: true }}
    />
  </details>
)
