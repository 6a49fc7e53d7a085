import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { at } from '../support/talk.ts'
import { duty, enter, judge, lineOf, NOW, person, places, put, rows, run, why } from './lines.ts'

beforeAll(places)

const failed = (check: string) => `CHECK constraint failed: ${check}`
type Over = Parameters<typeof lineOf>[1]

describe('a line that breaks a rule is refused by the rule’s name', () => {
  const noon = at('2026-11-23 12:00')
  test.for<[name: string, line: Over, check: string]>([
    ['an unknown kind', { kind: 'gift' }, 'entry_kind'],
    ['a kind in capitals', { kind: 'DUTY' }, 'entry_kind'],
    [
      'a day that the calendar does not have',
      { service_day: '2026-02-30', booking_month: '2026-11' },
      'entry_day',
    ],
    ['a day with a time', { service_day: '2026-11-23 08:00', booking_month: '2026-11' }, 'entry_day'],
    ['a day without zeros', { service_day: '2026-1-5', booking_month: '2026-11' }, 'entry_day'],
    ['words for a day', { service_day: 'yesterday', booking_month: '2026-11' }, 'entry_day'],
    ['an empty day', { service_day: '', booking_month: '2026-11' }, 'entry_day'],
    ['a month without zeros', { booking_month: '2026-1' }, 'entry_month'],
    ['a thirteenth month', { booking_month: '2026-13' }, 'entry_month'],
    ['a day for a month', { booking_month: '2026-11-23' }, 'entry_month'],
    ['words for a month', { booking_month: '本月' }, 'entry_month'],
    ['a booking before the service', { booking_month: '2026-10' }, 'entry_month_open'],
    ['no minutes', { minutes: 0 }, 'entry_minutes'],
    ['fewer than no minutes', { minutes: -30 }, 'entry_minutes'],
    ['a start without an end', { started_at: noon }, 'entry_minutes'],
    ['an end without a start', { ended_at: noon }, 'entry_minutes'],
    ['minutes that the clock does not give', { from: '09:00', to: '10:00', minutes: 61 }, 'entry_minutes'],
    ['an end before the start', { from: '10:00', to: '09:00' }, 'entry_minutes'],
    [
      'the minute before the day',
      { started_at: at('2026-11-22 23:59'), ended_at: at('2026-11-23 00:59') },
      'entry_within_day',
    ],
    [
      'the minute after the day',
      { started_at: at('2026-11-23 23:01'), ended_at: at('2026-11-24 00:01') },
      'entry_within_day',
    ],
    [
      'the clock of another day',
      { started_at: at('2026-11-21 09:00'), ended_at: at('2026-11-21 10:00') },
      'entry_within_day',
    ],
  ])('%s: %j', async ([, line, check], { expect }) => {
    expect(await why(enter(await person(), line))).toBe(failed(check))
  })

  test.for<[name: string, line: Over]>([
    ['the whole day', { kind: 'duty', from: '00:00', to: '24:00' }],
    ['its first minute', { from: '00:00', to: '00:01' }],
    ['its last minute', { from: '23:59', to: '24:00' }],
    ['hours without a clock', { minutes: 90 }],
    ['a correction may take away', { kind: 'correction', minutes: -30 }],
    ['a leap day', { service_day: '2024-02-29', booking_month: '2026-11' }],
  ])('%s is allowed', async ([, line], { expect }) => {
    expect(await why(enter(await person(), line))).toBeUndefined()
  })
})

describe('a month closes on the 5th of the next at 24:00 (R069)', () => {
  const cases: [booked: string, service: string, at: string, open: boolean][] = [
    ['2026-10', '2026-10-31', '2026-10-31 23:59', true],
    ['2026-10', '2026-10-31', '2026-11-01 00:00', true],
    ['2026-10', '2026-10-31', '2026-11-05 23:59', true],
    ['2026-10', '2026-10-31', '2026-11-06 00:00', false],
    ['2026-10', '2026-10-31', '2026-11-06 00:01', false],
    ['2026-11', '2026-10-31', '2026-11-06 00:00', true],
    ['2026-11', '2026-10-31', '2026-11-01 00:00', true],
    ['2026-12', '2026-12-31', '2027-01-05 23:59', true],
    ['2026-12', '2026-12-31', '2027-01-06 00:00', false],
    ['2027-01', '2026-12-31', '2027-01-06 00:00', true],
    ['2027-01', '2027-01-31', '2027-02-05 23:59', true],
    ['2027-01', '2027-01-31', '2027-02-06 00:00', false],
    ['2027-02', '2027-02-28', '2027-03-05 23:59', true],
    ['2027-02', '2027-02-28', '2027-03-06 00:00', false],
    ['2026-09', '2026-09-30', '2026-11-23 09:00', false],
  ]

  test.for(cases)(
    'a line booked in %s for %s at %s: %s',
    async ([booking_month, service_day, when, open], { expect }) => {
      const line = enter(await person(), { service_day, booking_month, created_at: at(when) })
      expect(await why(line)).toBe(open ? undefined : failed('entry_month_open'))
    },
  )

  test('the last millisecond of the 5th still counts', async ({ expect }) => {
    const last = at('2026-11-06 00:00') - 1
    const line = { service_day: '2026-10-31', booking_month: '2026-10', created_at: last }
    expect(await why(enter(await person(), line))).toBeUndefined()
  })

  test.for(cases)(
    'a yes that counts in %s (day %s) at %s: %s',
    async ([booking_month, service_day, when, open], { expect }) => {
      const entry = await enter(await person(), {
        service_day,
        booking_month: '2027-12',
        created_at: at('2026-10-31 12:00'),
      })
      const verdict = judge(entry, 'approved', { booking_month, at: at(when) })
      expect(await why(verdict)).toBe(open ? undefined : failed('verdict_month_open'))
    },
  )
})

