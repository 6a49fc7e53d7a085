import { beforeAll, describe, test } from 'vitest'
import { duty, enter, judge, NOW, person, places, put, rows, run, why } from './lines.ts'

beforeAll(places)

/** The statements by which somebody might try to change a row that stands; `other` is a second row of the table. */
type Attempt = [name: string, statement: (id: number, other: number) => Promise<unknown>]

/** Runs every attempt on two fresh rows: it is refused with the reason, and both rows are as they were. */
function never(
  table: string,
  make: () => Promise<[number, number]>,
  attempts: [...Attempt, reason: string][],
) {
  test.for(attempts)('%s', async ([, attempt, reason], { expect }) => {
    const [id, other] = await make()
    const before = await rows(`select * from ${table} where id in (?, ?) order by id`, id, other)
    expect(await why(attempt(id, other))).toBe(reason)
    expect(await rows(`select * from ${table} where id in (?, ?) order by id`, id, other)).toEqual(before)
    expect(before).toHaveLength(2)
  })
}

/** Ways that are the same for every table of the ledger, given a column that an UPDATE may aim at. */
const everywhere = (table: string, column: string, value: string): Attempt[] => [
  ['UPDATE of a value', (id) => run(`update ${table} set ${column} = ${value} where id = ?`, id)],
  ['UPDATE to the same value', (id) => run(`update ${table} set ${column} = ${column} where id = ?`, id)],
  ['UPDATE OR REPLACE', (id) => run(`update or replace ${table} set ${column} = ${value} where id = ?`, id)],
  ['UPDATE OR IGNORE', (id) => run(`update or ignore ${table} set ${column} = ${value} where id = ?`, id)],
  ['UPDATE of the id', (id) => run(`update ${table} set id = id + 100000 where id = ?`, id)],
  ['UPDATE of the rowid', (id) => run(`update ${table} set rowid = rowid + 100000 where id = ?`, id)],
  [
    'UPDATE OR REPLACE of the id onto another row',
    (id, other) => run(`update or replace ${table} set id = ? where id = ?`, other, id),
  ],
  [
    'UPDATE … FROM',
    (id) =>
      run(`update ${table} set ${column} = ${value} from community c where c.id = 1 and ${table}.id = ?`, id),
  ],
  ['DELETE', (id) => run(`delete from ${table} where id = ?`, id)],
  ['DELETE of all', () => run(`delete from ${table}`)],
  ['DELETE … RETURNING', (id) => run(`delete from ${table} where id = ? returning id`, id)],
]

const copied =
  'person_id, unit_id, community_id, kind, service_day, minutes, booking_month, points, waits_for, message, created_at'
const copyEntry = (verb: string, tail = '') =>
  `${verb} into hour_entry (id, ${copied}) select id, person_id, unit_id, community_id, kind, service_day,
    61, booking_month, points, waits_for, message, created_at from hour_entry where id = ? ${tail}`

describe('a line of the ledger never changes and never goes', () => {
  const two = async (): Promise<[number, number]> => {
    const who = await person()
    return [await enter(who), await enter(who)]
  }
  never('hour_entry', two, [
    ...everywhere('hour_entry', 'minutes', '1').map(([name, attempt]): [...Attempt, string] => [
      name,
      attempt,
      'ledger.fixed',
    ]),
    ['INSERT on the id', (id) => run(copyEntry('insert'), id), 'ledger.fixed'],
    ['INSERT OR REPLACE on the id', (id) => run(copyEntry('insert or replace'), id), 'ledger.fixed'],
    ['REPLACE on the id', (id) => run(copyEntry('replace'), id), 'ledger.fixed'],
    ['INSERT OR IGNORE on the id', (id) => run(copyEntry('insert or ignore'), id), 'ledger.fixed'],
    ['INSERT OR FAIL on the id', (id) => run(copyEntry('insert or fail'), id), 'ledger.fixed'],
    [
      'an upsert',
      (id) => run(copyEntry('insert', 'on conflict (id) do update set minutes = 999'), id),
      'ledger.fixed',
    ],
    [
      'INSERT … ON CONFLICT DO NOTHING leaves it as it was',
      (id) => run(copyEntry('insert', 'on conflict (id) do nothing'), id),
      'ledger.fixed',
    ],
    [
      'REPLACE by the name rowid',
      (id) =>
        run(
          `replace into hour_entry (rowid, ${copied}) select ${copied.replace('person_id', 'id, person_id')}
            from hour_entry where id = ?`,
          id,
        ),
      'ledger.fixed',
    ],
    [
      'DELETE of the person it belongs to',
      (id) => run('delete from person where id = (select person_id from hour_entry where id = ?)', id),
      'FOREIGN KEY constraint failed',
    ],
    [
      'REPLACE of the person under another number',
      (id) =>
        run(
          `update or replace person set id = id + 100000
            where id = (select person_id from hour_entry where id = ?)`,
          id,
        ),
      'FOREIGN KEY constraint failed',
    ],
    [
      'DELETE of its community',
      () => run('delete from community where id = 1'),
      'FOREIGN KEY constraint failed',
    ],
    ['DELETE of its unit', () => run('delete from unit where id = 3'), 'FOREIGN KEY constraint failed'],
  ])
})

