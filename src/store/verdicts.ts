import { sql } from 'kysely'
import { db } from './d1.ts'
import { fill } from './inbox.ts'

/**
 * A verdict for each of these entries that has none yet; who comes second changes nothing. Approved entries count in
 * their own month if that is still open, else in the open one.
 */
export const giveVerdicts = (
  ids: readonly number[],
  verdict: 'approved' | 'rejected' | 'withdrawn' | 'corrected',
  by: { actor_id: number; message: string; at: number },
  openMonth: string,
) =>
  db
    .insertInto('verdict')
    .columns(['entry_id', 'verdict', 'booking_month', 'actor_id', 'message', 'at'])
    .expression(
      sql`select e.id, ${verdict}, ${verdict === 'approved' ? sql`max(e.booking_month, ${openMonth})` : null},
        ${by.actor_id}, ${by.message}, ${by.at}
      from hour_entry e where e.id in (select value from json_each(${JSON.stringify(ids)}))
        and not exists (select 1 from verdict v where v.entry_id = e.id)` as never,
    )

/**
 * The yes that no secretary has to give anew, once the person is verified and nothing else waits (rule 8.14): to duty
 * that served a shift, with a word on the outcome, and to a service that was graded.
 */
export const confirmByRule = (personIds: readonly number[], message: string, at: number, openMonth: string) =>
  db
    .insertInto('verdict')
    .columns(['entry_id', 'verdict', 'booking_month', 'actor_id', 'message', 'at'])
    .expression(
      sql`select e.id, 'approved', max(e.booking_month, ${openMonth}), null, ${message}, ${at}
      from pending_entry w cross join hour_entry e on e.id = w.entry_id cross join person p on p.id = e.person_id
      where w.person_id in (select value from json_each(${JSON.stringify(personIds)}))
        and e.waits_for = '' and p.state = 'verified' and (e.kind = 'order' or e.kind = 'duty'
          and exists (select 1 from duty d where d.id = e.duty_id and d.shift_id is not null)
          and exists (select 1 from note n where n.about = 'entry' and n.subject_id = e.id))` as never,
    )

/** The reason of the verdict just given. */
export const noteOnVerdict = (personId: number, text: string) =>
  db
    .insertInto('note')
    .columns(['about', 'subject_id', 'person_id', 'text'])
    .expression(sql`select 'verdict', last_insert_rowid(), ${personId}, ${text} where changes() = 1` as never)

/** Registrations that still wait become verified. */
export const verifyPeople = (ids: readonly number[], by: number, at: number) =>
  db
    .updateTable('person')
    .set({ state: 'verified', verified_at: at, verified_by: by })
    .where('id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
    .where('state', 'in', ['pending', 'rejected'])

/** A registration that still waits is refused; the person may register again. */
export const rejectPerson = (id: number) =>
  db.updateTable('person').set({ state: 'rejected' }).where('id', '=', id).where('state', '=', 'pending')

/**
 * A verification is taken back, never of somebody who holds a role: the person waits again, and the row of the roll is
 * free (a trigger). That it was once given stays to be seen in verified_at, so that no row verifies them by itself.
 */
export const unverifyPerson = (id: number) =>
  db
    .updateTable('person')
    .set({ state: 'pending' })
    .where('id', '=', id)
    .where('state', '=', 'verified')
    .where(sql<boolean>`not exists (select 1 from role where person_id = ${id} and ended_at is null)`)

/** The row of the roll that has become free goes to a verified namesake of that unit without one (a trigger looks). */
export const passRollOn = (id: number) =>
  sql`update person set state = state where id = (
    select p.id from person t join person p on p.key = t.key and p.unit_id = t.unit_id
    where t.id = ${id} and t.state = 'pending' and p.state = 'verified'
      and not exists (select 1 from roll where person_id = p.id)
    order by p.community_id is not t.community_id, p.id limit 1)`.compile(db)

/** Puts into the stored outcome what this message really settled: how many, minutes, `T31 张三` of the first ten; somebody may have been first. */
export const fillSettled = (key: string, path: string, ids: readonly number[]) => {
  const settled = sql`from verdict v join hour_entry e on e.id = v.entry_id join person p on p.id = e.person_id
    where v.entry_id in (select value from json_each(${JSON.stringify(ids)})) and v.message = ${key}`
  return [
    fill(key, `${path}.count`, sql`(select count(*) ${settled})`),
    fill(key, `${path}.minutes`, sql`(select coalesce(sum(e.minutes), 0) ${settled})`),
    fill(
      key,
      `${path}.entries`,
      sql`json((select json_group_array(shown) from (select 'T' || e.id || ' ' || coalesce(p.name, '') as shown ${settled}
        order by e.id limit 10)))`,
    ),
  ]
}

/** True exactly when that message settled that entry. */
export const settledBy = (entryId: number, message: string) =>
  sql<boolean>`exists (select 1 from verdict where entry_id = ${entryId} and message = ${message})`

/** True exactly when that reviewer verified that person at that instant: what hangs on the yes hangs on this. */
export const verifiedBy = (personId: number, reviewer: number, at: number) =>
  sql<boolean>`exists (select 1 from person where id = ${personId} and verified_by = ${reviewer} and verified_at = ${at})`

/** Puts into the stored outcome whom this message really verified: how many, and the first ten names. */
export const fillVerified = (
  key: string,
  path: string,
  ids: readonly number[],
  reviewer: number,
  at: number,
) => {
  const verified = sql`from person where id in (select value from json_each(${JSON.stringify(ids)}))
    and verified_by = ${reviewer} and verified_at = ${at}`
  return [
    fill(key, `${path}.count`, sql`(select count(*) ${verified})`),
    fill(
      key,
      `${path}.names`,
      sql`json((select json_group_array(name) from (select name ${verified} order by id limit 10)))`,
    ),
  ]
}
