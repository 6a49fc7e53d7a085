import { describe, test } from 'vitest'
import { startOfDay } from '../../src/domain/calendar/shanghai.ts'
import { type TypedSpan, typedHours } from '../../src/domain/ledger/typed-hours.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { at } from '../support/talk.ts'

const policy = defaultPolicy
const NOW = at('2026-11-23 17:00')
const TODAY = '2026-11-23'

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** `11-23 14:00–15:00`, or `11-23 90` for a length alone. */
function span(text: string): TypedSpan {
  const [day = '', what = ''] = text.split(' ')
  const [from, to] = what.split('–')
  if (to === undefined) return { day: `2026-${day}`, minutes: Number(what) }
  const [a, b] = [minutesOf(from ?? ''), minutesOf(to)]
  return { day: `2026-${day}`, from: a, to: b, minutes: b - a }
}

const standing = (text: string, id: number) => {
  const { day, from, to, minutes } = span(text)
  const clocked = from !== undefined && to !== undefined
  const ms = (minute: number) => startOfDay(day) + minute * 60_000
  return {
    id,
    service_day: day,
    minutes,
    started_at: clocked ? ms(from) : null,
    ended_at: clocked ? ms(to) : null,
  }
}

/** Why it is refused, or the entries as `2026-11-23 90 typed`. */
function typed(spans: string[], stands: string[] = [], duty?: string, now = NOW) {
  const facts = {
    standing: stands.map((text, i) => standing(text, i + 1)),
    duty: duty === undefined ? undefined : { started_at: at(`2026-${duty}`) },
  }
  const result = typedHours('manual', spans.map(span), facts, now, policy)
  return isRefusal(result)
    ? result.refused
    : result.map((e) => `${e.serviceDay} ${e.minutes} ${e.waitsFor.join('+')}`)
}