describe('a verdict never changes, never goes, and is given once', () => {
  const two = async (): Promise<[number, number]> => {
    const who = await person()
    await enter(who)
    return [await judge(await enter(who), 'rejected'), await judge(await enter(who), 'approved')]
  }
  const again = (verb: string, tail = '') =>
    `${verb} into verdict (entry_id, verdict, booking_month, message, at)
      select entry_id, 'approved', '2026-11', 'again', at from verdict where id = ? ${tail}`
  const onId = (verb: string, tail = '') =>
    `${verb} into verdict (id, entry_id, verdict, booking_month, message, at)
      select id, entry_id, 'approved', '2026-11', 'again', at from verdict where id = ? ${tail}`
  never('verdict', two, [
    ...everywhere('verdict', 'verdict', "'approved'").map(([name, attempt]): [...Attempt, string] => [
      name,
      attempt,
      'ledger.fixed',
    ]),
    ['a second verdict', (id) => run(again('insert'), id), 'verdict.given'],
    ['a second verdict, OR REPLACE', (id) => run(again('insert or replace'), id), 'verdict.given'],
    ['a second verdict, REPLACE', (id) => run(again('replace'), id), 'verdict.given'],
    ['a second verdict, OR IGNORE', (id) => run(again('insert or ignore'), id), 'verdict.given'],
    [
      'an upsert on the entry',
      (id) => run(again('insert', "on conflict (entry_id) do update set verdict = 'approved'"), id),
      'verdict.given',
    ],
    [
      'INSERT … ON CONFLICT DO NOTHING leaves the first',
      (id) => run(again('insert', 'on conflict (entry_id) do nothing'), id),
      'verdict.given',
    ],
    ['INSERT OR REPLACE on the id', (id) => run(onId('insert or replace'), id), 'verdict.given'],
    [
      'INSERT OR REPLACE on the id, for another entry',
      (_, other) =>
        run(
          `insert or replace into verdict (id, entry_id, verdict, message, at)
            select ?, id, 'rejected', 'again', 0 from hour_entry where id not in (select entry_id from verdict)`,
          other,
        ),
      'verdict.given',
    ],
    [
      'an upsert on the id',
      (id) => run(onId('insert', "on conflict (id) do update set message = 'x'"), id),
      'verdict.given',
    ],
    [
      'DELETE of the entry it judges',
      (id) => run('delete from hour_entry where id = (select entry_id from verdict where id = ?)', id),
      'ledger.fixed',
    ],
  ])
})

describe('the audit never changes and never goes', () => {
  const act = { at: NOW, action: 'role.grant', subject: 'person:1', detail: '{}', message: 'm' }
  const two = async (): Promise<[number, number]> => [await put('audit', act), await put('audit', act)]
  const onId = (verb: string, tail = '') =>
    `${verb} into audit (id, at, action, subject, detail, message)
      select id, at, 'nothing', subject, detail, message from audit where id = ? ${tail}`
  never('audit', two, [
    ...everywhere('audit', 'action', "'nothing'").map(([name, attempt]): [...Attempt, string] => [
      name,
      attempt,
      'ledger.fixed',
    ]),
    ['INSERT on the id', (id) => run(onId('insert'), id), 'ledger.fixed'],
    ['INSERT OR REPLACE on the id', (id) => run(onId('insert or replace'), id), 'ledger.fixed'],
    ['REPLACE on the id', (id) => run(onId('replace'), id), 'ledger.fixed'],
    ['INSERT OR IGNORE on the id', (id) => run(onId('insert or ignore'), id), 'ledger.fixed'],
    [
      'an upsert',
      (id) => run(onId('insert', "on conflict (id) do update set action = 'x'"), id),
      'ledger.fixed',
    ],
    [
      'INSERT … ON CONFLICT DO NOTHING leaves it as it was',
      (id) => run(onId('insert', 'on conflict (id) do nothing'), id),
      'ledger.fixed',
    ],
  ])
})