describe('a verdict that breaks a rule is refused by the rule’s name', () => {
  test.for<[name: string, verdict: string, booking_month: string | null, check: string]>([
    ['an unknown verdict', 'maybe', null, 'verdict_kind'],
    ['a yes without a month', 'approved', null, 'verdict_month'],
    ['a no with a month', 'rejected', '2026-11', 'verdict_month'],
    ['a withdrawal with a month', 'withdrawn', '2026-11', 'verdict_month'],
    ['a correction with a month', 'corrected', '2026-11', 'verdict_month'],
    ['words for a month', 'approved', '本月', 'verdict_month'],
    ['a thirteenth month', 'approved', '2026-13', 'verdict_month'],
  ])('%s', async ([, verdict, booking_month, check], { expect }) => {
    const entry = await enter(await person())
    expect(await why(judge(entry, verdict, { booking_month }))).toBe(failed(check))
  })

  test('on a line that does not exist', async ({ expect }) => {
    expect(await why(judge(999_999, 'rejected'))).toBe('FOREIGN KEY constraint failed')
  })
})

describe('people, roles, accounts and groups', () => {
  const role = (values: { [column: string]: string | number }) => async () =>
    put('role', { person_id: await person(), granted_at: NOW, ...values })
  const human = (values: { [column: string]: string | number | null }) => () => person(values)
  const account = (platform: string, kind: string) => async () =>
    put('identity', {
      platform,
      bot: 'b',
      kind,
      user_id: crypto.randomUUID(),
      person_id: await person(),
      seen_at: NOW,
    })
  const group = (lang: string) => async () =>
    put('group', {
      platform: 'wecom',
      bot: 'b',
      conversation_id: crypto.randomUUID(),
      community_id: 1,
      lang,
      bound_at: NOW,
      bound_by: await person(),
    })
  const ended = (ended_at: number | null, ended_by: string | null) => async () =>
    put('duty', {
      person_id: await person(),
      unit_id: 3,
      community_id: 1,
      started_at: NOW,
      message: 'm',
      ended_at,
      ended_by,
    })
  const note = (about: string) => async () =>
    put('note', { about, subject_id: 1, person_id: await person(), text: '打扫' })

  test.for<[name: string, insert: () => Promise<unknown>, check: string | undefined]>([
    ['an administrator everywhere', role({ role: 'administrator' }), undefined],
    ['an administrator of a community', role({ role: 'administrator', community_id: 1 }), 'role_scope'],
    ['an administrator of a unit', role({ role: 'administrator', unit_id: 1 }), 'role_scope'],
    ['a secretary of a community', role({ role: 'secretary', community_id: 1 }), undefined],
    ['a secretary of nothing', role({ role: 'secretary' }), 'role_scope'],
    ['a secretary of a grid', role({ role: 'secretary', community_id: 1, grid_id: 1 }), 'role_scope'],
    ['a head of a grid', role({ role: 'grid_head', community_id: 1, grid_id: 1 }), undefined],
    ['a head of a grid of no community', role({ role: 'grid_head', grid_id: 1 }), 'role_scope'],
    ['a head of no grid', role({ role: 'grid_head', community_id: 1 }), 'role_scope'],
    ['an officer of a street', role({ role: 'street_officer', street_id: 1 }), undefined],
    ['an officer of no street', role({ role: 'street_officer' }), 'role_scope'],
    [
      'an officer of a community',
      role({ role: 'street_officer', street_id: 1, community_id: 1 }),
      'role_scope',
    ],
    ['a liaison of a unit', role({ role: 'liaison', unit_id: 3 }), undefined],
    ['a liaison of no unit', role({ role: 'liaison' }), 'role_scope'],
    ['a liaison of a community', role({ role: 'liaison', unit_id: 3, community_id: 1 }), 'role_scope'],
    ['an unknown role', role({ role: 'king' }), 'role_scope'],

    [
      'somebody known by an account only',
      human({ state: 'new', name: null, key: null, kind: null, unit_id: null, community_id: null }),
      undefined,
    ],
    ['a registration that waits', human({ state: 'pending' }), undefined],
    ['registered without a name', human({ name: null }), 'person_registered'],
    ['registered without a key', human({ key: null }), 'person_registered'],
    ['registered without a kind', human({ kind: null }), 'person_registered'],
    ['registered without a unit', human({ unit_id: null }), 'person_registered'],
    ['pending without a community', human({ state: 'pending', community_id: null }), 'person_registered'],
    ['an unknown kind of person', human({ kind: 'robot' }), 'person_kind'],
    ['an unknown state', human({ state: 'gone' }), 'person_state'],
    ['an unknown script', human({ lang: 'en' }), 'person_lang'],

    ['an account on WeCom', account('wecom', 'user'), undefined],
    ['an account elsewhere', account('feishu', 'user'), 'identity_platform'],
    ['an unknown kind of account', account('wecom', 'phone'), 'identity_kind'],
    ['a group in traditional characters', group('hant'), undefined],
    ['a group in English', group('en'), 'group_lang'],
    ['a word about a person', note('person'), 'note_about'],

    ['a duty that runs', ended(null, null), undefined],
    ['a duty that lasted no time', ended(NOW, 'person'), undefined],
    ['a duty that ended before it began', ended(NOW - 1, 'person'), 'duty_ends_after_start'],
    ['a duty ended by nobody', ended(NOW + 1, null), 'duty_ended_by'],
    ['a duty ended by a stranger', ended(NOW + 1, 'neighbour'), 'duty_ended_by'],
    ['a duty that runs and was ended', ended(null, 'person'), 'duty_ended_by'],
  ])('%s: %s', async ([, insert, check], { expect }) => {
    expect(await why(insert())).toBe(check && failed(check))
  })

  test('a role is held once, and again after it ended', async ({ expect }) => {
    const who = await person()
    const held = { person_id: who, role: 'secretary', community_id: 1, granted_at: NOW }
    await put('role', held)
    expect(await why(put('role', held))).toContain('UNIQUE')
    expect(await why(put('role', { ...held, community_id: 2 }))).toBeUndefined()
    await run('update role set ended_at = ? where person_id = ?', NOW, who)
    expect(await why(put('role', held))).toBeUndefined()
  })
})

