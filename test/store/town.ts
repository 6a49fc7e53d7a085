import { env } from 'cloudflare:workers'
import { readDingtalk } from '../support/dingtalk.ts'
import { type Answer, type Speaker, send, type Talk } from '../support/talk.ts'
import { readWecom } from '../support/wecom.ts'

/** Looking into the database from outside, and bringing messages to the bot more than once. */

/** The names of all tables; what follows by itself is left out of the counting. */
const tables = async (): Promise<string[]> => {
  const { results } = await env.DB.prepare(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'd1_%'
      and name not like '_cf_%' order by name`,
  ).all<{ name: string }>()
  return results.map(({ name }) => name)
}
const FOLLOWING = ['pending_entry', 'backlog', 'headcount', 'tally', 'ledger_total', 'duty_day']

type Rows = { [column: string]: unknown }[]

/** Every row of every table, as text: two of them are equal when nothing has changed. */
export async function everything(): Promise<string> {
  const names = await tables()
  const found = await env.DB.batch<Rows>(names.map((table) => env.DB.prepare(`select * from "${table}"`)))
  return JSON.stringify(names.map((table, i) => [table, found[i]?.results]))
}

/** How many rows each table has. */
export async function counts(): Promise<{ [table: string]: number }> {
  const names = (await tables()).filter((table) => !FOLLOWING.includes(table))
  const found = await env.DB.batch<{ n: number }>(
    names.map((table) => env.DB.prepare(`select count(*) as n from "${table}"`)),
  )
  return Object.fromEntries(names.map((table, i) => [table, found[i]?.results[0]?.n ?? 0]))
}

/** What has been added since: `{ duty: 1, inbox: 1 }`. */
export async function added(before: { [table: string]: number }): Promise<{ [table: string]: number }> {
  const now = await counts()
  return Object.fromEntries(
    Object.entries(now)
      .map(([table, n]) => [table, n - (before[table] ?? 0)] as const)
      .filter(([, n]) => n !== 0),
  )
}

/** What may never be, in words; nothing when all is well. */
export async function wrong(): Promise<string[]> {
  const rules: [why: string, sql: string][] = [
    [
      'the tally differs from the approved lines',
      `select 1 where (select coalesce(sum(minutes), 0) from tally where length(period) = 7)
        <> (select coalesce(sum(e.minutes), 0) from verdict v join hour_entry e on e.id = v.entry_id where v.verdict = 'approved')
        or (select coalesce(sum(minutes), 0) from tally where length(period) = 4)
        <> (select coalesce(sum(minutes), 0) from tally where length(period) = 7)`,
    ],
    [
      'the ledger by unit, by community and overall does not add up to the same (R070)',
      `select 1 from ledger_total group by period having sum(minutes * (scope = 'unit')) <> sum(minutes * (scope = 'all'))
        or sum(minutes * (scope = 'community')) <> sum(minutes * (scope = 'all'))
        or sum(minutes * (scope = 'all')) <> (select sum(t.minutes) from tally t where t.period = ledger_total.period)`,
    ],
    [
      'services, hours by hand or days on duty by unit are not those by community',
      `select 1 from ledger_total group by period having sum(times * (scope = 'unit')) <> sum(times * (scope = 'all'))
          or sum(times * (scope = 'community')) <> sum(times * (scope = 'all'))
          or sum(by_hand * (scope = 'unit')) <> sum(by_hand * (scope = 'community'))
        union all select 1 from duty_day group by month having sum(duties * (scope = 'unit')) <> sum(duties * (scope = 'community'))`,
    ],
    [
      'the last day of service is not that of an entry that stands or of the running duty',
      `select 1 from person p where gone_at is null and last_served is not (select max(day) from (
          select strftime('%Y-%m-%d', d.started_at / 1000, 'unixepoch', '+8 hours') as day
            from duty d where d.person_id = p.id and d.ended_at is null
          union all select e.service_day from hour_entry e left join verdict v on v.entry_id = e.id
            where e.person_id = p.id and e.kind <> 'correction' and coalesce(v.verdict, 'approved') in ('approved', 'corrected')))`,
    ],
    [
      'the members counted by unit are not those counted by community, or not all of them',
      `select 1 where (select coalesce(sum(verified), 0) from headcount where scope = 'unit') <>
          (select count(*) from person where kind = 'member' and state = 'verified')
        or (select coalesce(sum(verified), 0) from headcount where scope = 'community') <>
          (select count(*) from person where kind = 'member' and state = 'verified')`,
    ],
    [
      'lines of one person overlap',
      `select 1 from hour_entry a join hour_entry b on a.person_id = b.person_id and a.id < b.id
        and a.started_at < b.ended_at and b.started_at < a.ended_at
        where a.id not in (select entry_id from verdict where verdict <> 'approved')
          and b.id not in (select entry_id from verdict where verdict <> 'approved')`,
    ],
    [
      'somebody has two running duties',
      'select 1 from duty where ended_at is null group by person_id having count(*) > 1',
    ],
    [
      'a duty that still runs has lines',
      'select 1 from hour_entry e join duty d on d.id = e.duty_id where d.ended_at is null',
    ],
    [
      'a duty was booked by two messages',
      'select 1 from hour_entry where duty_id is not null and moved_from is null group by duty_id having count(distinct message) > 1',
    ],
    [
      'a duty has more hours than it lasted',
      `select 1 from duty d join hour_entry e on e.duty_id = d.id and e.moved_from is null
        group by d.id having sum(e.minutes) * 60000 > d.ended_at - d.started_at`,
    ],
    ['a message has two inbox rows', 'select 1 from inbox group by key having count(*) > 1'],
    [
      'a line came from a message that was never handled',
      `select 1 from hour_entry where message not like 'job/%' and message not in (select key from inbox)`,
    ],
    [
      'an act came from a message that was never handled',
      'select 1 from audit where message not in (select key from inbox)',
    ],
    [
      'an act of one message was written down twice',
      'select 1 from audit group by message, action having count(*) > 1',
    ],
    [
      'an account belongs to two people',
      'select 1 from identity group by platform, bot, user_id having count(distinct person_id) > 1',
    ],
    [
      'a stranger without an account',
      'select 1 from person where gone_at is null and id not in (select person_id from identity)',
    ],
    [
      'a stored answer has a line without a code',
      `select 1 from inbox i, json_each(i.outcome, '$.say') s where json_extract(s.value, '$.code') is null`,
    ],
    [
      'the places taken and the waiting list of an order are not those of its claims',
      `select 1 from "order" o where o.taken <> (select count(*) from claim c where c.order_id = o.id
          and c.state in ('offered', 'held', 'done', 'credited'))
        or o.waiting <> (select count(*) from claim c where c.order_id = o.id and c.state = 'waiting')
        or o.taken > o.places or (o.state = 'open' and o.taken >= o.places)
        or (o.untaken_since is not null and o.taken > 0 and o.state <> 'cancelled')`,
    ],
    [
      'a step with an order came from a message that was never handled',
      `select 1 from order_event where message not like 'job/%' and message not like 'clock/%'
        and message not in (select key from inbox)`,
    ],
    [
      'a verdict by a role has no act',
      `select 1 from verdict v where v.verdict in ('approved', 'rejected') and v.message not in (select message from audit)`,
    ],
    [
      'what waits is not what has no verdict',
      `select 1 where (select count(*) from pending_entry) <>
        (select count(*) from hour_entry where id not in (select entry_id from verdict))`,
    ],
  ]
  const found = await env.DB.batch(
    rules.map(([, sql]) => env.DB.prepare(`select count(*) as n from (${sql})`)),
  )
  const broken = found.map(({ results: [row] }) => (row as { n: number }).n > 0)
  return rules.flatMap(([why], i) => (broken[i] ? [why] : []))
}

/** One message, and where it is said. */
export interface Message {
  who: Speaker
  text: string
  inGroup: boolean
  id: string
}

/** Brings a message to the bot; `db` may stand in for D1. */
export async function bring(
  talk: Talk,
  message: Message,
  db?: Pick<D1Database, 'prepare' | 'batch'>,
): Promise<Answer> {
  const { who, text, inGroup, id } = message
  const response = await send(
    talk.request(who, text, inGroup, id),
    db === undefined ? {} : { DB: db as unknown as D1Database },
  )
  return who.platform === 'wecom' ? readWecom(response) : readDingtalk(response)
}

/** What somebody sees of an answer. */
export const seen = ({ kind, text, buttons }: Answer) => ({ kind, text, buttons })

/** D1 whose n-th batch fails: before anything is done, or after all of it, when only the answer is lost. */
export function failing(n: number, when: 'before' | 'after' = 'before') {
  const state = { batches: 0, failed: false }
  const db: Pick<D1Database, 'prepare' | 'batch'> = {
    prepare: (sql) => env.DB.prepare(sql),
    async batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
      state.batches += 1
      if (state.batches !== n) return env.DB.batch<T>(statements)
      state.failed = true
      if (when === 'after') await env.DB.batch<T>(statements)
      throw new Error('D1_ERROR: boom')
    },
  }
  return { db, state }
}
