import { sql } from 'kysely'
import { db } from './d1.ts'

/** What waits for a community's secretaries, from kept totals. */
export const backlogOfQuery = (community: number) =>
  db.selectFrom('backlog').select(['entries', 'people', 'units']).where('community_id', '=', community)

const of = (community: number | null, table: 'g' | 'p') =>
  community === null ? sql`` : sql`and ${sql.ref(`${table}.community_id`)} = ${community}`

/** Groups that the bot cannot speak to unasked, of one community or (null) of all, with how many there are. */
export const mutedGroupsQuery = (community: number | null, limit: number) =>
  sql<{ id: number; title: string | null; community: string; count: number }>`
    select g.id, g.title, c.name as community, count(*) over () as count
    from "group" g join community c on c.id = g.community_id
      left join group_way w on w.group_id = g.id left join channel h on h.name = w.channel
    where (w.channel is null or h.broken_at is not null) ${of(community, 'g')}
    order by g.id limit ${limit}`.compile(db)

/** How many private letters since an instant were given up and not read since; of a community's people, or of all (null). */
export const lostLettersQuery = (community: number | null, since: number) =>
  sql<{
    count: number
  }>`select count(*) as count from outbox o indexed by outbox_failed join person p on p.id = o.person_id
    where o.state in ('failed', 'unreachable') and o.shown_at is null and o.created_at >= ${since}
      ${of(community, 'p')}`.compile(db)

/** How many letters to groups since an instant never arrived. */
export const lostGroupLettersQuery = (since: number) =>
  sql<{ count: number }>`select count(*) as count from outbox
    where state in ('failed', 'expired') and group_id is not null and created_at >= ${since}`.compile(db)

/** What waits on the desk of a community: goods to be handed out, with the day of the oldest; suggestions that are overdue, or due up to a day. */
export const deskOfWeekQuery = (community: number, today: string, upTo: string) =>
  sql<{ goods: number; since: number | null; overdue: number; due: number }>`select
      (select count(*) from pick_up where community_id = ${community} and state = 'waiting') as goods,
      (select min(e.at) from pick_up u join exchange e on e.id = u.exchange_id
        where u.community_id = ${community} and u.state = 'waiting') as since,
      (select count(*) from suggestion where community_id = ${community} and state = 'open' and due_day < ${today}) as overdue,
      (select count(*) from suggestion where community_id = ${community} and state = 'open'
        and due_day between ${today} and ${upTo}) as due`.compile(db)
