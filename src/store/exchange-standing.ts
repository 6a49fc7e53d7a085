import { type Expression, sql } from 'kysely'
import type { PointsOfMonth } from '../domain/exchange/statement.ts'
import { db } from './d1.ts'
import type { ExchangeKind } from './tables/exchange.ts'

type Id = Expression<number> | number

/** Points that somebody has earned by the ledger of hours, ever: they do not expire. */
const earnedPoints = (person: Id) =>
  sql<number>`(select coalesce(sum(points), 0) from tally where person_id = ${person} and length(period) = 4)`

const held = (person: Id, asset: 'points' | 'minutes') =>
  sql<number>`coalesce((select balance from account where person_id = ${person} and asset = ${asset}), 0)`

/** Points that somebody may still spend; below nought when the ledger was corrected after they were spent. */
export const availablePoints = (person: Id) =>
  sql<number>`(${earnedPoints(person)} + ${held(person, 'points')})`

/** Minutes 折算 of somebody in a year (from its first instant to its last, ms), without those taken back. */
export const minutesOfYear = (person: Id, year: { from: number; to: number }) =>
  sql<number>`(select coalesce(sum(e.minutes), 0) from exchange e
    where e.person_id = ${person} and e.kind = 'hours' and e.at >= ${year.from} and e.at < ${year.to}
      and not exists (select 1 from exchange r where r.of_id = e.id))`

/** How many more minutes 折算 somebody may have in a year, for the stored answer. */
export const roomOfYear = (person: Id, year: { from: number; to: number }, most: number) =>
  sql<number>`max(0, ${most} - ${minutesOfYear(person, year)})`

/** How somebody's points and 折算 hours stand. */
export const standingQuery = (person: Id, year: { from: number; to: number }) =>
  sql<{ earned: number; available: number; minutes: number; ofYear: number }>`select
      ${earnedPoints(person)} as earned, ${availablePoints(person)} as available,
      ${held(person, 'minutes')} as minutes, ${minutesOfYear(person, year)} as ofYear`.compile(db)

/** Somebody's points before a month and in it, read from the ledger by month and from the transactions, not from the balance. */
export const pointsOfMonthQuery = (person: Id, month: string, { from, to }: { from: number; to: number }) => {
  const earned = (when: Expression<boolean>) =>
    sql`(select coalesce(sum(points), 0) from tally where person_id = ${person} and length(period) = 7 and ${when})`
  const moved = (kinds: string, when: Expression<boolean>) =>
    sql`(select coalesce(sum(points), 0) from exchange
      where person_id = ${person} and kind in (select value from json_each(${kinds})) and ${when})`
  const spent = JSON.stringify(['hours', 'goods'])
  const back = JSON.stringify(['return'])
  const before = sql<boolean>`at < ${from}`
  const within = sql<boolean>`at >= ${from} and at < ${to}`
  return sql<PointsOfMonth>`select ${earned(sql<boolean>`period < ${month}`)} as earnedBefore,
      ${moved(spent, before)} as usedBefore, ${moved(back, before)} as backBefore,
      ${earned(sql<boolean>`period = ${month}`)} as earned, ${moved(spent, within)} as used, ${moved(back, within)} as back`.compile(
    db,
  )
}

/** Somebody's transactions in a stretch of time, newest first. */
export const exchangesOfQuery = (person: Id, { from, to }: { from: number; to: number }, limit: number) =>
  sql<{
    kind: ExchangeKind
    at: number
    points: number
    minutes: number
    pieces: number
    goods: string | null
    settled: ExchangeKind | null
  }>`select e.kind, e.at, e.points, e.minutes, e.pieces, g.name as goods,
      (select s.kind from exchange s where s.of_id = e.id) as settled
    from exchange e left join goods g on g.id = e.goods_id
    where e.person_id = ${person} and e.kind in ('hours', 'goods', 'return') and e.at >= ${from} and e.at < ${to}
    order by e.id desc limit ${limit}`.compile(db)

/** What is stored of somebody's exchanges: how many, the last, what is left. */
export const exchangedQuery = (person: Expression<number>) =>
  sql<{ count: number; last: number | null; available: number; minutes: number }>`select
      (select count(*) from exchange where person_id = ${person} and kind in ('hours', 'goods')) as count,
      (select max(at) from exchange where person_id = ${person} and kind in ('hours', 'goods')) as last,
      ${availablePoints(person)} as available, ${held(person, 'minutes')} as minutes`.compile(db)
