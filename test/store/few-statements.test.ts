import { env } from 'cloudflare:workers'
import { type Expression, sql } from 'kysely'
import { beforeAll, describe, test } from 'vitest'
import { db, nothing, type Query, Store } from '../../src/store/d1.ts'
import { outcomeQuery } from '../../src/store/inbox.ts'
import { prepared, preparedExpression } from '../../src/store/prepared.ts'
import { rolesQuery, senderId } from '../../src/store/sender.ts'
import { trafficQuery } from '../../src/store/traffic.ts'

beforeAll(async () => {
  await env.DB.batch(
    ['甲', '乙"\n\\', '丙'].map((name, i) =>
      env.DB.prepare('insert into unit (id, name, key) values (?, ?, ?)').bind(i + 1, name, `k${i}`),
    ),
  )
})

const units = () => db.selectFrom('unit as u').select(['u.id', 'u.name', sql<number>`u.id / 2.0`.as('half')])
const asked: { [what: string]: () => Query } = {
  'rows in their order': () => units().orderBy('u.id', 'desc'),
  'no rows': () => units().where('u.id', '=', 99),
  'a limit and null': () => db.selectFrom('unit').select(['id', 'community_id']).orderBy('id').limit(2),
  'a number that is a text': () => db.selectNoFrom([sql<string>`'31'`.as('t'), sql<number>`31`.as('n')]),
  'JSON of a function is a text': () =>
    db
      .selectFrom('unit')
      .select([sql<string>`json_group_array(id)`.as('ids'), sql<string>`json_object()`.as('o')]),
  'JSON as text stays as written': () => db.selectNoFrom([sql<string>`'{ "a": [1] }'`.as('text')]),
  'a raw question': () =>
    sql`with n(i) as (select 3 union select 1) select i, i as "of", ${'甲'} as name from n order by 1 desc`.compile(
      db,
    ),
  'a raw question without rows': () => sql`select id from unit where id = ${99}`.compile(db),
  nothing: () => nothing,
}

/** The rows of a question that is asked alone, statement by statement. */
const rowsOf = async (query: Query): Promise<unknown[]> => (await new Store(env.DB).batch([query]))[0] ?? []

/** D1, and what was sent to it. */
function listening() {
  const sent: { text: string; values: unknown[] }[] = []
  const prepare = (text: string) => ({
    bind: (...values: unknown[]) => {
      sent.push({ text, values })
      return env.DB.prepare(text).bind(...values)
    },
  })
  const batch = (statements: D1PreparedStatement[]) => env.DB.batch(statements)
  return { d1: { prepare, batch } as unknown as D1Database, sent }
}

