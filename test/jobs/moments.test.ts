import { describe, test } from 'vitest'
import { DAY, minuteOfDay } from '../../src/domain/calendar/shanghai.ts'
import { calendarOf } from '../../src/domain/calendar/working-days.ts'
import { jobs } from '../../src/jobs/registry.ts'
import { MOMENTS } from '../../src/simulator/moments.ts'

describe('the simulator’s clock', () => {
  test('ticks at every time of day at which a job falls due, so that a jump of a month leaves none out', ({
    expect,
  }) => {
    const from = Date.parse('2026-01-01T00:00:00+08:00')
    const calendar = calendarOf([])
    const missed = jobs.flatMap(({ name, due }) =>
      due(from, from + 400 * DAY, calendar)
        .filter(({ at }) => !MOMENTS.includes(minuteOfDay(at)))
        .map(({ at }) => `${name}: minute ${minuteOfDay(at)}`),
    )
    expect([...new Set(missed)]).toEqual([])
  })
})
