import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import { heardAs } from './duty.ts'
import { administers, communitiesHeld } from './held.ts'
import { isOnLeave } from './leave.ts'

type Id = Expression<number> | number

/** Whether somebody has a planned shift that meets a shift (`s`), itself left out. */
export const isBusy = (person: Id) =>
  sql<number>`exists (select 1 from shift o where o.person_id = ${person} and o.state = 'planned' and o.id <> s.id
    and o.starts_at > s.starts_at - 43200000 and o.starts_at < s.ends_at and o.ends_at > s.starts_at)`

const isAway = (person: Id) => sql<number>`${isOnLeave(person, sql.ref('s.day'))}`

/** The first day on which somebody was on a community's roster (R018). The plus keeps SQLite on the person's own shifts. */
export const firstDayOf = (person: string, community: string) =>
  sql<string | null>`(select min(day) from shift where person_id = ${sql.ref(person)}
    and +community_id = ${sql.ref(community)} and state <> 'cancelled')`

const swaps = () =>
  db
    .selectFrom('swap as w')
    .innerJoin('shift as s', 's.id', 'w.shift_id')
    .innerJoin('community as c', 'c.id', 'w.community_id')
    .innerJoin('person as f', 'f.id', 'w.from_id')
    .innerJoin('person as t', 't.id', 'w.to_id')
    // The shift that it has become, while it stands.
    .leftJoin('shift as n', (on) =>
      on
        .onRef('n.person_id', '=', 'w.to_id')
        .onRef('n.day', '=', 's.day')
        .onRef('n.stands_for', '=', 's.id')
        .on('n.state', '=', 'planned'),
    )
    .select([
      'w.id',
      'w.shift_id',
      'w.state',
      'w.community_id',
      'w.from_id',
      'w.to_id',
      'w.asked_at',
      heardAs('w.message'),
      's.day',
      's.starts_at',
      's.ends_at',
      's.state as shift_state',
      'c.name as community',
      sql<string>`coalesce(f.name, '')`.as('from'),
      sql<string>`coalesce(t.name, '')`.as('to'),
      'n.id as now_id',
      firstDayOf('w.from_id', 'w.community_id').as('first_day'),
      isBusy(sql.ref('w.to_id')).as('to_busy'),
      isAway(sql.ref('w.to_id')).as('to_away'),
      isAway(sql.ref('w.from_id')).as('from_away'),
    ])

export type Swap = NonNullable<Awaited<ReturnType<ReturnType<typeof swaps>['executeTakeFirst']>>>

/** Open swaps in which somebody is asked (`to`) or has asked (`from`), whose shift has not begun, first come first. */
export const openSwapsQuery = (side: 'to' | 'from', person: Id, at: number) =>
  swaps()
    .where(side === 'to' ? 'w.to_id' : 'w.from_id', '=', person)
    .where('w.state', 'in', ['asked', 'agreed'])
    .where('s.state', '=', 'planned')
    .where('s.starts_at', '>', at)
    .orderBy('s.starts_at')
    .limit(9)

/** Swaps both have agreed on that wait for the yes of a secretary (R018); an administrator sees none by themselves. */
export const swapsToApproveQuery = (secretary: Id, at: number) =>
  swaps()
    .where('w.community_id', 'in', communitiesHeld(secretary))
    .where('w.state', '=', 'agreed')
    .where('s.starts_at', '>', at)
    .orderBy('s.starts_at')
    .limit(9)

/** The last swap of a shift by the shift's number, where somebody has a part in it: asked, asking or deciding. */
export const swapOfShiftQuery = (shift: number, person: Id) =>
  swaps()
    .where('w.shift_id', '=', shift)
    .where((is) =>
      is.or([
        is('w.from_id', '=', person),
        is('w.to_id', '=', person),
        is('w.community_id', 'in', communitiesHeld(person)),
        administers(person),
      ]),
    )
    .orderBy('w.id', 'desc')
    .limit(1)

/** The swap that somebody asked for last since an instant and that still waits. */
export const recentSwapQuery = (person: Id, since: number) =>
  swaps()
    .where('w.from_id', '=', person)
    .where('w.state', 'in', ['asked', 'agreed'])
    .where('w.asked_at', '>=', since)
    .orderBy('w.id', 'desc')
    .limit(1)

/** The communities of the swaps in which somebody is asked, as a query of ids. */
export const placesAsked = (person: Id) =>
  sql`select community_id from swap where to_id = ${person} and state = 'asked'`
