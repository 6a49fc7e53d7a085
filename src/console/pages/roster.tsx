import { addDays, lastDayOf, MINUTE, startOfDay } from '../../domain/calendar/shanghai.ts'
import { calendarOf } from '../../domain/calendar/working-days.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { coverage } from '../../domain/roster/coverage.ts'
import { rosterDays } from '../../domain/roster/roster-day.ts'
import { placeShown, placeShownQuery, placesQuery } from '../../store/console/place.ts'
import { shownShiftsQuery } from '../../store/console/roster.ts'
import { calendarQuery } from '../../store/holiday.ts'
import { attendedDaysQuery } from '../../store/roster.ts'
import { fold } from '../../text/fold.ts'
import { Act } from '../act-form.tsx'
import { askedMonth, MonthChoice } from '../month-choice.tsx'
import { definePage, type View } from '../page.ts'
import { PlaceChoice } from '../place-choice.tsx'
import { Calendar } from '../roster/calendar.tsx'

/** Months ahead that can be looked at, and communities to choose from. */
const [ahead, placesShown] = [12, 400]
/** Days to come without enough people that are named above the calendar. */
const gapsNamed = 5
/** A duty shorter than that is no day covered, ms; as in `/值班表`. */
const countsFrom = defaultPolicy.shortestDutyMinutes * MINUTE

/** A community's month on the roster as a calendar: who is on, who was there, which working days lack people (R012). */
export const roster = definePage({
  path: '/roster',
  title: 'console.roster',
  eyes: ['administrator', 'secretary', 'street_officer', 'grid_head', 'liaison'],
  read: (view) => {
    const { scope, asked } = view
    const month = askedMonth(view, ahead)
    const [from, to] = [`${month}-01`, lastDayOf(month)]
    const place = placeShown(scope, fold(asked('place') ?? ''))
    return {
      places: placesQuery(scope, placesShown),
      place: placeShownQuery(place),
      shifts: shownShiftsQuery(scope, place, from, to),
      attended: attendedDaysQuery(place, startOfDay(from), startOfDay(addDays(to, 1)), countsFrom),
      calendar: calendarQuery(`${month}-15`),
    }
  },
  render: ({ places, place: [place], shifts, attended, calendar }, view) => {
    const { words, policy, today } = view
    if (!place) return <section>{words('console.no_place')}</section>
    const month = askedMonth(view, ahead)
    const days = daysOf(month)
    const known = calendarOf(calendar)
    const on = [...attended.filter(({ day }) => day <= today), ...shifts.filter(({ day }) => day >= today)]
    const { covered, working, missing } = coverage(days, on, known, policy)
    const next = missing.filter((day) => day >= today).slice(0, gapsNamed)
    const there = Map.groupBy(attended, ({ day }) => day)
    return (
      <section>
        <PlaceChoice view={view} path="/roster" places={places} chosen={place.name} kept={{ month }} />
        <h2>{words('console.roster_title', { community: place.name, month })}</h2>
        <MonthChoice view={view} path="/roster" query={{ place: place.name }} ahead={ahead} />
        <p>
          <b>{words('console.roster_sum', { covered, working })}</b>{' '}
          {missing.length > 0 ? (
            <span class="bad">{words('console.roster_gaps', { count: missing.length })}</span>
          ) : (
            <span class="good">{words('console.roster_full')}</span>
          )}
        </p>
        {next.length > 0 && <p>{words('console.roster_ahead', { days: next })}</p>}
        <p class="soft">
          {words('console.roster_how', { least: policy.dutyMinimum, target: policy.dutyTarget })}
        </p>
        <Calendar
          view={view}
          days={rosterDays(days, shifts, known)}
          there={new Map([...there].map(([day, people]) => [day, people.length]))}
        />
        <Acts view={view} place={place} />
      </section>
    )
  },
})

const daysOf = (month: string): string[] => {
  const days: string[] = []
  for (let day = `${month}-01`; day <= lastDayOf(month); day = addDays(day, 1)) days.push(day)
  return days
}

/** Planning for whoever writes this roster, the code of the day for whom the station is told it. */
const Acts = ({ view, place }: { view: View; place: { id: number; name: string; coded: 0 | 1 } }) => {
  const { words, viewer } = view
  const plans = viewer.roles.some(({ role }) => role !== 'street_officer')
  return (
    <>
      {plans && (
        <p>
          <Act
            view={view}
            command={`/排班 ${place.name}；`}
            label={words('console.plan')}
            more={{ label: words('console.plan_what'), required: true }}
          />
        </p>
      )}
      {place.coded === 1 && isSecretaryOf(viewer.roles, place.id) && (
        <Act view={view} command={`/签到码 ${place.name}`} label={words('console.code')} />
      )}
    </>
  )
}
