import { type Expression, sql } from 'kysely'
import type { CertifiedSum } from '../../domain/console/certificate.ts'
import { db } from '../d1.ts'

/** Somebody's approved minutes and points by year and kind, up to a year; a correction counts as what it corrects. */
export const certifiedQuery = (person: Expression<number>, year: string) =>
  sql<CertifiedSum>`select substr(v.booking_month, 1, 4) as year, o.kind, sum(e.minutes) as minutes, sum(e.points) as points
    from hour_entry e indexed by entry_of_person join verdict v on v.entry_id = e.id and v.verdict = 'approved'
      join hour_entry o on o.id = coalesce(e.corrects, e.id)
    where e.person_id = ${person} and v.booking_month <= ${`${year}-12`}
    group by 1, 2 having sum(e.minutes) <> 0 or sum(e.points) <> 0 order by 1, 2`.compile(db)

/** A certificate, and whether a line that it counts was corrected since. */
export interface Certificate {
  id: number
  person_id: number
  year: string
  code: string
  figures: string
  issued_at: number
  ended_at: number | null
  changed: 0 | 1
}

const changed = sql<0 | 1>`exists (
  select 1 from hour_entry e indexed by entry_of_person join verdict v on v.entry_id = e.id
    join verdict b on b.entry_id = e.corrects
  where e.person_id = c.person_id and e.kind = 'correction' and v.verdict = 'approved' and v.id > c.last_verdict
    and b.verdict = 'approved' and b.id <= c.last_verdict and substr(b.booking_month, 1, 4) <= c.year)`

const certificate = sql`select c.id, c.person_id, c.year, c.code, c.figures, c.issued_at, c.ended_at, ${changed} as changed
  from certificate c`

/** The certificate of somebody's year that is in force. */
export const certificateOfQuery = (person: Expression<number>, year: string) =>
  sql<Certificate>`${certificate} where c.person_id = ${person} and c.year = ${year} and c.ended_at is null`.compile(
    db,
  )

/** The certificate with a code, which anybody may ask for who has it. */
export const certificateByCodeQuery = (code: string) =>
  sql<Certificate>`${certificate} where c.code = ${code}`.compile(db)

/**
 * Issues a certificate of what was read and writes the act down; the one before of that person and year ends. Where the one
 * in force says the same, nothing is issued: a second tap changes nothing.
 */
export function issueCertificate(of: {
  person: number
  year: string
  code: string
  figures: readonly CertifiedSum[]
  lastVerdict: number
  by: number
  message: string
  at: number
}) {
  const { person, year, code, lastVerdict, by, message, at } = of
  const figures = JSON.stringify(of.figures)
  return [
    sql`update certificate as c set ended_at = ${at} where c.person_id = ${person} and c.year = ${year}
      and c.ended_at is null and (c.figures <> ${figures} or ${changed})`,
    sql`insert into certificate (person_id, year, code, figures, last_verdict, issued_at, issued_by)
      select p.id, ${year}, ${code}, ${figures}, ${lastVerdict}, ${at}, ${by} from person p
      where p.id = ${person} and p.gone_at is null
        and not exists (select 1 from certificate c where c.person_id = p.id and c.year = ${year} and c.ended_at is null)`,
    sql`insert into audit (at, actor_id, action, community_id, subject, detail, message)
      select ${at}, ${by}, 'certificate.issue', community_id, 'person:' || id, ${JSON.stringify({ year })}, ${message}
      from person where id = ${person} and changes() > 0`,
  ].map((statement) => statement.compile(db))
}

/** How many certificates there are of somebody, and since when the last, for `/我的数据`. */
export const certificatesOfQuery = (person: Expression<number>) =>
  db
    .selectFrom('certificate')
    .select([sql<number>`count(*)`.as('count'), sql<number | null>`max(issued_at)`.as('last')])
    .where('person_id', '=', person)