describe('questions in few statements', () => {
  test.for(['before', 'after'])(
    'have the same rows, %s columns of raw ones are learnt',
    async (when, { expect }) => {
      const store = new Store(env.DB)
      const found = await store.ask(
        Object.fromEntries(Object.entries(asked).map(([what, query]) => [what, query()])),
      )
      for (const [what, query] of Object.entries(asked))
        expect(found[what], what).toEqual(await rowsOf(query()))
      // Those without a row are never learnt.
      expect(store.cost).toMatchObject({ trips: 1, statements: when === 'before' ? 3 : 2 })
    },
  )

  test('bind no more values than D1 takes in one', async ({ expect }) => {
    const many = (from: number) =>
      db
        .selectFrom('unit')
        .select('id')
        .where(
          'id',
          'in',
          Array.from({ length: 60 }, (_, i) => from + i),
        )
    const store = new Store(env.DB)
    expect(await store.ask({ a: many(1), b: many(3), c: many(100) })).toEqual({
      a: [{ id: 1 }, { id: 2 }, { id: 3 }],
      b: [{ id: 3 }],
      c: [],
    })
    expect(store.cost.statements).toBe(3)
  })

  test('bind a text once, however many name it, and each number for itself', async ({ expect }) => {
    const { d1, sent } = listening()
    const named = (name: string, id: number) =>
      units().where('u.name', '=', name).where('u.key', '<>', name).where('u.id', '>=', id)
    const rows = await new Store(d1).ask({ a: named('甲', 1), b: named('甲', 1), c: named('丙', 1) })
    expect(sent.map(({ values }) => values)).toEqual([['甲', 1, 1, '丙', 1]])
    expect([rows.a, rows.b, rows.c].map(([row]) => row?.name)).toEqual(['甲', '甲', '丙'])
  })

  test('look up who wrote once, however many ask', async ({ expect }) => {
    const { d1, sent } = listening()
    const origin = {
      platform: 'wecom',
      bot: 'bot',
      conversation: { id: 'wr', kind: 'group' as const },
      sender: { ids: [{ kind: 'user', id: 'zhangsan' }] },
    }
    const asker = senderId(origin)
    const mine = () => units().where('u.id', '=', sql<number>`coalesce(${asker}, 2)`)
    const rows = await new Store(d1).ask({ a: mine(), roles: rolesQuery(origin), b: mine() })
    expect([rows.a.map(({ id }) => id), rows.roles, rows.b.length]).toEqual([[2], [], 1])
    expect(sent.map(({ text }) => text.split('from identity').length - 1)).toEqual([1])
  })

  test('with a question mark of their own travel alone', async ({ expect }) => {
    const store = new Store(env.DB)
    const odd = db.selectNoFrom([sql<string>`'?' || ${'!'}`.as('said')])
    expect(await store.ask({ odd, fine: units().where('u.id', '=', 2) })).toMatchObject({
      odd: [{ said: '?!' }],
      fine: [{ id: 2 }],
    })
    expect(store.cost.statements).toBe(2)
  })

  test('go one by one where their rows would be too long as one text', async ({ expect }) => {
    const long = db
      .selectFrom(sql<{ value: number }>`json_each(${JSON.stringify([...Array(30).keys()])})`.as('n'))
      .select(['n.value', sql<string>`hex(zeroblob(60000))`.as('zeros')])
    const { rows } = await new Store(env.DB).ask({ rows: long })
    expect([rows.length, rows[29]?.value, rows[29]?.zeros.length]).toEqual([30, 29, 120_000])
  })

  test('fail as one', async ({ expect }) => {
    const broken = db.selectNoFrom([sql<number>`json('{')`.as('x')])
    await expect(new Store(env.DB).ask({ fine: units(), broken })).rejects.toThrow('malformed JSON')
  })
})

describe('prepared queries', () => {
  const write = ({ key, minute }: { key: string; minute: number }) => ({
    outcome: outcomeQuery(key, 'here'),
    traffic: trafficQuery(sql<number>`(select id from unit where key = ${key})`, {
      minute,
      stranger: key,
      group: '',
    }),
  })
  const ready = prepared(write)

  test('are what would have been written with the values, each time', ({ expect }) => {
    for (const given of [
      { key: 'a', minute: 1 },
      { key: '', minute: 0 },
    ]) {
      const now = write(given)
      for (const name of ['outcome', 'traffic'] as const) {
        const { sql, parameters } = now[name].compile()
        expect(ready(given)[name]).toMatchObject({ sql, parameters })
      }
    }
  })

  test('take expressions with values of their own, in any of their places', ({ expect }) => {
    const written = ({ key, conversation }: { key: Expression<string> | string; conversation: string }) => ({
      one: db
        .selectFrom('inbox')
        .select('outcome')
        .where('key', '=', key)
        .where('conversation', '=', conversation),
    })
    const mine = prepared(written)
    const expressions = [sql<string>`(select ${'a'} || ${'b'})`, sql<string>`lower(${'C'})`, 'plain']
    for (const key of [...expressions, ...expressions]) {
      const { sql: text, parameters } = written({ key, conversation: 'here' }).one.compile()
      expect(mine({ key, conversation: 'here' }).one).toMatchObject({ sql: text, parameters })
    }
  })

  test('and expressions that are prepared are what would have been written', ({ expect }) => {
    const here = ({ key, more }: { key: string; more: string }) => sql<string>`(${key} || ${more})`
    const ready = preparedExpression(here)
    const given = { key: 'a', more: 'b' }
    const one = prepared(({ key }: { key: Expression<string> }) => ({
      row: outcomeQuery(key as never, 'here'),
    }))
    const { sql: text, parameters } = outcomeQuery(here(given) as never, 'here').compile()
    for (let i = 0; i < 2; i++)
      expect(one({ key: ready(given) }).row).toMatchObject({ sql: text, parameters })
    expect(outcomeQuery(ready(given) as never, 'here').compile()).toMatchObject({ sql: text, parameters })
  })

  test('may not look at their values', ({ expect }) => {
    const looks = prepared(({ key }: { key: string }) => ({ outcome: outcomeQuery(`${key}/1`, 'here') }))
    expect(() => looks({ key: 'a' })).toThrow('the value of key is not known')
  })
})
