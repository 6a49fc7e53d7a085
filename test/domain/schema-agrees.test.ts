import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeAll, describe, test } from 'vitest'
import { addDays, MINUTE, startOfDay } from '../../src/domain/calendar/shanghai.ts'
import { checkOut } from '../../src/domain/ledger/check-out.ts'
import type { EntryDraft, StandingEntry } from '../../src/domain/ledger/entry.ts'
import { type TypedSpan, typedHours } from '../../src/domain/ledger/typed-hours.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { enter, judge, lineOf, person, places, put, run, why } from '../schema/lines.ts'
import { at } from '../support/talk.ts'

/** The schema is the last word; the rules must never say yes where it says no, or somebody is stuck with an error. */

const NOW = at('2026-11-23 17:00')
const TODAY = '2026-11-23'

beforeAll(places)

/** Lines of the last four days: how many days back, from which minute, how long, with a clock or not, standing or not. */
const anyLines = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 1380 }),
    fc.integer({ min: 1, max: 500 }),
    fc.boolean(),
    fc.boolean(),
  ),
  { maxLength: 5 },
)

type AnyLine = [back: number, from: number, length: number, clocked: boolean, stands: boolean]

/** Puts what fits of them on a person's ledger, and gives what stands, as the read would. */
async function ledgerOf(who: number, lines: AnyLine[]): Promise<StandingEntry[]> {
  const standing: StandingEntry[] = []
  for (const [back, from, length, clocked, stands] of lines) {
    const service_day = addDays(TODAY, -back)
    const minutes = Math.min(from + length, 1440) - from
    const start = startOfDay(service_day) + from * MINUTE
    const clock = clocked
      ? { started_at: start, ended_at: start + minutes * MINUTE }
      : { started_at: null, ended_at: null }
    const id = await enter(who, { kind: 'duty', service_day, minutes, created_at: NOW, ...clock }).catch(
      () => 0,
    )
    if (id === 0) continue
    if (stands) standing.push({ id, service_day, minutes, ...clock })
    else await judge(id, 'rejected')
  }
  return standing
}

const insert = (who: number, draft: EntryDraft): D1PreparedStatement => {
  const row = lineOf(who, {
    kind: draft.kind,
    service_day: draft.serviceDay,
    started_at: draft.startedAt,
    ended_at: draft.endedAt,
    minutes: draft.minutes,
    booking_month: draft.bookingMonth,
    points: draft.points,
    waits_for: draft.waitsFor.join(' '),
    created_at: NOW,
  })
  const columns = Object.keys(row)
  return env.DB.prepare(
    `insert into hour_entry (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  ).bind(...Object.values(row))
}

const spans = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 1380 }),
      fc.integer({ min: 1, max: 600 }),
      fc.boolean(),
    )
    .map(([back, from, length, clocked]): TypedSpan => {
      const day = addDays(TODAY, -back)
      return clocked && from + length <= 1440
        ? { day, from, to: from + length, minutes: length }
        : { day, minutes: length }
    }),
  { minLength: 1, maxLength: 3 },
)

describe('what the rules accept, the schema accepts', () => {
  test('hours typed by hand, beside anything that stands or runs', async ({ expect }) => {
    let accepted = 0
    const running = fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined })
    const property = fc.asyncProperty(anyLines, spans, running, async (lines, typed, since) => {
      const who = await person()
      const standing = await ledgerOf(who, lines)
      const duty = since === undefined ? undefined : { started_at: NOW - since * MINUTE }
      if (duty) await put('duty', { person_id: who, unit_id: 3, community_id: 1, message: 'm', ...duty })
      const drafts = typedHours('manual', typed, { standing, duty }, NOW, defaultPolicy)
      if (isRefusal(drafts)) return
      accepted += 1
      expect(await why(env.DB.batch(drafts.map((draft) => insert(who, draft))))).toBeUndefined()
    })
    await fc.assert(property, { seed: 20261123, numRuns: 80 })
    expect(accepted).toBeGreaterThan(15)
  })

  test('a check-out, beside anything that stands', async ({ expect }) => {
    let booked = 0
    const property = fc.asyncProperty(
      anyLines,
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 0, max: 59_999 }),
      async (lines, since, ms) => {
        const who = await person()
        const standing = await ledgerOf(who, lines)
        const started_at = NOW - since * MINUTE
        const duty = await put('duty', {
          person_id: who,
          unit_id: 3,
          community_id: 1,
          message: 'm',
          started_at,
        })
        const end = checkOut({ started_at }, NOW + ms, standing, defaultPolicy)
        await run('update duty set ended_at = ?, ended_by = ? where id = ?', end.endedAt, end.endedBy, duty)
        booked += end.entries.length
        if (end.entries.length === 0) return
        expect(await why(env.DB.batch(end.entries.map((draft) => insert(who, draft))))).toBeUndefined()
      },
    )
    await fc.assert(property, { seed: 20261123, numRuns: 80 })
    expect(booked).toBeGreaterThan(60)
  })
})
