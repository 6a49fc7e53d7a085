import { put, rows } from '../schema/lines.ts'
import { personOf } from './roster.ts'
import { at, onDingtalk, onWecom, type Speaker, secretary, type Talk } from './talk.ts'

let people = 0
const digits = '一二三四五六七八九十'

/** A new volunteer or resident of the talk's community, verified. */
export async function newNeighbour(
  talk: Talk,
  kind: '志愿者' | '居民' = '志愿者',
  platform: 'wecom' | 'dingtalk' = 'wecom',
): Promise<Speaker> {
  people += 1
  const name = `邻${digits[people % 10]}${digits[Math.floor(people / 10) % 10]}`
  const who = platform === 'wecom' ? onWecom(`nb${people}`, name) : onDingtalk(`nb${people}`, name)
  await talk.group(who, `/登记 ${name} ${kind}`)
  await talk.group(secretary, `/通过 ${name}`)
  return who
}

/** Points that somebody has earned: hours of a day, approved. */
export async function earn(who: Speaker | number, points: number, day = '2026-11-20'): Promise<void> {
  const person = typeof who === 'number' ? who : await personOf(who)
  const [home] = await rows<{ unit_id: number; community_id: number }>(
    'select unit_id, community_id from person where id = ?',
    person,
  )
  const said = at(`${day} 20:00`)
  const entry = await put('hour_entry', {
    person_id: person,
    unit_id: home?.unit_id ?? 1,
    community_id: home?.community_id ?? 1,
    kind: 'duty',
    service_day: day,
    minutes: points * 6,
    booking_month: day.slice(0, 7),
    points,
    waits_for: '',
    message: 'job/earned',
    created_at: said,
  })
  await put('verdict', {
    entry_id: entry,
    verdict: 'approved',
    booking_month: day.slice(0, 7),
    message: 'job/earned',
    at: said,
  })
}

/** What may never be in the books of the exchange, in words; nothing when they balance. */
export async function unbalanced(): Promise<string[]> {
  const lines = `(select exchange_id, from_id as account_id, -amount as amount from posting
    union all select exchange_id, to_id, amount from posting)`
  const rules: [why: string, sql: string][] = [
    [
      'a transaction does not sum to nought',
      `select 1 from ${lines} l join account a on a.id = l.account_id
        group by l.exchange_id, a.asset, a.goods_id having sum(l.amount) <> 0`,
    ],
    [
      'all accounts of an asset do not sum to nought',
      'select 1 from account group by asset, goods_id having sum(balance) <> 0',
    ],
    [
      'a balance is not the sum of its postings',
      `select 1 from account a where a.balance <> (select coalesce(sum(amount), 0) from ${lines} l where l.account_id = a.id)`,
    ],
    [
      'somebody has spent more than they earned',
      `select 1 from account a where a.asset = 'points' and a.holder = 'person' and -a.balance > (
        select coalesce(sum(points), 0) from tally where person_id = a.person_id and length(period) = 4)`,
    ],
    [
      'there are fewer pieces or hours than none',
      `select 1 from account where balance < 0 and holder <> 'source' and not (holder = 'person' and asset = 'points')`,
    ],
    [
      'a transaction does not move what its kind says',
      `select 1 from exchange e where e.kind <> 'join' and (select count(*) from posting where exchange_id = e.id)
        <> (select count(*) from exchange_move where exchange_id = e.id)`,
    ],
    [
      'somebody has more hours for points in a year than five',
      `select 1 from exchange e where e.kind = 'hours' and not exists (select 1 from exchange r where r.of_id = e.id)
        group by e.person_id, strftime('%Y', e.at / 1000, 'unixepoch', '+8 hours') having sum(minutes) > 300`,
    ],
    [
      'two codes that wait are the same',
      "select 1 from pick_up where state = 'waiting' group by community_id, code having count(*) > 1",
    ],
    [
      'goods that wait are not those that people hold',
      `select 1 from goods g where (select coalesce(sum(balance), 0) from account where goods_id = g.id and holder = 'person')
        <> (select coalesce(sum(e.pieces), 0) from pick_up u join exchange e on e.id = u.exchange_id
          where u.state = 'waiting' and e.goods_id = g.id)`,
    ],
    [
      'the month’s count is not that of its transactions',
      `select 1 from exchange_count n where n.points <> (select coalesce(sum(iif(kind = 'return', -points, points)), 0)
        from exchange where community_id = n.community_id and kind in ('hours', 'goods', 'return')
          and strftime('%Y-%m', at / 1000, 'unixepoch', '+8 hours') = n.month)`,
    ],
  ]
  const found: string[] = []
  for (const [why, sql] of rules) if ((await rows(sql)).length > 0) found.push(why)
  return found
}

/** The balances of somebody: points spent (below nought), minutes 折算, pieces held. */
export const balancesOf = async (
  who: Speaker,
): Promise<{ points: number; minutes: number; goods: number }> => {
  const [found] = await rows<{ points: number; minutes: number; goods: number }>(
    `select coalesce(sum(iif(asset = 'points', balance, 0)), 0) as points,
      coalesce(sum(iif(asset = 'minutes', balance, 0)), 0) as minutes,
      coalesce(sum(iif(asset = 'goods', balance, 0)), 0) as goods from account where person_id = ?`,
    await personOf(who),
  )
  return found ?? { points: 0, minutes: 0, goods: 0 }
}