describe('a duty that has ended stays as it ended', () => {
  const two = async (): Promise<[number, number]> => {
    const who = await person()
    return [await duty(who, '06:00', '07:00'), await duty(who, '07:00', '08:00')]
  }
  const set = (assignment: string) => (id: number) => run(`update duty set ${assignment} where id = ?`, id)
  const onId = (verb: string, tail = '') =>
    `${verb} into duty (id, person_id, unit_id, community_id, started_at, message)
      select id, person_id, unit_id, community_id, started_at, 'again' from duty where id = ? ${tail}`
  never('duty', two, [
    ['is not deleted', (id) => run('delete from duty where id = ?', id), 'ledger.fixed'],
    ['is not reopened', set('ended_at = null, ended_by = null'), 'duty.ended'],
    ['does not end later', set(`ended_at = ended_at + 1`), 'duty.ended'],
    ['does not start earlier', set('started_at = started_at - 1'), 'duty.ended'],
    ['does not pass to another person', set('person_id = 1'), 'duty.ended'],
    ['does not pass to another community', set('community_id = 2'), 'duty.ended'],
    ['does not pass to another unit', set('unit_id = 1'), 'duty.ended'],
    ['is not ended by another', set("ended_by = 'system'"), 'duty.ended'],
    ['is not ended by another message', set("end_message = 'x'"), 'duty.ended'],
    ['keeps its number', set('id = id + 100000'), 'duty.ended'],
    [
      'is not reopened by UPDATE OR REPLACE',
      (id) => run('update or replace duty set ended_at = null, ended_by = null where id = ?', id),
      'duty.ended',
    ],
    ['is not replaced', (id) => run(onId('insert or replace'), id), 'ledger.fixed'],
    ['is not replaced by REPLACE', (id) => run(onId('replace'), id), 'ledger.fixed'],
    [
      'is not changed by an upsert',
      (id) => run(onId('insert', 'on conflict (id) do update set ended_at = null, ended_by = null'), id),
      'ledger.fixed',
    ],
  ])
})

describe('a running duty is one, and is not pushed aside', () => {
  test('a second one is refused', async ({ expect }) => {
    const who = await person()
    await duty(who, '06:00')
    expect(await why(duty(who, '07:00'))).toBe('duty.running')
  })

  test.for(['insert or replace', 'replace'])('%s does not take its place', async (verb, { expect }) => {
    const who = await person()
    const first = await duty(who, '06:00')
    const row = { person_id: who, unit_id: 3, community_id: 1, started_at: NOW, message: 'x' }
    expect(await why(put('duty', row, verb))).toBe('duty.running')
    expect(await rows('select id from duty where person_id = ?', who)).toEqual([{ id: first }])
  })

  test('a duty of somebody else cannot be moved onto it', async ({ expect }) => {
    const [who, other] = [await person(), await person()]
    await duty(who, '06:00')
    const second = await duty(other, '06:30')
    for (const verb of ['update', 'update or replace']) {
      expect(await why(run(`${verb} duty set person_id = ? where id = ?`, who, second))).toBeDefined()
    }
    expect(await rows('select person_id from duty where person_id in (?, ?)', who, other)).toHaveLength(2)
  })

  test('one that has ended leaves room for the next, and for others at any time', async ({ expect }) => {
    const [who, other] = [await person(), await person()]
    await duty(who, '06:00', '07:00')
    expect(await why(duty(who, '08:00'))).toBeUndefined()
    expect(await why(duty(other, '08:00'))).toBeUndefined()
  })

  test('one recorded after the fact may stand beside it', async ({ expect }) => {
    const who = await person()
    await duty(who, '08:00')
    expect(await why(duty(who, '06:00', '07:00'))).toBeUndefined()
  })
})