describe('one person’s lines never overlap', () => {
  /** What stands is 10:00–12:00. */
  const spans: [name: string, from: string, to: string, free: boolean][] = [
    ['before it', '08:00', '09:00', true],
    ['touching its start', '09:00', '10:00', true],
    ['touching its end', '12:00', '13:00', true],
    ['after it', '13:00', '14:00', true],
    ['the same', '10:00', '12:00', false],
    ['inside', '10:30', '11:00', false],
    ['around', '09:00', '13:00', false],
    ['from the same start, shorter', '10:00', '10:01', false],
    ['to the same end, shorter', '11:59', '12:00', false],
    ['over its start', '09:30', '10:01', false],
    ['over its end', '11:59', '12:30', false],
    ['the whole day', '00:00', '24:00', false],
  ]
  const second = (who: number, from: string, to: string) => why(enter(who, { kind: 'duty', from, to }))

  test.for(spans)('%s (%s–%s)', async ([, from, to, free], { expect }) => {
    const who = await person()
    const first = await enter(who, { kind: 'duty', from: '10:00', to: '12:00' })
    expect(await second(who, from, to)).toBe(free ? undefined : `hours.overlap:${first}`)
  })

  test.for(['rejected', 'withdrawn', 'corrected', 'approved'])(
    '%s frees the time, or not',
    async (verdict, { expect }) => {
      const who = await person()
      const first = await enter(who, { kind: 'duty', from: '10:00', to: '12:00' })
      await judge(first, verdict)
      expect(await second(who, '11:00', '13:00')).toBe(
        verdict === 'approved' || verdict === 'corrected' ? `hours.overlap:${first}` : undefined,
      )
    },
  )

  test('another person’s, another day’s and hours without a clock do not count', async ({ expect }) => {
    const [who, other] = [await person(), await person()]
    await enter(other, { from: '10:00', to: '12:00' })
    await enter(who, { from: '10:00', to: '12:00', service_day: '2026-11-22' })
    await enter(who, { minutes: 120 })
    expect(await second(who, '10:00', '12:00')).toBeUndefined()
  })

  test('midnight parts two days that touch', async ({ expect }) => {
    const who = await person()
    await enter(who, { kind: 'duty', from: '22:00', to: '24:00', service_day: '2026-11-22' })
    expect(await second(who, '00:00', '02:00')).toBeUndefined()
  })

  test.for<[name: string, from: string, to: string, reason: string | undefined]>([
    ['before it began', '06:00', '08:00', undefined],
    ['up to its start', '06:30', '07:30', undefined],
    ['into it', '07:00', '08:01', 'hours.overlap_duty'],
    ['since it began', '08:30', '08:45', 'hours.overlap_duty'],
    ['around its start', '06:00', '12:00', 'hours.overlap_duty'],
  ])('with a duty that runs since 08:00: %s (%s–%s)', async ([, from, to, reason], { expect }) => {
    const who = await person()
    await duty(who, '08:00')
    expect(await why(enter(who, { from, to }))).toBe(reason)
  })

  test('a duty that has ended takes no time by itself, nor does another person’s', async ({ expect }) => {
    const [who, other] = [await person(), await person()]
    await duty(who, '06:00', '08:00')
    await duty(other, '06:00')
    expect(await why(enter(who, { from: '06:00', to: '08:00' }))).toBeUndefined()
  })

  test('hours without a clock do not meet a running duty', async ({ expect }) => {
    const who = await person()
    await duty(who, '06:00')
    expect(await why(enter(who, { minutes: 60 }))).toBeUndefined()
  })
})

