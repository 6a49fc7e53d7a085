import { type Expression, sql } from 'kysely'

/** For letters (mail.ts): true for those to somebody whom that message credited. */
export const toCredited = (order: number, key: string) =>
  sql<boolean>`exists (select 1 from hour_entry where order_id = ${order} and person_id = value ->> 'to' and message = ${key})`

/** True exactly when that message graded the order. */
export const gradedBy = (order: number, key: string) =>
  sql<boolean>`exists (select 1 from grade where order_id = ${order} and message = ${key})`

const left = (people: readonly number[], order: number, key: string) =>
  sql`from person p where p.id in (select value from json_each(${JSON.stringify(people)}))
    and not exists (select 1 from hour_entry where order_id = ${order} and person_id = p.id and message = ${key})`

/** True when the grade was given, but one of these people was left out by the write. */
export const someLeftOut = (people: readonly number[], order: number, key: string) =>
  sql<boolean>`${gradedBy(order, key)} and exists (select 1 ${left(people, order, key)})`

/** For the stored outcome: their names, and how many were credited, with how many minutes. */
export const namesLeftOut = (people: readonly number[], order: number, key: string): Expression<unknown> =>
  sql`json((select json_group_array(p.name) ${left(people, order, key)}))`
export const creditedCount = (order: number, key: string): Expression<unknown> =>
  sql`(select count(distinct person_id) from hour_entry where order_id = ${order} and message = ${key})`
export const creditedMinutes = (order: number, key: string): Expression<unknown> =>
  sql`(select coalesce(sum(minutes), 0) from hour_entry where order_id = ${order} and message = ${key})`
