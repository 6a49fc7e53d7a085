import { dayOf } from '../../domain/calendar/shanghai.ts'
import type { Policy } from '../../domain/policy.ts'
import { type PolicyBounds, policyBounds } from '../../domain/policy-bounds.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { cut, original } from '../../text/cut.ts'
import { findDays } from '../../text/days.ts'
import { findDurations } from '../../text/durations.ts'
import { fold, folded } from '../../text/fold.ts'
import { NUMBER, readNumber } from '../../text/numbers.ts'
import type { ArgType } from './arg.ts'

/** A number of the policy, what it is to be (in the policy's own unit), and from which Shanghai day on. */
export interface TypedSetting {
  number: keyof Policy
  value?: number
  from?: string
}

/** How the numbers of the policy are called, in folded form; the first name is the one that answers use. */
export const settingNames: { readonly [K in keyof Policy]: readonly string[] } = {
  yearlyTargetMinutes: ['年度目标', '全年目标', '目标'],
  recommendMinutes: ['推荐线', '推荐'],
  shortestDutyMinutes: ['最短值守', '最短'],
  longestDutyMinutes: ['最长值守', '最长'],
  fullDayMinutes: ['全天上限', '全天'],
  longestDayMinutes: ['单日上限', '一天上限', '每天上限', '单日'],
  backdays: ['补记天数', '补报天数', '补记'],
  undoMinutes: ['撤销分钟', '撤销时间', '撤销'],
  tenureDays: ['最短在岗', '在岗天数', '在岗'],
  dutyMinimum: ['每日最少', '最少人数', '最少'],
  dutyTarget: ['每日目标', '每日人数'],
  dingtalkCallsAMonth: ['钉钉调用额度', '钉钉调用', '调用额度'],
  dingtalkHooksAMonth: ['钉钉消息额度', '钉钉消息', '消息额度'],
  unaskedAWeek: ['每周提醒上限', '每周提醒', '提醒上限'],
  openClaims: ['接单上限', '手上单数'],
  pairTermDays: ['搭档期限', '搭档天数', '搭档'],
  drawMinutes: ['抽签时间'],
  offerMinutes: ['候补时间'],
  halfFrom: ['减半次数'],
  difficultyEasy: ['难度清洁', '清洁难度'],
  difficultyCare: ['难度助老', '助老难度'],
  difficultyProfessional: ['难度专业', '专业难度'],
  difficultyMediation: ['难度调解', '调解难度'],
  difficultyEmergency: ['难度应急', '应急难度'],
  gradeExcellent: ['评价很好'],
  gradeGood: ['评价好'],
  gradeFair: ['评价一般'],
  visitsAMonth: ['走访次数', '每月走访'],
  householdsAMember: ['结对户数', '每人结对'],
  suggestionDays: ['建议期限', '建议天数', '建议答复'],
  wishYuan: ['心愿上限', '微心愿上限', '心愿金额'],
  pointsAnHour: ['兑换比例', '每小时积分'],
  exchangeMinutesAYear: ['折算上限', '每年折算'],
  deadlineNormal: ['时限一般', '一般时限'],
  deadlineRaised: ['时限较急', '较急时限'],
  deadlineUrgent: ['时限紧急', '紧急时限'],
  deadlineCritical: ['时限特急', '特急时限'],
}

const spelled = (Object.entries(settingNames) as [keyof Policy, readonly string[]][])
  .flatMap(([number, names]) => names.map((name) => ({ number, name })))
  .sort((a, b) => b.name.length - a.name.length)

/** 「改为」 before a value, 「从」 and 「起」 around a day. */
const LEADS = /^(?:改为|改成|设为|设成|调为|调到|为|到|=|:)\s*/
const FROM = /(?:从|自) ?$/
const ON = /^ ?(?:起|开始)?(?:生效)?/

/**
 * `年度目标 24小时 从 12-01`, `单日上限=10小时`, `补记天数 15`, or a name alone. A number without a unit is read in the
 * unit of what it sets. Refused: `arg.setting.unknown`, `arg.setting.value`, `arg.day.invalid`, `arg.day.several`, each with `{ text }`.
 */
export const setting: ArgType<TypedSetting> = {
  take(text, { now }) {
    const form = folded(text)
    const lead = form.text.length - form.text.trimStart().length
    const body = form.text.slice(lead)
    if (body === '') return undefined
    const known = spelled.find(({ name }) => body.startsWith(name))
    if (!known) return refuse('arg.setting.unknown', { text: /^\S{1,20}/u.exec(text.trim())?.[0] ?? '' })
    const { number, name } = known
    const typed = text.slice(form.origin[lead + name.length] ?? text.length)
    const split = withoutDay(typed, now)
    if ('refused' in split) return split
    const { left, from } = split
    const amount = left.replace(LEADS, '').trim()
    if (amount === '' && from === undefined) return { value: { number }, rest: '' }
    const value = read(amount, policyBounds[number].typedIn)
    if (value === undefined) return refuse('arg.setting.value', { text: typed.trim().slice(0, 20), name })
    return { value: { number, value, ...(from !== undefined && { from }) }, rest: '' }
  },
}

/** The day that a text names, and the rest of it in folded form. */
function withoutDay(typed: string, now: number): { left: string; from?: string } | Refusal {
  const form = folded(typed)
  const [day, another] = findDays(form.text, dayOf(now), 'future')
  if (!day) return { left: fold(typed) }
  const text = original(typed, form, day.from, (another ?? day).to).trim()
  if (another) return refuse('arg.day.several', { text })
  if (day.value === null) return refuse('arg.day.invalid', { text })
  const from = day.from - (FROM.exec(form.text.slice(0, day.from))?.[0].length ?? 0)
  const to = day.to + (ON.exec(form.text.slice(day.to))?.[0].length ?? 0)
  return { left: fold(cut(typed, form, from, to)), from: day.value }
}

const COUNTS = {
  day: new RegExp(`^(${NUMBER}) ?(?:个?工作日|天|日)$`, 'u'),
  person: new RegExp(`^(${NUMBER}) ?(?:个?人|名|位)$`, 'u'),
  household: new RegExp(`^(${NUMBER}) ?(?:个?户|家)$`, 'u'),
  point: new RegExp(`^(${NUMBER}) ?(?:积分|分)$`, 'u'),
  yuan: new RegExp(`^(${NUMBER}) ?(?:元钱?|块钱?)$`, 'u'),
  count: new RegExp(`^(${NUMBER}) ?(?:次|条)$`, 'u'),
}

/** 20万次 */
const TEN_THOUSANDS = /^(\d{1,4}(?:\.\d{1,4})?)万(?: ?(?:次|条))?$/

/** Minutes, or whatever else is counted; `undefined` for what is no single amount. */
function read(text: string, typedIn: PolicyBounds['typedIn']): number | undefined {
  const bare = readNumber(text)
  if (typedIn === 'factor') return bare === undefined ? undefined : Math.round(bare * 100)
  if (typedIn !== 'hour' && typedIn !== 'minute') {
    const many = typedIn === 'count' ? TEN_THOUSANDS.exec(text)?.[1] : undefined
    const count =
      many === undefined
        ? (bare ?? readNumber(COUNTS[typedIn].exec(text)?.[1] ?? ''))
        : Math.round(Number(many) * 10_000)
    return count !== undefined && Number.isInteger(count) ? count : undefined
  }
  if (bare !== undefined) return Math.round(bare * (typedIn === 'hour' ? 60 : 1))
  const [duration] = findDurations(text)
  const whole = duration && duration.from === 0 && duration.to === text.length
  return whole ? (duration.value ?? undefined) : undefined
}
