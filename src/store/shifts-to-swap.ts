import { type Expression, type RawBuilder, sql } from 'kysely'
import { db } from './d1.ts'
import { firstDayOf } from './swap.ts'

type Id = Expression<number> | number

/** People of these (folded) names or numbers (`p12`), or mentioned by these accounts, as a query of ids. */
export const named = (
  { platform, bot }: { platform: string; bot: string },
  keys: readonly string[],
  mentions: readonly string[],
): RawBuilder<number> =>
  sql`select id from person where key in (select value from json_each(${JSON.stringify(keys)}))
    union select value from json_each(${JSON.stringify(keys.flatMap((key) => /^p(\d{1,9})$/.exec(key)?.[1] ?? []).map(Number))})
    union select person_id from identity where platform = ${platform} and bot = ${bot}
      and user_id in (select value from json_each(${JSON.stringify(mentions)}))`

/** One person, as a query of ids. */
export const only = (person: Id): RawBuilder<number> => sql`select ${person}`

/** The shifts of some people on a day that may change hands: planned, or emptied by a leave, not over, served by no duty; with whom was asked already. */
export const shiftsToSwapQuery = (people: RawBuilder<number>, day: string, at: number) =>
  db
    .selectFrom('shift as s')
    .innerJoin('community as c', 'c.id', 's.community_id')
    .leftJoin('swap as w', (on) =>
      on.onRef('w.shift_id', '=', 's.id').on('w.state', 'in', ['asked', 'agreed']),
    )
    .leftJoin('person as t', 't.id', 'w.to_id')
    .select([
      's.id',
      's.person_id',
      's.community_id',
      's.day',
      's.starts_at',
      's.ends_at',
      's.state',
      'c.name as community',
      't.name as asked',
      firstDayOf('s.person_id', 's.community_id').as('first_day'),
    ])
    .where('s.person_id', 'in', sql<number>`(${people})`)
    .where('s.day', '=', day)
    .where('s.state', 'in', ['planned', 'leave'])
    .where('s.ends_at', '>', at)
    .where(
      sql<boolean>`not exists (select 1 from duty d where d.shift_id = s.id and d.ended_by is not 'undo')`,
    )
    .orderBy('s.starts_at')
    .limit(20)

export type ShiftToSwap = NonNullable<
  Awaited<ReturnType<ReturnType<typeof shiftsToSwapQuery>['executeTakeFirst']>>
>

/** What keeps some people on and around a day: planned shifts, and leave (without times). */
export const engagedQuery = (people: RawBuilder<number>, day: string) =>
  sql<{ person_id: number; starts_at: number | null; ends_at: number | null }>`with who (id) as (${people})
    select s.person_id, s.starts_at, s.ends_at from who join shift s on s.person_id = who.id
      where s.day between date(${day}, '-1 day') and date(${day}, '+1 day') and s.state = 'planned'
    union all select l.person_id, null, null from who join leave l on l.person_id = who.id
      where l.ended_at is null and l.to_day >= ${day} and l.from_day <= ${day}`.compile(db)
