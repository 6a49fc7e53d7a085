import { keptMonth } from '../../domain/calendar/kept-period.ts'
import { dayOf, monthOf } from '../../domain/calendar/shanghai.ts'
import { calendarOf } from '../../domain/calendar/working-days.ts'
import { checkLine } from '../../domain/figures/check-line.ts'
import { daysOfBits, gapsIn, workingDaysGone } from '../../domain/figures/coverage.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { type HeatRow, heatQuery } from '../../store/heat.ts'
import { calendarQuery } from '../../store/holiday.ts'
import { wholeSumsQuery } from '../../store/month-overview.ts'
import { needsQuery, skillsThereQuery, soughtByKeeper, unitsThatHelpQuery } from '../../store/needs.ts'
import { gradesForQuery } from '../../store/order-figures.ts'
import { args, optional } from '../args/args.ts'
import { period } from '../args/period.ts'
import { defineCommand, type Who } from '../define.ts'
import { checkLines } from './board-lines.ts'
import { inflationLine } from './inflation-lines.ts'
import { needsLines } from './needs-lines.ts'

/** Communities shown from each end; with title, gap, the own ones, their place and the check line an answer has twelve lines. */
const ends = 3

/**
 * `/冷热 [上月]`: communities from hot to cold by hours per member of a month, with who served, what waits, working days
 * without duty, orders and the people they lack (R030): all for an administrator, with who grades too well (R071), a street for
 * its officer, a secretary's own with its street, with what nobody there can do (R028). Nobody who serves is named. Refuses with heat.who, heat.period, heat.private, heat.none.
 */
export const heat = defineCommand({
  name: '冷热',
  aliases: [],
  topic: 'figures',
  usage: '/冷热 [上月]',
  example: '/冷热',
  args: args({ period: optional(period) }),
  who: compares,
  read: ({ args: { period }, sender, community, message, at }) => {
    const month = keptMonth(period, at) ?? monthOf(at)
    const group = message.conversation.kind === 'group' ? community : null
    const sought = soughtByKeeper(sender, group)
    return {
      rows: heatQuery(sender, group, month, ends),
      ledger: wholeSumsQuery(sender, month),
      calendar: calendarQuery(`${month}-15`),
      grades: gradesForQuery(sender, group === null ? month : ''),
      needs: needsQuery(sought),
      skills: skillsThereQuery(sought),
      units: unitsThatHelpQuery(sought),
    }
  },
  decide: ({ args: { period }, facts, who, at }) => {
    const month = keptMonth(period, at)
    if (month === undefined || month > monthOf(at)) return refuse('heat.period', { text: period ?? '' })
    const [first] = facts.rows
    if (!first) return refuse(who.inGroup ? 'heat.private' : 'heat.none')
    const days = workingDaysGone(month, dayOf(at), calendarOf(facts.calendar))
    const whole = isAdministrator(who.roles) && !who.inGroup
    const say = [
      line(who.inGroup ? 'heat.title_one' : 'heat.title', { period: month, of: first.of, days: days.length }),
      ...rowLines(facts.rows, month, days, month === monthOf(at)),
      ...(whole ? [] : ownLines(facts.rows)),
      // What is lacking now says nothing of a month that is over.
      ...(month === monthOf(at) ? needsLines(facts) : []),
      ...inflationLine(facts.grades),
      ...(whole ? [checkLines(checkLine(facts.ledger))] : []),
      ...(who.inGroup ? [line('heat.all_private')] : []),
    ]
    return { say, offer: [offer('offer.report', '/月报')] }
  },
})

/** Secretaries, street officers and administrators. */
function compares({ roles }: Who): Refusal | undefined {
  const may = ['administrator', 'street_officer', 'secretary']
  return roles.some(({ role }) => may.includes(role)) ? undefined : refuse('heat.who')
}

/** One line a community, hot to cold; where some in the middle are left out, that is said. */
function rowLines(
  rows: readonly HeatRow[],
  month: string,
  workingDays: readonly string[],
  now: boolean,
): Line[] {
  let [shown, said] = [0, 0]
  const say: Line[] = []
  for (const row of rows) {
    const { name, minutes, verified, people, pending, place, days, of } = row
    shown += 1
    if (of > rows.length && shown === ends + 1 && said === 0) {
      said = of - rows.length
      say.push(line('heat.more', { count: said }))
    }
    const gaps = gapsIn(workingDays, daysOfBits(month, days)).length
    const what = { place, name, verified, people, pending, gaps, orders: ordersOf(row, now) }
    say.push(
      verified === 0
        ? line('heat.row_empty', { ...what, minutes })
        : line('heat.row', { ...what, average: Math.floor(minutes / verified) }),
    )
  }
  return say
}

/** Orders of the month as `{orders:said}` writes them, and the people that are lacking now; nothing where there are none. */
function ordersOf({ published, lacking }: HeatRow, now: boolean): string[] {
  const what = now ? line('heat.orders', { published, lacking }) : line('heat.orders_past', { published })
  return published + (now ? lacking : 0) > 0 ? [JSON.stringify(what)] : []
}

const ownLines = (rows: readonly HeatRow[]): Line[] =>
  rows
    .filter(({ own, of }) => own && of > 1)
    .slice(0, 1)
    .map(({ name, place, of }) => line('heat.own', { name, place, of }))
