import { sql } from 'kysely'
import type { ListedDay } from '../../domain/calendar/holiday-list.ts'
import { db, type Query } from '../d1.ts'

/** The list of a year as it stands. */
export const listOfYearQuery = (year: number) =>
  sql<ListedDay>`select day, off, name from holiday where year = ${year} order by day`.compile(db)

/** Whether a year's list is still that; `days` is JSON of it. */
export const listStands = (year: number, days: string) => sql<boolean>`${days} = (
  select coalesce(json_group_array(json_object('day', day, 'off', off, 'name', name)), '[]')
  from (select day, off, name from holiday where year = ${year} order by day))`

/** The lines of an import become the year's list, the whole of it. */
export const writeList = (
  id: number,
  year: number,
  by: { actorId: number; message: string; at: number },
): Query[] => [
  sql`insert into holiday_year (year, set_by, at, message) values (${year}, ${by.actorId}, ${by.at}, ${by.message})
    on conflict (year) do update set set_by = excluded.set_by, at = excluded.at, message = excluded.message`.compile(
    db,
  ),
  sql`delete from holiday where year = ${year}`.compile(db),
  sql`insert into holiday (year, day, off, name)
    select ${year}, row ->> 'day', row ->> 'off', row ->> 'name' from import_row
    where import_id = ${id} and fate in ('new', 'changed', 'same')`.compile(db),
]