describe('a day holds at most twelve hours once something is typed by hand', () => {
  type Lines = Over[]
  test.for<[name: string, stands: Lines, typed: Over, allowed: boolean]>([
    ['exactly twelve hours', [], { minutes: 720 }, true],
    ['a minute more', [], { minutes: 721 }, false],
    ['a makeup of a minute more', [], { kind: 'makeup', minutes: 721 }, false],
    ['twelve hours in two', [{ minutes: 400 }], { minutes: 320 }, true],
    ['a minute more in two', [{ minutes: 400 }], { minutes: 321 }, false],
    ['makeup and manual together', [{ kind: 'makeup', minutes: 400 }], { minutes: 321 }, false],
    ['manual and makeup together', [{ minutes: 400 }], { kind: 'makeup', minutes: 321 }, false],
    ['duty counts', [{ kind: 'duty', from: '00:00', to: '10:00' }], { minutes: 121 }, false],
    ['duty leaves the rest', [{ kind: 'duty', from: '00:00', to: '10:00' }], { minutes: 120 }, true],
    [
      'a duty is booked however full the day',
      [{ minutes: 720 }],
      { kind: 'duty', from: '08:00', to: '18:00' },
      true,
    ],
    ['another day does not count', [{ minutes: 720, service_day: '2026-11-22' }], { minutes: 720 }, true],
  ])('%s', async ([, stands, typed, allowed], { expect }) => {
    const who = await person()
    for (const line of stands) await enter(who, line)
    expect(await why(enter(who, typed))).toBe(allowed ? undefined : 'hours.day_full')
  })

  test.for<[verdict: string, frees: boolean]>([
    ['rejected', true],
    ['withdrawn', true],
    ['corrected', true],
    ['approved', false],
  ])('%s frees the day: %s', async ([verdict, frees], { expect }) => {
    const who = await person()
    await judge(await enter(who, { minutes: 720 }), verdict)
    expect(await why(enter(who, { minutes: 1 }))).toBe(frees ? undefined : 'hours.day_full')
  })

  test('another person’s day is another', async ({ expect }) => {
    await enter(await person(), { minutes: 720 })
    expect(await why(enter(await person(), { minutes: 720 }))).toBeUndefined()
  })
})

test('a batch that breaks a rule leaves nothing of itself', async ({ expect }) => {
  const who = await person()
  await enter(who, { from: '10:00', to: '12:00' })
  const columns = Object.keys(lineOf(who, {})).join(', ')
  const insert = (over: Over) => {
    const values = Object.values(lineOf(who, over))
    return env.DB.prepare(
      `insert into hour_entry (${columns}) values (${values.map(() => '?').join(', ')})`,
    ).bind(...values)
  }
  const batch = env.DB.batch([insert({ from: '06:00', to: '07:00' }), insert({ from: '11:00', to: '13:00' })])
  expect(await why(batch)).toMatch(/^hours\.overlap:/)
  expect(await rows('select id from hour_entry where person_id = ?', who)).toHaveLength(1)
})
