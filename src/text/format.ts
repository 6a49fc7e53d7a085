import { clock, dayOf, minuteOfDay, weekdayOf } from '../domain/calendar/shanghai.ts'
import type { Params } from '../domain/refusal.ts'
import { phrase, type Script, template } from './catalogue.ts'

type Value = string | number | string[]

/** How a parameter is written: `{minutes:duration}`, `{at:time}`. Without a kind it stands as it is. */
const kinds: { [kind: string]: (value: Value, script: Script) => string } = {
  /** ms → 09:00 */
  time: (at) => clock(minuteOfDay(Number(at))),
  /** ms → 11:30, and midnight as the end of a day → 24:00 */
  end: (at) => clock(minuteOfDay(Number(at)) || 1440),
  /** ms → 11月23日 09:00 */
  moment: (at) => `${shortDay(dayOf(Number(at)))} ${clock(minuteOfDay(Number(at)))}`,
  /** 2026-11-23 → 11月23日（周一） */
  day: (day, script) =>
    `${shortDay(String(day))}（${template('word.week', script)}${'一二三四五六日'[weekdayOf(String(day)) - 1]}）`,
  /** 2026-11-23 → 11月23日 */
  date: (day) => shortDay(String(day)),
  /** 2026-11 → 11月 */
  month: (month) => `${Number(String(month).slice(5, 7))}月`,
  /** minutes → 2小时30分钟 */
  duration: (minutes, script) => duration(Number(minutes), script),
  /** 2026-11-23 → 2026年11月23日 */
  longdate: (day) => `${Number(String(day).slice(0, 4))}年${shortDay(String(day))}`,
  /** 90min → 1小时30分钟, 31day → 31天 */
  amount: (amount, script) =>
    String(amount).endsWith('day')
      ? `${Number.parseInt(String(amount), 10)}${template('word.days', script)}`
      : duration(Number.parseInt(String(amount), 10), script),
  /** minutes → 12.5 */
  hours: (minutes) => String(Math.floor(Number(minutes) / 6) / 10),
  /** hundredths of a factor → 1.0, 1.25 */
  factor: (hundredths) => (Number(hundredths) / 100).toFixed(2).replace(/0$/, ''),
  /** a person's name; a role's where an administrator has never said one */
  name: (name, script) => (name === '' ? template('role.administrator', script) : String(name)),
  /** tenths of a percent → 95.0% */
  percent: (tenths) => `${(Number(tenths) / 10).toFixed(1)}%`,
  /** 2026 → 2026年, 2026-11 → 2026年11月 */
  period: (period) => {
    const [year, month] = String(period).split('-')
    return month === undefined ? `${year}年` : `${year}年${Number(month)}月`
  },
  /** hundredths of the whole → ▇▇▇▇▇▁▁▁▁▁ */
  bar: (share) => {
    const full = Math.max(0, Math.min(10, Math.floor(Number(share) / 10)))
    return '▇'.repeat(full) + '▁'.repeat(10 - full)
  },
  /** codes of the catalogue → their words, with 、 between */
  words: (codes, script) =>
    [codes]
      .flat()
      .map((code) => template(String(code), script))
      .join('、'),
  /** a command, a usage line or several, in the reader's script */
  phrase: (text, script) =>
    [text]
      .flat()
      .map((one) => phrase(String(one), script))
      .join(' · '),
  /** what somebody typed, cut where it would fill the screen */
  short: (text) => {
    const characters = [...String(text).replace(/\s+/g, ' ')]
    return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : characters.join('')
  },
  /** texts → with 、 between */
  list: (texts) => [texts].flat().join('、'),
}

/** A code of the catalogue with its parameters, as one plain line in the reader's script. What people typed stays as typed. */
export function words(code: string, params: Params, script: Script): string {
  return template(code, script).replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, kind?: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${code} wants {${name}}`)
    const write = kind === undefined ? undefined : kinds[kind]
    if (kind !== undefined && !write) throw new Error(`${code} names an unknown kind ${kind}`)
    return write ? write(value, script) : String(value).replace(/\s+/g, ' ')
  })
}

const shortDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

function duration(minutes: number, script: Script): string {
  if (minutes < 0) return `-${duration(-minutes, script)}`
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  const hours = h > 0 ? `${h}${template('word.hours', script)}` : ''
  return m > 0 || h === 0 ? `${hours}${m}${template('word.minutes', script)}` : hours
}
