import { addDays } from '../../domain/calendar/shanghai.ts'
import { calendarOf, workingDaysBetween } from '../../domain/calendar/working-days.ts'
import { pressingOrdersQuery } from '../../store/console/orders.ts'
import { rosterDaysQuery } from '../../store/console/roster.ts'
import { noGroup, viewerId } from '../../store/console/scope.ts'
import { onDutyQuery } from '../../store/console/today.ts'
import { calendarQuery } from '../../store/holiday.ts'
import { backlogQuery, pendingQuery, registrationsQuery } from '../../store/review.ts'
import { waitingLinksQuery } from '../../store/unit-link.ts'
import { definePage } from '../page.ts'
import { GapList } from '../today/gap-list.tsx'
import { OnDuty } from '../today/on-duty.tsx'
import { ToReview } from '../today/to-review.tsx'
import { WaitingOrders } from '../today/waiting-orders.tsx'

const shown = 30
const communitiesShown = 200

/** The day at a glance: who is on duty, where nobody will be, what waits for whom, each with its act (R115). */
export const today = definePage({
  path: '',
  title: 'console.today',
  eyes: ['administrator', 'secretary', 'street_officer', 'grid_head', 'liaison'],
  read: ({ scope, now, today }) => {
    const me = viewerId(scope)
    return {
      duty: onDutyQuery(scope, shown),
      roster: rosterDaysQuery(scope, today, addDays(today, 6)),
      calendar: calendarQuery(today),
      entries: pendingQuery(me, noGroup, shown),
      people: registrationsQuery(me, noGroup, shown),
      links: waitingLinksQuery(me, noGroup, shown),
      backlog: backlogQuery(me, communitiesShown),
      orders: pressingOrdersQuery(scope, now, shown),
    }
  },
  render: (facts, view) => {
    const days = workingDaysBetween(view.today, addDays(view.today, 6), calendarOf(facts.calendar))
    return (
      <>
        <ToReview view={view} {...facts} />
        <OnDuty view={view} people={facts.duty} />
        <GapList view={view} days={days} roster={facts.roster} />
        <WaitingOrders view={view} orders={facts.orders} />
      </>
    )
  },
})
