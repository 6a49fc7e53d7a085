import { type Expression, sql } from 'kysely'

type Id = Expression<number> | number

/** Whether somebody is an administrator now. */
export const administers = (personId: Id) =>
  sql<boolean>`exists (select 1 from role where person_id = ${personId} and role = 'administrator' and ended_at is null)`

/** The units whose liaison somebody is now. */
export const unitsHeld = (personId: Id) =>
  sql<number>`(select unit_id from role where person_id = ${personId} and role = 'liaison' and ended_at is null)`

/** The communities whose secretary somebody is now. */
export const communitiesHeld = (personId: Id) =>
  sql<number>`(select community_id from role where person_id = ${personId} and role = 'secretary' and ended_at is null)`

/** The streets for which somebody answers now. */
export const streetsHeld = (personId: Id) =>
  sql<number>`(select street_id from role where person_id = ${personId} and role = 'street_officer' and ended_at is null)`