describe('hours typed by hand, on 23 November at 17:00', () => {
  test.for<[name: string, spans: string[], stands: string[], what: string | string[]]>([
    ['today', ['11-23 120'], [], ['2026-11-23 120 typed']],
    ['today, with times', ['11-23 14:00–16:00'], [], ['2026-11-23 120 typed']],
    ['up to this minute', ['11-23 16:00–17:00'], [], ['2026-11-23 60 typed']],
    ['a minute ahead', ['11-23 16:00–17:01'], [], 'hours.not_yet'],
    ['this evening', ['11-23 19:00–20:00'], [], 'hours.not_yet'],
    ['tomorrow', ['11-24 60'], [], 'hours.future'],
    ['tomorrow, with times', ['11-24 09:00–10:00'], [], 'hours.future'],
    ['31 days ago', ['10-23 60'], [], ['2026-10-23 60 typed']],
    ['32 days ago', ['10-22 60'], [], 'hours.too_old'],
    ['last year', ['01-02 60'], [], 'hours.too_old'],

    ['over another entry', ['11-23 10:00–12:00'], ['11-23 11:00–13:00'], 'hours.overlap'],
    ['inside another', ['11-23 10:00–12:00'], ['11-23 09:00–13:00'], 'hours.overlap'],
    ['around another', ['11-23 09:00–13:00'], ['11-23 10:00–12:00'], 'hours.overlap'],
    [
      'touching two',
      ['11-23 10:00–12:00'],
      ['11-23 09:00–10:00', '11-23 12:00–13:00'],
      ['2026-11-23 120 typed'],
    ],
    ['beside hours without a clock', ['11-23 10:00–12:00'], ['11-23 120'], ['2026-11-23 120 typed']],
    [
      'over another of the day before',
      ['11-23 10:00–12:00'],
      ['11-22 10:00–12:00'],
      ['2026-11-23 120 typed'],
    ],

    ['eight hours', ['11-23 480'], [], ['2026-11-23 480 typed']],
    ['a minute above eight', ['11-23 481'], [], ['2026-11-23 481 typed+full_day']],
    ['above eight with what stands', ['11-23 60'], ['11-23 421'], ['2026-11-23 60 typed+full_day']],
    ['twelve hours', ['11-23 720'], [], ['2026-11-23 720 typed+full_day']],
    ['a minute above twelve', ['11-23 721'], [], 'hours.day_full'],
    ['twelve with what stands', ['11-23 300'], ['11-23 420'], ['2026-11-23 300 typed+full_day']],
    ['above twelve with what stands', ['11-23 301'], ['11-23 420'], 'hours.day_full'],

    [
      'over midnight',
      ['11-22 22:00–24:00', '11-23 00:00–01:30'],
      [],
      ['2026-11-22 120 typed', '2026-11-23 90 typed'],
    ],
    [
      'over midnight into another',
      ['11-22 22:00–24:00', '11-23 00:00–01:30'],
      ['11-23 01:00–02:00'],
      'hours.overlap',
    ],
    [
      'two spans of a day',
      ['11-23 09:00–11:00', '11-23 14:00–16:00'],
      [],
      ['2026-11-23 120 typed', '2026-11-23 120 typed'],
    ],
    [
      'two spans above eight hours',
      ['11-22 08:00–12:00', '11-22 13:00–17:01'],
      [],
      ['2026-11-22 240 typed', '2026-11-22 241 typed+full_day'],
    ],
    ['two spans above twelve hours', ['11-22 06:00–12:00', '11-22 13:00–19:01'], [], 'hours.day_full'],
    ['two spans over each other', ['11-22 09:00–11:00', '11-22 10:00–12:00'], [], 'hours.overlap_own'],
    ['the same span twice', ['11-22 09:00–11:00', '11-22 09:00–11:00'], [], 'hours.overlap_own'],
  ])('%s: %j beside %j', ([, spans, stands, what], { expect }) => {
    expect(typed(spans, stands)).toEqual(what)
  })

  test.for<[span: string, what: string | string[]]>([
    ['11-23 09:00–10:00', ['2026-11-23 60 typed']],
    ['11-23 09:00–10:01', 'hours.overlap_duty'],
    ['11-23 11:00–12:00', 'hours.overlap_duty'],
    ['11-23 60', ['2026-11-23 60 typed']],
    ['11-22 11:00–12:00', ['2026-11-22 60 typed']],
  ])('%s beside a duty that runs since 10:00: %j', ([text, what], { expect }) => {
    expect(typed([text], [], '11-23 10:00')).toEqual(what)
  })

  test('the refusal names the entry that is in the way and when it is', ({ expect }) => {
    const facts = {
      standing: [standing('11-23 09:00–10:00', 30), standing('11-23 11:00–13:00', 31)],
      duty: undefined,
    }
    expect(typedHours('manual', [span('11-23 12:00–14:00')], facts, NOW, policy)).toEqual({
      refused: 'hours.overlap',
      params: { entry: 31, day: TODAY, from: at('2026-11-23 11:00'), to: at('2026-11-23 13:00') },
    })
  })

  test.for<[day: string, now: string, month: string]>([
    ['10-31', '2026-11-05 23:59', '2026-10'],
    ['10-31', '2026-11-06 00:00', '2026-11'],
    ['11-01', '2026-11-06 00:00', '2026-11'],
    ['12-31', '2027-01-05 23:59', '2026-12'],
    ['12-31', '2027-01-06 00:00', '2027-01'],
  ])('service on %s typed at %s is booked in %s', ([day, now, month], { expect }) => {
    const result = typedHours(
      'makeup',
      [span(`${day} 60`)],
      { standing: [], duty: undefined },
      at(now),
      policy,
    )
    expect(result).toMatchObject([{ kind: 'makeup', bookingMonth: month, points: 10 }])
  })

  test('the month is the one of the booking, the rest goes by when it was said', ({ expect }) => {
    const [said, now] = [at('2026-11-05 23:50'), at('2026-11-06 00:10')]
    const facts = { standing: [], duty: undefined }
    expect(typedHours('manual', [span('10-31 60')], facts, said, policy, now)).toMatchObject([
      { bookingMonth: '2026-11' },
    ])
    expect(typedHours('manual', [span('11-06 60')], facts, said, policy, now)).toMatchObject({
      refused: 'hours.future',
    })
  })
})
