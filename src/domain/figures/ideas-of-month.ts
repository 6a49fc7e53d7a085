import { type Line, line } from '../say.ts'
import { tenthsOf } from './rate.ts'

/** The suggestions of a month (R085): made, replied to, of these adopted and in time; what waits now, and is overdue. */
export interface IdeasOfMonth {
  made: number
  replied: number
  adopted: number
  inTime: number
  open: number
  overdue: number
}

/** Those figures as the store gives them, JSON, with the minutes of volunteers and residents (R089); of a unit there are none. */
export const ideasGiven = (
  ideas: string | null | undefined,
): (IdeasOfMonth & { crowd: number }) | undefined =>
  ideas ? (JSON.parse(ideas) as IdeasOfMonth & { crowd: number }) : undefined

/**
 * The line of a report. The shares are of what was replied to in the month. What stands now is left out of a closed month
 * (R069). Nothing: no line.
 */
export function ideasLine(ideas: IdeasOfMonth | undefined, closed: boolean): Line[] {
  if (!ideas || (ideas.made + ideas.replied === 0 && (closed || ideas.open === 0))) return []
  const { made, replied, open, overdue } = ideas
  const what = { made, replied, rates: ideasRates(ideas) }
  if (closed || open === 0) return [line('report.ideas', what)]
  return [line(overdue > 0 ? 'report.ideas_overdue' : 'report.ideas_open', { ...what, open, overdue })]
}

/** Which share of the answers adopted (采纳率) and came in time, as `{rates:said}` writes it; nothing before the first answer. */
export const ideasRates = ({ replied, adopted, inTime }: IdeasOfMonth): string[] =>
  replied === 0
    ? []
    : [
        JSON.stringify(
          line('report.ideas_rates', {
            adopted,
            rate: tenthsOf(adopted, replied),
            inTime: tenthsOf(inTime, replied),
          }),
        ),
      ]

/** The share of hours that volunteers and residents gave (群众参与率, R089), as it stands in the line of sums. */
export const crowdWords = (crowd: number | undefined, minutes: number): string[] =>
  crowd === undefined || minutes <= 0
    ? []
    : [JSON.stringify(line('report.crowd', { rate: tenthsOf(crowd, minutes) }))]
