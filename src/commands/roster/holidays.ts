import { statutoryCount } from '../../domain/calendar/festivals.ts'
import { listDraftLives } from '../../domain/calendar/holiday-due.ts'
import { faultOfList, type ListedDay, listedDays, sumsOf } from '../../domain/calendar/holiday-list.ts'
import { holidayRuns } from '../../domain/calendar/holiday-runs.ts'
import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type Calendar, calendarOf } from '../../domain/calendar/working-days.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import {
  calendarQuery,
  dropHolidayDraft,
  holidayDraftQuery,
  keepHolidayDraft,
  storeHolidayDraft,
} from '../../store/holiday.ts'
import type { Notice } from '../../text/holiday-notice.ts'
import { args, optional } from '../args/args.ts'
import { holidayList } from '../args/holiday-list.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { anyone } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { runLine, stateLines, yearLines } from './holiday-lines.ts'

/**
 * `/节假日 [年份]` tells up to when the calendar of working days is known and what comes next (rule 8.20). An administrator
 * pastes the State Council's notice behind it: what was understood is shown, and stored by `/节假日 确认` only. A list that
 * is not wholly read, or cannot be one, is refused with the place.
 */
export const holidays = defineCommand({
  name: '节假日',
  aliases: ['holidays', 'jjr', '放假安排'],
  topic: 'setup',
  usage: '/节假日 [年份] [通知全文]',
  example: '/节假日',
  args: args({ typed: optional(holidayList) }),
  hidden: ({ roles }) => roles.length === 0,
  who: anyone,
  read: ({ args: { typed }, sender, at }) => ({
    calendar: calendarQuery(typed?.is === 'year' ? `${typed.year}-07-01` : dayOf(at)),
    draft: holidayDraftQuery(sender, at - listDraftLives),
  }),
  decide: (situation) => {
    const { args, facts, who, at, now, key } = situation
    const { typed } = args
    const calendar = calendarOf(facts.calendar)
    const mayPaste = isAdministrator(who.roles)
    if (typed === undefined || typed.is === 'year') {
      const thisYear = Number(dayOf(at).slice(0, 4))
      const year = calendar.covered.has(thisYear) ? thisYear + 1 : thisYear
      return {
        say: [
          ...(typed === undefined ? stateLines(dayOf(at), calendar) : yearLines(typed.year, calendar)),
          ...(mayPaste ? [line('holidays.paste', { year })] : []),
        ],
      }
    }
    if (!mayPaste || !who.person) return refuse('who.administrator')
    if (typed.is === 'list') return preview(typed.notice, calendar, situation)

    const [draft] = facts.draft
    if (!draft) return refuse('holidays.no_draft')
    if (typed.is === 'cancel') {
      return { say: [line('holidays.dropped')], writes: [dropHolidayDraft(who.person.id)] }
    }
    const { year } = draft
    const { off, makeup } = sumsOf(JSON.parse(draft.days) as ListedDay[])
    return {
      say: [line('holidays.stored', { year, off, makeup }), line('holidays.look', { year })],
      writes: storeHolidayDraft(
        { person_id: who.person.id, year, at: draft.at },
        { action: 'holiday.set', subject: `holiday:${year}`, communityId: null, detail: { off, makeup } },
        { actorId: who.person.id, message: key, at: now },
        JSON.stringify(outcomeOfRefusal(situation, refuse('holidays.no_draft'))),
      ),
    }
  },
})

/** What was read of a list, to be confirmed; refuses with holidays.* what is not wholly a list. */
function preview(
  { years, statements, faults }: Notice,
  calendar: Calendar,
  { who, at, now }: Pick<Situation<unknown, unknown>, 'who' | 'at' | 'now'>,
): Decision | Refusal {
  const [fault] = faults
  const [year, another] = years
  if (statements.length === 0 && !fault) return refuse('holidays.empty')
  if (year === undefined) return refuse('holidays.no_year')
  if (another !== undefined) return refuse('holidays.two_years', { years: years.map(String) })
  const thisYear = Number(dayOf(at).slice(0, 4))
  if (year < thisYear || year > thisYear + 1)
    return refuse('holidays.far_year', { year, from: thisYear, to: thisYear + 1 })
  if (fault) {
    const texts = faults.filter(({ is }) => is === fault.is).map(({ text }) => `「${text}」`)
    return refuse(unread[fault.is], { texts: texts.slice(0, 4), count: texts.length })
  }
  const wrong = faultOfList(year, statements)
  if (wrong) return wrong

  const days = listedDays(statements)
  const { off, makeup, net } = sumsOf(days)
  const list = calendarOf(days.map((one) => ({ ...one, year })))
  const runs = holidayRuns(`${year - 1}-12-01`, `${year}-12-31`, list)
  return {
    say: [
      line('holidays.preview', { year, off, makeup }),
      ...runs.map(runLine),
      ...(net === statutoryCount ? [] : [line('holidays.odd', { net, law: statutoryCount })]),
      ...(calendar.covered.has(year) ? [line('holidays.replaces', { year })] : []),
      line('holidays.confirm'),
    ],
    offer: [offer('offer.holidays_yes', '/节假日 确认'), offer('offer.holidays_no', '/节假日 取消')],
    writes: who.person
      ? keepHolidayDraft(
          { person_id: who.person.id, year, days: JSON.stringify(days), at: now },
          now - listDraftLives,
        )
      : [],
  }
}

const unread = {
  unreadable: 'holidays.unreadable',
  date: 'holidays.no_such_day',
  range: 'holidays.range',
  weekday: 'holidays.weekday',
} as const
