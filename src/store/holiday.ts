import { type Expression, sql } from 'kysely'
import { type Act, recordIfChanged } from './audit.ts'
import { db, type Query } from './d1.ts'
import { otherwise } from './inbox.ts'

/**
 * The lists of a day's year and of its neighbours, one statement of some hundred rows at most (see `calendarOf`): rides
 * in the batch of any command or job.
 */
export const calendarQuery = (day: string) => {
  const year = Number(day.slice(0, 4))
  return db
    .selectFrom('holiday_year as y')
    .leftJoin('holiday as h', 'h.year', 'y.year')
    .select(['y.year', 'h.day', 'h.off', 'h.name'])
    .where('y.year', '>=', year - 1)
    .where('y.year', '<=', year + 1)
}

/** The years whose list is known. */
export const coveredYearsQuery = () => db.selectFrom('holiday_year').select('year')

/** The list that somebody pasted last and did not yet confirm, since an instant. */
export const holidayDraftQuery = (person: Expression<number>, since: number) =>
  db
    .selectFrom('holiday_draft')
    .select(['year', 'days', 'at'])
    .where('person_id', '=', person)
    .where('at', '>', since)

/** Keeps a list until its person says yes; `days` is JSON of ListedDay. Lists to which nobody did go. */
export const keepHolidayDraft = (
  draft: { person_id: number; year: number; days: string; at: number },
  staleBefore: number,
): Query[] => [
  db.deleteFrom('holiday_draft').where('at', '<', staleBefore),
  db
    .insertInto('holiday_draft')
    .values(draft)
    .onConflict((on) =>
      on.column('person_id').doUpdateSet({ year: draft.year, days: draft.days, at: draft.at }),
    ),
]

/** A person's list is not wanted. */
export const dropHolidayDraft = (personId: number) =>
  db.deleteFrom('holiday_draft').where('person_id', '=', personId)

/**
 * The draft becomes the year's list, the whole of it, if it still stands as it was read; else the outcome becomes the
 * other one.
 */
export function storeHolidayDraft(
  draft: { person_id: number; year: number; at: number },
  act: Act,
  by: { actorId: number; message: string; at: number },
  gone: string,
): Query[] {
  const { person_id, year, at } = draft
  const stands = sql`from holiday_draft d where d.person_id = ${person_id} and d.year = ${year} and d.at = ${at}`
  return [
    sql`insert into holiday_year (year, set_by, at, message)
      select d.year, d.person_id, ${by.at}, ${by.message} ${stands}
      on conflict (year) do update set set_by = excluded.set_by, at = excluded.at, message = excluded.message`.compile(
      db,
    ),
    recordIfChanged(act, by),
    otherwise(by.message, gone),
    sql`delete from holiday where year = ${year} and exists (select 1 ${stands})`.compile(db),
    sql`insert into holiday (year, day, off, name)
      select ${year}, j.value ->> 'day', j.value ->> 'off', j.value ->> 'name'
      from (select d.days ${stands}) draft, json_each(draft.days) j`.compile(db),
    sql`delete from holiday_draft where person_id = ${person_id} and year = ${year} and at = ${at}`.compile(
      db,
    ),
  ]
}
