import { weekdayOf } from '../../domain/calendar/shanghai.ts'
import type { RosterDay, Slot } from '../../domain/roster/roster-day.ts'
import type { View } from '../page.ts'

/** Names of one time of a day at most; the others are counted. */
const namesShown = 6

/** Monday first. */
const weekdays = [
  'console.weekday_1',
  'console.weekday_2',
  'console.weekday_3',
  'console.weekday_4',
  'console.weekday_5',
  'console.weekday_6',
  'console.weekday_7',
] as const

/** A month as a grid of weeks on a desk and on paper, as a list by day on a phone: the same list, laid out by the style sheet. */
export const Calendar = ({
  view,
  days,
  there,
}: {
  view: View
  days: readonly RosterDay[]
  /** How many people were there, by day. */
  there: ReadonlyMap<string, number>
}) => (
  <div class="month">
    <div class="weekdays" aria-hidden="true">
      {weekdays.map((code) => (
        <span>{view.words(code)}</span>
      ))}
    </div>
    <ol class="days">
      {days.map((day) => (
        <Day view={view} day={day} there={there.get(day.day) ?? 0} />
      ))}
    </ol>
  </div>
)

const Day = ({ view, day: one, there }: { view: View; day: RosterDay; there: number }) => {
  const { words, today } = view
  const { day, kind, names, slots, people } = one
  const worked = kind === 'working' || kind === 'makeup'
  const kinds = [`from-${weekdayOf(day)}`, worked ? 'worked' : 'off', ...(day === today ? ['today'] : [])]
  return (
    <li class={kinds.join(' ')}>
      <b>
        <span class="wide">{Number(day.slice(8))}</span>
        <span class="narrow">{words('console.weekday', { day })}</span>
      </b>{' '}
      {day === today && <span class="tag">{words('console.now')}</span>}
      {kind === 'makeup' && <span class="tag">{words('roster.makeup')}</span>}
      {kind === 'holiday' && <span class="soft">{names.map((name) => words(name)).join('、')}</span>}
      {kind === 'weekend' && <span class="soft">{words('console.day_off')}</span>}
      {slots.map((slot) => (
        <div>
          {words('console.slot', { from: slot.starts_at, to: slot.ends_at })}{' '}
          <span class="on">{namesOf(view, slot)}</span>
        </div>
      ))}
      <Mark view={view} day={day} worked={worked} planned={people} there={there} />
    </li>
  )
}

/** Names of the viewer's own people; who is not, or has left, is counted. */
const namesOf = ({ words }: View, { names }: Slot): string => {
  const shown = names.filter((name) => name !== '').slice(0, namesShown)
  const others = names.length - shown.length
  return [
    ...(shown.length > 0 ? [words('console.names', { names: shown })] : []),
    ...(others > 0 ? [words('console.others', { count: others })] : []),
  ].join(' ')
}

/** Days that are over say who was there; the others what the plan lacks (R012). */
const Mark = ({
  view: { words, today, policy },
  day,
  worked,
  planned,
  there,
}: {
  view: View
  day: string
  worked: boolean
  planned: number
  there: number
}) => {
  if (there > 0 && day <= today)
    return (
      <div class={there < policy.dutyMinimum && worked && day < today ? 'bad' : 'good'}>
        {words('console.attended', { count: there })}
      </div>
    )
  if (day < today)
    return worked || planned > 0 ? <div class="bad">{words('console.attended_none')}</div> : null
  if (!worked) return null
  if (planned < policy.dutyMinimum)
    return <div class="bad">{words('console.short', { count: policy.dutyMinimum - planned })}</div>
  if (planned < policy.dutyTarget)
    return <div class="soft">{words('console.thin', { count: policy.dutyTarget - planned })}</div>
  return null
}
