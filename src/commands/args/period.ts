import { monthOf } from '../../domain/calendar/shanghai.ts'
import { NUMBER, readNumber } from '../../text/numbers.ts'
import type { ArgType } from './arg.ts'
import { choice } from './choice.ts'
import { match } from './match.ts'

const FREE = '[\\p{L}\\p{N}]'
const MONTH = new RegExp(
  `(?<!${FREE})(?:(20\\d\\d)[年\\-/.]|([去今])年 ?)?(${NUMBER})月份?(?!${FREE})|(?<!${FREE})(20\\d\\d)[-/.](\\d{1,2})(?![\\p{L}\\p{N}\\-/.])`,
  'du',
)
const named = choice({
  本周: ['这周', '这个星期', '本星期'],
  上周: ['上个星期', '上星期'],
  下周: ['下个星期', '下星期'],
  本月: ['这个月', '这月', '当月'],
  上月: ['上个月'],
  下月: ['下个月'],
  今年: ['本年', '全年', '年度'],
  去年: ['上年'],
})

/** A stretch of the calendar: 本周, 上月, 今年 … as a word, or a month as `YYYY-MM` (10月 is the latest October, 去年10月 last year's). */
export const period: ArgType<string> = {
  take(text, context) {
    const found = match(text, MONTH)
    if (!found) return named.take(text, context)
    const [year, relative, month, isoYear, isoMonth] = found.groups
    const number = readNumber(month || isoMonth || '')
    if (number === undefined || !Number.isInteger(number) || number < 1 || number > 12) return undefined
    const now = monthOf(context.now)
    const two = String(number).padStart(2, '0')
    const thisYear = Number(now.slice(0, 4))
    const said = relative ? thisYear - (relative === '去' ? 1 : 0) : undefined
    return {
      value: `${year || isoYear || said || (two <= now.slice(5) ? thisYear : thisYear - 1)}-${two}`,
      rest: found.rest,
    }
  },
}
