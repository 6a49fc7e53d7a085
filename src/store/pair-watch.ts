import { type Expression, sql } from 'kysely'
import { addDays, DAY } from '../domain/calendar/shanghai.ts'
import { db } from './d1.ts'
import { keepersOf } from './keepers.ts'
import { isOnLeave } from './leave.ts'

/** Pairs who were asked by an instant and of whom somebody has not answered, nor was reminded: who is silent and there, as JSON. */
export const unansweredQuery = (askedBy: number, today: string, limit: number) =>
  sql<{ id: number; answer_by: number; silent: string }>`select g.id, g.answer_by,
      (select json_group_array(json_object('id', p.id, 'other', coalesce(o.name, ''))) from person p
        join person o on o.id = iif(p.id = g.member_id, g.volunteer_id, g.member_id)
        where ((p.id = g.member_id and g.member_yes_at is null) or (p.id = g.volunteer_id and g.volunteer_yes_at is null))
          and p.id in (g.member_id, g.volunteer_id) and not ${isOnLeave(sql.ref('p.id'), today)}) as silent
    from pairing g where g.state = 'asked' and g.reminded_at is null and g.asked_at <= ${askedBy}
    order by g.asked_at, g.id limit ${limit}`.compile(db)

/** They were reminded. */
export const markReminded = (ids: readonly number[], at: number) =>
  db
    .updateTable('pairing')
    .set({ reminded_at: at })
    .where('id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
    .where('reminded_at', 'is', null)

/** Questions that were not answered in time; who said yes all the same, and who decides there (ids as JSON). */
export const unansweredInTimeQuery = (now: number, limit: number) =>
  sql<{
    id: number
    community_id: number
    member_id: number
    volunteer_id: number
    member: string
    volunteer: string
    member_yes: number
    volunteer_yes: number
    keepers: string
  }>`select g.id, g.community_id, g.member_id, g.volunteer_id, coalesce(m.name, '') as member,
      coalesce(v.name, '') as volunteer, g.member_yes_at is not null as member_yes,
      g.volunteer_yes_at is not null as volunteer_yes, ${keepersOf(sql.ref('g.community_id'))} as keepers
    from pairing g join person m on m.id = g.member_id join person v on v.id = g.volunteer_id
    where g.state = 'asked' and g.answer_by <= ${now} order by g.answer_by, g.id limit ${limit}`.compile(db)

/** Questions that wait for somebody whose leave began on a day or the day before; who has answered is not waited for. */
export const awayQuery = (today: string, limit: number) => {
  const side = (person: string, yes: string) => sql`select g.id, l.person_id
    from pairing g indexed by pairing_answers cross join leave l on l.person_id = ${sql.ref(person)}
    where g.state = 'asked' and ${sql.ref(yes)} is null and l.ended_at is null
      and l.from_day between ${addDays(today, -1)} and ${today} and l.to_day >= ${today}`
  const [members, volunteers] = [
    side('g.member_id', 'g.member_yes_at'),
    side('g.volunteer_id', 'g.volunteer_yes_at'),
  ]
  return sql<{ id: number; person_id: number }>`select * from (${members} union all ${volunteers})
    order by id limit ${limit}`.compile(db)
}

/** Whether anybody waits to be asked about somebody else. */
export const seeksQuery = () =>
  sql<{ community_id: number }>`select community_id from pair_left where seeks = 1 limit 1`.compile(db)

/** Has the job `pair-seek` look after every community in which somebody waits, once at a time. */
export const orderSeek = (now: number) =>
  db
    .insertInto('job_run')
    .columns(['job', 'period', 'target', 'due_at', 'until', 'next_at'])
    .expression(
      sql`select distinct 'pair-seek', ${String(now)}, l.community_id, ${now}, ${now + DAY}, ${now}
        from pair_left l indexed by pair_left_seeking where l.seeks = 1 and not exists (select 1 from job_run r
          where r.job = 'pair-seek' and r.target = l.community_id and r.done_at is null)` as never,
    )
    .onConflict((on) => on.doNothing())

/** The last round of a community. */
export const lastRound = (community: number) =>
  sql<number>`(select max(round) from pairing where community_id = ${community})`

/** Who waits in a community to be asked about somebody else, first who was left over most often; who decides there (ids as JSON). */
export const seekersQuery = (community: number, limit: number) =>
  sql<{ person_id: number; at: number; round: number; keepers: string }>`select l.person_id, l.at,
      coalesce(${lastRound(community)}, 1) as round, ${keepersOf(sql.ref('l.community_id'))} as keepers
    from pair_left l indexed by pair_left_in where l.seeks = 1 and l.community_id = ${community}
    order by l.times desc, l.at, l.person_id limit ${limit}`.compile(db)

/** Pairs whose term ends on a day, or ended before another, behind a pair's number: with both names. */
export const termsQuery = (days: { ends: string; over: string }, after: number, limit: number) =>
  sql<{
    id: number
    member_id: number
    volunteer_id: number
    member: string
    volunteer: string
    member_more: number
    volunteer_more: number
    term_to: string
  }>`select g.id, g.member_id, g.volunteer_id, coalesce(m.name, '') as member, coalesce(v.name, '') as volunteer,
      g.member_more_at is not null as member_more, g.volunteer_more_at is not null as volunteer_more, g.term_to
    from pairing g indexed by pairing_terms join person m on m.id = g.member_id join person v on v.id = g.volunteer_id
    where g.state = 'active' and (g.term_to = ${days.ends} or g.term_to < ${days.over}) and g.id > ${after}
    order by g.id limit ${limit}`.compile(db)

/** Pairs of a community that are together, behind a pair's number; since when, and whether one of them is away. */
export const pairsTogetherQuery = (
  community: Expression<number> | number,
  { today, after, limit }: { today: string; after: number; limit: number },
) =>
  sql<{
    id: number
    member_id: number
    volunteer_id: number
    member: string
    volunteer: string
    began_at: number
    away: number
  }>`select g.id, g.member_id, g.volunteer_id, coalesce(m.name, '') as member, coalesce(v.name, '') as volunteer,
      g.began_at, (${isOnLeave(sql.ref('g.member_id'), today)} or ${isOnLeave(sql.ref('g.volunteer_id'), today)}) as away
    from pairing g join person m on m.id = g.member_id join person v on v.id = g.volunteer_id
    where g.community_id = ${community} and g.state = 'active' and g.id > ${after}
    order by g.id limit ${limit}`.compile(db)
