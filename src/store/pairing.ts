import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { isOnLeave } from './leave.ts'

type Id = Expression<number> | number

/** The open pairing of somebody: they are asked, or have a partner. (Spelled out, so that SQLite takes the partial indexes.) */
export const openPairingOf = (person: Id) => sql<number>`(
  select id from pairing where member_id = ${person} and state in ('asked', 'active')
  union all select id from pairing where volunteer_id = ${person} and state in ('asked', 'active'))`

const pairings = (today: string) =>
  db
    .selectFrom('pairing as g')
    .innerJoin('community as c', 'c.id', 'g.community_id')
    .innerJoin('person as m', 'm.id', 'g.member_id')
    .innerJoin('person as v', 'v.id', 'g.volunteer_id')
    .leftJoin('pair_text as t', (on) => on.onRef('t.pairing_id', '=', 'g.id').on('t.part', '=', 'goal'))
    .select([
      'g.id',
      'g.community_id',
      'c.name as community',
      'g.state',
      'g.round',
      'g.member_id',
      'g.volunteer_id',
      sql<string>`coalesce(m.name, '')`.as('member'),
      sql<string>`coalesce(v.name, '')`.as('volunteer'),
      'g.reasons',
      'g.answer_by',
      'g.member_yes_at',
      'g.volunteer_yes_at',
      'g.began_at',
      'g.term_to',
      'g.member_more_at',
      'g.volunteer_more_at',
      't.text as goal',
      sql<number>`${isOnLeave(sql.ref('g.member_id'), today)}`.as('member_away'),
      sql<number>`${isOnLeave(sql.ref('g.volunteer_id'), today)}`.as('volunteer_away'),
    ])

/** The open pairing of somebody, or no row. */
export const openPairingQuery = (person: Id, today: string) =>
  pairings(today).where('g.id', 'in', openPairingOf(person))

/** Open pairings of the people whom a (folded) name, a number (`p12`) or a mentioned account may mean. */
export const pairingsOfNamedQuery = (
  { platform, bot }: { platform: string; bot: string },
  key: string,
  mentions: readonly string[],
  today: string,
) =>
  pairings(today)
    .where('g.state', 'in', ['asked', 'active'])
    .where(
      sql<boolean>`g.id in (with who (id) as (
        select id from person where key = ${key} union select ${Number(/^p(\d{1,9})$/.exec(key)?.[1] ?? 0)}
        union select person_id from identity where platform = ${platform} and bot = ${bot}
          and user_id in (select value from json_each(${JSON.stringify(mentions)})))
      select x.id from who w cross join pairing x on x.member_id = w.id and x.state in ('asked', 'active')
      union all select x.id from who w cross join pairing x on x.volunteer_id = w.id and x.state in ('asked', 'active'))`,
    )
    .orderBy('g.id')
    .limit(20)

export type Pairing = NonNullable<
  Awaited<ReturnType<ReturnType<typeof openPairingQuery>['executeTakeFirst']>>
>

/** What became of somebody's last question or pairing that is over, and when. */
export const lastPairingQuery = (person: Id) =>
  sql<{ state: 'declined' | 'lapsed' | 'withdrawn' | 'ended'; mine: number; at: number }>`select state,
      coalesce(declined_by, ended_by) is ${person} as mine, ended_at as at
    from (select * from (select * from pairing where member_id = ${person} order by id desc limit 1)
      union all select * from (select * from pairing where volunteer_id = ${person} order by id desc limit 1))
    where ended_at is not null order by id desc limit 1`.compile(db)

/** How many questions of a community wait for an answer, and how many terms end by a day. */
export const pairCountsQuery = (community: Id, by: string) =>
  sql<{ asked: number; ending: number }>`select coalesce(sum(state = 'asked'), 0) as asked,
      coalesce(sum(state = 'active' and term_to <= ${by}), 0) as ending
    from pairing where community_id = ${community} and state in ('asked', 'active')`.compile(db)

/** The community of somebody's open pairing, as a query of ids, and as a value. */
export const placesOfPairing = (person: Id) =>
  sql`select community_id from pairing where id in ${openPairingOf(person)}`
export const placeOfPairing = (person: Id) => sql<number>`(${placesOfPairing(person)})`

/** Its round, and the other of the two. */
export const roundOfPairing = (person: Id) =>
  sql<number>`(select round from pairing where id in ${openPairingOf(person)})`
export const otherOfPairing = (person: Id) =>
  sql<number>`(select iif(member_id = ${person}, volunteer_id, member_id) from pairing where id in ${openPairingOf(person)})`
