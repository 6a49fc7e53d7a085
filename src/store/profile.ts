import { type Expression, sql } from 'kysely'
import type { FreeTime } from '../domain/profile/free-time.ts'
import { db } from './d1.ts'
import type { Notify } from './tables/person.ts'

type Id = Expression<number> | number

/** What a person is good at, in the order typed (R006). */
export const skillsQuery = (personId: Id) =>
  db.selectFrom('skill').select('name').where('person_id', '=', personId).orderBy('place')

/** Replaces the list of what a person is good at; none clears it. */
export const replaceSkills = (personId: number, skills: readonly { key: string; name: string }[]) => [
  db.deleteFrom('skill').where('person_id', '=', personId),
  db
    .insertInto('skill')
    .columns(['person_id', 'key', 'name', 'place'])
    .expression(
      sql`select ${personId}, value ->> 'key', value ->> 'name', key + 1 from json_each(${JSON.stringify(skills)})` as never,
    ),
]

/** When a person has time (R006). */
export const freeTimesQuery = (personId: Id) =>
  db.selectFrom('free_time').select(['weekday', 'part']).where('person_id', '=', personId)

/** Replaces the times when a person is free; none clears them. */
export const replaceFreeTimes = (personId: number, times: readonly FreeTime[]) => [
  db.deleteFrom('free_time').where('person_id', '=', personId),
  db
    .insertInto('free_time')
    .columns(['person_id', 'weekday', 'part'])
    .expression(
      sql`select distinct ${personId}, value ->> 'weekday', value ->> 'part' from json_each(${JSON.stringify(times)})` as never,
    ),
]

/** When the bot may write to a person first, and on which platform it can: DingTalk lets it, WeCom through the gateway. */
export const notifyQuery = (personId: Id) =>
  db
    .selectFrom('person as p')
    .select([
      'p.notify',
      sql<'wecom' | 'dingtalk' | null>`(select w.platform from person_way w where w.person_id = p.id
        order by w.seen_at desc, w.platform desc, w.bot desc, w.user_id desc limit 1)`.as('platform'),
    ])
    .where('p.id', '=', personId)

export const setNotify = (id: number, notify: Notify) =>
  db.updateTable('person').set({ notify }).where('id', '=', id)
