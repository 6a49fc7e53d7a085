import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'

/** An act by a role: who, what, on what, where, from which message. `detail` is JSON without free text. */
export interface Act {
  action: string
  subject: string
  communityId: number | null
  detail?: { [key: string]: unknown }
}

/** Writes the act down. */
export const record = (
  act: Act,
  by: { actorId: Expression<number> | number | null; message: string; at: number },
) =>
  db.insertInto('audit').values({
    at: by.at,
    actor_id: by.actorId,
    action: act.action,
    community_id: act.communityId,
    subject: act.subject,
    detail: JSON.stringify(act.detail ?? {}),
    message: by.message,
  })

/** Writes the act down if the statement before changed something. */
export const recordIfChanged = (act: Act, by: { actorId: number | null; message: string; at: number }) =>
  db
    .insertInto('audit')
    .columns(['at', 'actor_id', 'action', 'community_id', 'subject', 'detail', 'message'])
    .expression(
      sql`select ${by.at}, ${by.actorId}, ${act.action}, ${act.communityId}, ${act.subject},
        ${JSON.stringify(act.detail ?? {})}, ${by.message} where changes() > 0` as never,
    )

/** Writes the act down if that holds in the write. */
export const recordWhen = (
  act: Act,
  by: { actorId: number | null; message: string; at: number },
  when: Expression<boolean>,
) =>
  db
    .insertInto('audit')
    .columns(['at', 'actor_id', 'action', 'community_id', 'subject', 'detail', 'message'])
    .expression(
      sql`select ${by.at}, ${by.actorId}, ${act.action}, ${act.communityId}, ${act.subject},
        ${JSON.stringify(act.detail ?? {})}, ${by.message} where ${when}` as never,
    )

/** True exactly when that message did that act: what hangs on the act hangs on this. */
export const isRecorded = (
  { action, communityId }: Pick<Act, 'action' | 'communityId'>,
  { message, at }: { message: string; at: number },
) =>
  sql<boolean>`exists (select 1 from audit where community_id is ${communityId} and at = ${at} and message = ${message}
    and action = ${action})`

/** Writes down the verdicts that this message really gave to these entries. */
export const auditVerdicts = (
  ids: readonly number[],
  act: { action: string; communityId: number | null },
  by: { actorId: number | null; message: string; at: number },
) =>
  db
    .insertInto('audit')
    .columns(['at', 'actor_id', 'action', 'community_id', 'subject', 'detail', 'message'])
    .expression(
      sql`select ${by.at}, ${by.actorId}, ${act.action}, ${act.communityId}, group_concat('entry:' || v.entry_id, ' '), '{}',
          ${by.message}
        from verdict v where v.entry_id in (select value from json_each(${JSON.stringify(ids)})) and v.message = ${by.message}
        having count(*) > 0` as never,
    )
