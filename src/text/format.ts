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
  /** days → 11月3日、11月9日, of more than five the first five and 等 */
  dates: (days, script) => {
    const all = [days].flat().map((day) => shortDay(String(day)))
    return `${all.slice(0, 5).join('、')}${all.length > 5 ? template('word.and_more', script) : ''}`
  },
  /** 2026-11 → 11月 */
  month: (month) => `${Number(String(month).slice(5, 7))}月`,
  /** minutes → 2小时30分钟 */
  duration: (minutes, script) => duration(Number(minutes), script),
  /** 2026-11-23 → 2026年11月23日 */
  longdate: (day) => `${Number(String(day).slice(0, 4))}年${shortDay(String(day))}`,
  /** 90min → 1小时30分钟, 31day → 31天, 2person → 2人, 3count → 3次, 120factor → 1.2 */
  amount: (amount, script) => {
    const [, count = '', unit] = /^(\d+)(?:\.0)?(\w+)$/.exec(String(amount)) ?? []
    if (unit === 'day') return `${count}${template('word.days', script)}`
    if (unit === 'factor') return String(kinds['factor']?.(count, script))
    if (unit === 'count') return `${count}${template('word.times', script)}`
    if (unit === 'yuan') return `${count}元`
    if (unit === 'point') return `${count}${template('word.points', script)}`
    if (unit === 'household') return `${count}${template('word.households', script)}`
    return unit === 'person' ? `${count}${template('word.people', script)}` : duration(Number(count), script)
  },
  /** minutes → 12.5 */
  hours: (minutes) => String(Math.floor(Number(minutes) / 6) / 10),
  /** hundredths of a factor → 1.0, 1.25 */
  factor: (hundredths) => (Number(hundredths) / 100).toFixed(2).replace(/0$/, ''),
  /** a person's name; a role's where an administrator has never said one */
  name: (name, script) => (name === '' ? template('role.administrator', script) : String(name)),
  /** a place; everywhere where there is none */
  area: (name, script) => (name === '' ? template('area.all', script) : String(name)),
  /** why people are called; gone with the person who typed it */
  reason: (text, script) =>
    text === '' ? template('order.untitled', script) : String(text).replace(/\s+/g, ' '),
  /** an order's title; one that was taken back with the person who typed it */
  title: (title, script) =>
    title === '' ? template('order.untitled', script) : String(title).replace(/\s+/g, ' '),
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
  /** `start-end`, ms each → 11月25日（周三） 09:00–12:00, with 、 between */
  spans: (spans, script) =>
    [spans]
      .flat()
      .map((span) => {
        const [from = 0, to = 0] = String(span).split('-').map(Number)
        const end = clock(minuteOfDay(to) || 1440)
        return `${kinds['day']?.(dayOf(from), script)} ${clock(minuteOfDay(from))}–${end}`
      })
      .join('、') || template('word.none', script),
  /** days → 11月25日（周三）、11月26日（周四）; 2026-01-01/2026-01-03 → 1月1日（周四）至1月3日（周六） */
  days: (days, script) =>
    [days]
      .flat()
      .map((span) => String(span).split('/'))
      .map((ends) => ends.map((day) => kinds['day']?.(day, script)).join('至'))
      .join('、'),
  /** lines (say.ts) as JSON → their words, with 、 between */
  said: (lines, script) =>
    [lines]
      .flat()
      .map((one) => JSON.parse(String(one)) as { code: string; params?: Params })
      .map(({ code, params = {} }) => words(code, params, script))
      .join('、'),
  /** lines (say.ts) as JSON → their words, with ； between */
  joined: (lines, script) =>
    [lines]
      .flat()
      .map((one) => kinds['said']?.([String(one)], script))
      .join('；'),
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
