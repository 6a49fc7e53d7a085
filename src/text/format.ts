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
  /** minutes → 12.5 */
  hours: (minutes) => String(Math.floor(Number(minutes) / 6) / 10),
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
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  const hours = h > 0 ? `${h}${template('word.hours', script)}` : ''
  return m > 0 || h === 0 ? `${hours}${m}${template('word.minutes', script)}` : hours
}
