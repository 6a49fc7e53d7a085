import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

type Id = Expression<number>

/** The accounts of a person. */
export const accountsQuery = (person: Id) =>
  db.selectFrom('identity').select(['platform', 'user_id', 'seen_at']).where('person_id', '=', person)

/** The registration and the settings. */
export const registrationQuery = (person: Id) =>
  db
    .selectFrom('person as p')
    .leftJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('community as c', 'c.id', 'p.community_id')
    .leftJoin('grid as g', 'g.id', 'p.grid_id')
    .leftJoin('roll as r', 'r.person_id', 'p.id')
    .select([
      'p.id',
      'p.name',
      'p.kind',
      'p.state',
      'p.lang',
      'p.notify',
      'p.created_at',
      'u.name as unit',
      'c.name as community',
      'g.name as grid',
      'r.id as roll',
    ])
    .where('p.id', '=', person)

/** The roles held now and before, newest first. */
export const allRolesQuery = (person: Id) =>
  db
    .selectFrom('role as r')
    .leftJoin('community as c', 'c.id', 'r.community_id')
    .leftJoin('grid as g', 'g.id', 'r.grid_id')
    .leftJoin('street as s', 's.id', 'r.street_id')
    .leftJoin('unit as u', 'u.id', 'r.unit_id')
    .select([
      'r.role',
      'r.granted_at',
      'r.ended_at',
      sql<string>`coalesce(c.name, '') || coalesce(g.name, '') || coalesce(s.name, '') || coalesce(u.name, '')`.as(
        'scope',
      ),
    ])
    .where('r.person_id', '=', person)
    .orderBy('r.id', 'desc')
    .limit(20)

/** How many lines of the ledger and duties there are, and how many texts. */
export const ledgerCountQuery = (person: Id) =>
  sql<{ entries: number; duties: number; notes: number; minutes: number; points: number }>`select
      (select count(*) from hour_entry where person_id = ${person}) as entries,
      (select count(*) from duty where person_id = ${person}) as duties,
      (select count(*) from note where person_id = ${person}) as notes,
      (select coalesce(sum(minutes), 0) from tally where person_id = ${person} and length(period) = 4) as minutes,
      (select coalesce(sum(points), 0) from tally where person_id = ${person} and length(period) = 4) as points`.compile(
    db,
  )

/** The newest lines of the ledger with verdict and words. */
export const newestLinesQuery = (person: Id, limit: number) =>
  db
    .selectFrom('hour_entry as e')
    .leftJoin('verdict as v', 'v.entry_id', 'e.id')
    .leftJoin('note as n', (on) => on.on('n.about', '=', 'entry').onRef('n.subject_id', '=', 'e.id'))
    .leftJoin('note as d', (on) => on.on('d.about', '=', 'duty').onRef('d.subject_id', '=', 'e.duty_id'))
    .select([
      'e.id',
      'e.service_day',
      'e.minutes',
      'v.verdict',
      sql<string | null>`coalesce(n.text, d.text)`.as('text'),
    ])
    .where('e.person_id', '=', person)
    .orderBy('e.service_day', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)

/** The newest reasons that were written about a person's lines. */
export const reasonsQuery = (person: Id, limit: number) =>
  db
    .selectFrom('note as n')
    .innerJoin('verdict as v', 'v.id', 'n.subject_id')
    .select(['v.entry_id', 'v.verdict', 'n.text'])
    .where('n.person_id', '=', person)
    .where('n.about', '=', 'verdict')
    .orderBy('n.subject_id', 'desc')
    .limit(limit)

/** Private messages: all, those pushed to the person, those that nobody has read yet. */
export const mailCountQuery = (person: Id) =>
  db
    .selectFrom('outbox')
    .select([
      sql<number>`count(*)`.as('all'),
      sql<number>`count(*) filter (where sent_at is not null)`.as('pushed'),
      sql<number>`count(*) filter (where shown_at is null and sent_at is null)`.as('waiting'),
    ])
    .where('person_id', '=', person)

/** The newest announcements of a person, and one that waits for their yes. */
export const announcementsOfQuery = (person: Id, limit: number) =>
  sql<{ at: number; text: string }>`select at, text from announcement_draft where person_id = ${person}
    union all select * from (
      select at, text from announcement where person_id = ${person} and text is not null order by at desc limit ${limit}
    )`.compile(db)

/** Moves to another community that were asked for. */
export const movesQuery = (person: Id) =>
  db
    .selectFrom('transfer as t')
    .innerJoin('community as f', 'f.id', 't.from_id')
    .innerJoin('community as c', 'c.id', 't.to_id')
    .select(['t.asked_at', 't.outcome', 'f.name as from', 'c.name as to'])
    .where('t.person_id', '=', person)
    .orderBy('t.id', 'desc')
    .limit(5)

/** Acts written down about a person, and by them, in the own community. */
export const actsQuery = (person: Id) =>
  sql<{ about: number; by: number; last: number | null }>`select
      coalesce(sum(' ' || a.subject || ' ' like '% person:' || p.id || ' %'), 0) as about,
      coalesce(sum(a.actor_id = p.id), 0) as "by",
      max(iif(' ' || a.subject || ' ' like '% person:' || p.id || ' %', a.at, null)) as last
    from person p join audit a on a.community_id = p.community_id where p.id = ${person}`.compile(db)
