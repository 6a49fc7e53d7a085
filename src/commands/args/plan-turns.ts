import { readPlanLine } from './plan-line.ts'

const DAY = '(?:(?:下下|下|本|这)?个?(?:周|星期|礼拜)[一二三四五六日天]|\\d{1,2}(?:[-/.]|月)\\d{1,2}[日号]?)'
const WEEKDAY = '(?:[（(]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?'
const CLOCK = '\\d{1,2}(?:[:：.]\\d{2}|[点时](?:半|\\d{1,2}分?)?)'
const RANGE = `${CLOCK}\\s*(?:[-–—~～]+|到|至)\\s*(?:次日)?${CLOCK}`
const PART = '(?:上午|下午|晚上|早上|早班|中班|晚班|夜班|全天)班?'
/** A time, with the day in front of it: `周二 下午`, `11-26 9:00-12:00`, `上午（9:00-11:30）`. */
const WHEN = new RegExp(
  `(?:${DAY}\\s*${WEEKDAY}\\s*)?(?:${PART}\\s*[（(]?\\s*${RANGE}|${RANGE}|${PART})`,
  'gu',
)

/** More times on a line than a week has mornings, afternoons and evenings are no turns. */
const mostTurns = 21

/** `上午 张三 下午 李四` on one line are two lines, each with its own people; so are `张三 上午 李四 下午`. */
export const inTurns =
  (now: number) =>
  (line: string): string[] => {
    const whens = [...line.matchAll(WHEN)].map(({ 0: text, index }) => ({
      from: index,
      to: index + text.length,
    }))
    const [first, last] = [whens[0], whens.at(-1)]
    if (!first || !last || first === last) return [line]
    if (whens.length > mostTurns) return [line]
    const names = (from: number, to: number): boolean => {
      const part = line.slice(from, to)
      if (!/\p{L}/u.test(part)) return false
      const read = readPlanLine(part, now)
      return 'names' in read && read.names.length > 0
    }
    const between = whens.slice(1).flatMap(({ from }, i) => {
      const before = whens[i]?.to ?? 0
      return names(before, from) ? [{ behindNames: from, behindTime: before }] : []
    })
    const timesFirst = names(last.to, line.length)
    if (between.length === 0 || timesFirst === names(0, first.from)) return [line]
    const cuts = between.map(({ behindNames, behindTime }) => (timesFirst ? behindNames : behindTime))
    return [0, ...cuts].map((from, i) => line.slice(from, cuts[i]).trim())
  }
