import { dayOf, monthOf } from '../../domain/calendar/shanghai.ts'
import { calendarOf } from '../../domain/calendar/working-days.ts'
import { workingDaysGone } from '../../domain/figures/coverage.ts'
import { placeShownQuery, placeWithin } from '../../store/console/place.ts'
import { viewerId } from '../../store/console/scope.ts'
import { heatQuery } from '../../store/heat.ts'
import { calendarQuery } from '../../store/holiday.ts'
import {
  needsQuery,
  skillsThereQuery,
  soughtByKeeper,
  soughtIn,
  unitsThatHelpQuery,
} from '../../store/needs.ts'
import { fold } from '../../text/fold.ts'
import { HeatTable } from '../balance/heat-table.tsx'
import { Needs } from '../balance/needs.tsx'
import { HeatBars } from '../chart/heat-bars.tsx'
import { askedMonth, MonthChoice } from '../month-choice.tsx'
import { definePage } from '../page.ts'

/** Communities at most: `/冷热` shows three from each end, this page all. */
const most = 1000

/** Which communities have many hands and which have none (R030), as `/冷热` reckons it, and what nobody can do (R028). */
export const balance = definePage({
  path: '/balance',
  title: 'console.balance',
  eyes: ['administrator', 'secretary', 'street_officer'],
  read: (view) => {
    const { scope, asked } = view
    const [me, month, name] = [viewerId(scope), askedMonth(view), asked('place')]
    const place = placeWithin(scope, fold(name ?? ''))
    const sought = name === undefined ? soughtByKeeper(me, null) : soughtIn(place)
    return {
      rows: heatQuery(me, null, month, most),
      calendar: calendarQuery(`${month}-15`),
      place: placeShownQuery(place),
      needs: needsQuery(sought),
      skills: skillsThereQuery(sought),
      units: unitsThatHelpQuery(sought),
    }
  },
  render: ({ rows, calendar, place, ...needs }, view) => {
    const { words, now, viewer } = view
    const month = askedMonth(view)
    const days = workingDaysGone(month, dayOf(now), calendarOf(calendar))
    const [named] = place
    const keeps = viewer.roles.some(({ role }) => role === 'secretary')
    return (
      <>
        <section>
          <h2>{words('console.year', { year: month })}</h2>
          <MonthChoice view={view} path="/balance" />
          {rows.length === 0 ? (
            <p>{words('heat.none')}</p>
          ) : (
            <>
              <p class="soft">{words('console.balance_how')}</p>
              <HeatBars view={view} month={month} rows={rows} />
              <HeatTable view={view} month={month} days={days} rows={rows} />
              {month === monthOf(now) && <p class="soft">{words('console.balance_now')}</p>}
            </>
          )}
        </section>
        {named || keeps ? (
          <Needs view={view} place={named?.name} facts={needs} />
        ) : (
          rows.length > 0 && <section>{words('console.needs_pick')}</section>
        )}
      </>
    )
  },
})
