import { type Expression, sql } from 'kysely'
import { defaultPolicy, type Policy, policyNumbers } from '../domain/policy.ts'
import { db } from './d1.ts'

/** A number's value on a day, as an expression; null when it was never set. `before` leaves out what this message set. */
const valueOn = (key: Expression<unknown>, day: string, before?: string) => {
  const others = before === undefined ? sql`` : sql`and p.message <> ${before}`
  return sql<
    number | null
  >`(select p.value from policy p where p.key = ${key} and p.valid_from <= ${day} ${others}
    order by p.valid_from desc, p.id desc limit 1)`
}

/** A number of the policy on a day, as an expression. */
export const policyValue = (key: keyof Policy, day: string) =>
  sql<number>`coalesce(${valueOn(sql`${key}`, day)}, ${defaultPolicy[key]})`

/** What is set of the policy on a day; what was never set has no row (see `policyOf`). */
export const policyQuery = (day: string) =>
  db
    .selectFrom('policy as p')
    .select(['p.key', 'p.value'])
    .where('p.valid_from', '<=', day)
    .where(
      sql<boolean>`not exists (select 1 from policy l where l.key = p.key and l.valid_from <= ${day}
        and (l.valid_from, l.id) > (p.valid_from, p.id))`,
    )

/** What will be set later than a day, in the order in which it comes. */
export const laterPolicyQuery = (day: string, limit: number) =>
  db
    .selectFrom('policy as p')
    .select(['p.key', 'p.value', 'p.valid_from'])
    .where('p.key', 'in', sql<string>`(select value from json_each(${JSON.stringify(policyNumbers)}))`)
    .where('p.valid_from', '>', day)
    .where(
      sql<boolean>`not exists (select 1 from policy l where l.key = p.key and l.valid_from = p.valid_from and l.id > p.id)`,
    )
    .orderBy('p.valid_from')
    .limit(limit)

/** Sets a number from a day on; what was set before stays where it is. */
export const setPolicy = (line: {
  key: string
  value: number
  valid_from: string
  set_by: number
  at: number
  message: string
}) => db.insertInto('policy').values(line)

/** What a number was from that day on before this message, with its unit: `1200min` (to D1 a bound number is a real one). */
export const valueBefore = (
  { key, valid_from, message }: { key: string; valid_from: string; message: string },
  byDefault: number,
  unit: string,
) =>
  sql<string>`cast(coalesce(${valueOn(sql`${key}`, valid_from, message)}, ${byDefault}) as integer) || ${unit}`
