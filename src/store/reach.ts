import { type Expression, sql } from 'kysely'
import type { Line } from '../domain/say.ts'
import { db } from './d1.ts'
import { administers } from './held.ts'

/** How a group is spoken to unasked: by its webhook, by the DingTalk app's interface, by the gateway, or not at all. */
export type Way = 'hook' | 'app' | 'gateway' | null

/** Of a group `g` with its `group_way` as `w`. */
export const wayOf = sql<Way>`case when w.channel is null then null
  when g.push_url is not null then 'hook' when g.platform = 'dingtalk' then 'app' else 'gateway' end`

/** The communities that somebody answers for, an administrator for all, as a query of ids. */
export const answeredFor = (person: Expression<number>) =>
  sql`select community_id from role where person_id = ${person} and role = 'secretary' and ended_at is null
    union select id from community where ${administers(person)}`

/** A group and what is true of its way now; of a webhook only the last four characters. */
export interface GroupState {
  id: number
  platform: string
  title: string | null
  community: string
  tail: string | null
  way: Way
  /** Since when, ms, and why nothing gets through, until somebody mends it. */
  broken_at: number | null
  why: string | null
  /** Letters that wait for the way. */
  waiting: number
  /** How many groups there are in all, and how many of these are reached. */
  all: number
  reached: number
}

/** The groups that somebody answers for, those with a trouble first; what waits is counted for those that are shown. */
export const groupStatesQuery = (person: Expression<number>, limit: number) =>
  sql<GroupState>`select s.*, (select count(*) from outbox o where o.group_id = s.id
        and o.state in ('waiting', 'claimed', 'unreachable')) as waiting
    from (
      select g.id, g.platform, g.title, c.name as community, substr(g.push_url, -4) as tail, ${wayOf} as way,
        h.broken_at, iif(h.broken_at is null, null, h.why) as why, count(*) over () as "all",
        count(*) filter (where w.channel is not null and h.broken_at is null) over () as reached
      from "group" g join community c on c.id = g.community_id
        left join group_way w on w.group_id = g.id left join channel h on h.name = w.channel
      where g.community_id in (${answeredFor(person)})
      order by w.channel is not null, h.broken_at is null, c.id, g.id limit ${limit}
    ) s`.compile(db)

/** Groups that a letter could not be sent to, as long as nobody looked into it; `told`: their people know already. */
export const untoldGroupsQuery = (limit: number) =>
  sql<UntoldGroup>`with recursive untold (id) as (
      select min(group_id) from outbox where state = 'unreachable' and why is null
      union all
      select (select min(group_id) from outbox where state = 'unreachable' and why is null and group_id > untold.id)
        from untold where untold.id is not null limit ${limit}
    )
    select g.id, g.platform, g.title, g.community_id, c.name as community, g.push_told_at is not null as told
      from untold join "group" g on g.id = untold.id join community c on c.id = g.community_id`.compile(db)

export interface UntoldGroup {
  id: number
  platform: string
  title: string | null
  community_id: number
  community: string
  told: number
}

/** These groups were looked into: their letters say why they wait, and their people are not told again. */
export const markTold = (groups: readonly number[], now: number) => {
  const ids = sql`(select value from json_each(${JSON.stringify(groups)}))`
  return [
    sql`update outbox set why = 'no_way' where group_id in ${ids} and state = 'unreachable' and why is null`.compile(
      db,
    ),
    sql`update "group" set push_told_at = ${now} where id in ${ids} and push_told_at is null`.compile(db),
  ]
}

/** A letter to the secretaries of each of these communities; who is an administrator too has a letter of their own. */
export const postToSecretaries = (
  letters: readonly { communityId: number; say: Line[]; dedupe: string }[],
  now: number,
) =>
  sql`insert into outbox (person_id, say, created_at, send_at, dedupe)
    select r.person_id, l.value ->> 'say', ${now}, ${now}, (l.value ->> 'dedupe') || '/' || r.person_id
      from json_each(${JSON.stringify(letters.map(({ say, ...one }) => ({ ...one, say: JSON.stringify(say) })))}) l
      join role r on r.community_id = l.value ->> 'communityId'
      where r.role = 'secretary' and r.ended_at is null and not ${administers(sql<number>`r.person_id`)}
    on conflict do nothing`.compile(db)
