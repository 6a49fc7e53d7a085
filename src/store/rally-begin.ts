import { sql } from 'kysely'
import type { Urgency } from '../domain/order/rules.ts'
import type { Reach } from '../domain/rally/reach.ts'
import { communitiesIn } from './area.ts'
import { db } from './d1.ts'
import { openIn } from './rally.ts'
import { that, type Which } from './rally-call.ts'

/** A new rally. `area` as area.ts writes it; `calledAt` null: the community has not been called yet. */
export interface Beginning {
  area: string
  communityId: number | null
  streetId: number | null
  gridId: number | null
  reach: Reach
  urgency: Urgency
  places: number | null
  reason: string
  personId: number
  key: string
  at: number
  calledAt: number | null
  widenAt: number | null
}

/** Begins a rally unless one is open for that area by then. */
export const beginRally = (b: Beginning) =>
  sql`insert into rally (community_id, street_id, grid_id, reach, urgency, places, reason, person_id, message, found_at, called_at,
      widen_at)
    select ${b.communityId}, ${b.streetId}, ${b.gridId}, ${b.reach}, ${b.urgency}, ${b.places}, ${b.reason}, ${b.personId},
      ${b.key}, ${b.at}, ${b.calledAt}, ${b.widenAt}
    where not exists (${openIn(b.area)})`.compile(db)

/** A rally comes to the communities of an area, also where others are open. */
export const takePlaces = (which: Which, area: string, at: number) =>
  sql`insert into rally_place (rally_id, community_id, at)
    select r.id, c.id, ${at} from rally r, (${communitiesIn(area)}) c where ${that(which)} and r.ended_at is null
    on conflict do nothing`.compile(db)

/** True exactly when that message began a rally. */
export const begunBy = (key: string) => sql<boolean>`exists (select 1 from rally where message = ${key})`

/** The community takes up what a grid has found: from now on it is called (R100). */
export const takeUp = (
  id: number,
  more: { urgency: Urgency | undefined; places: number | undefined },
  { now, widenAt }: { now: number; widenAt: number },
) =>
  sql`update rally set called_at = coalesce(called_at, ${now}), reach = 'community', widen_at = ${widenAt},
      urgency = coalesce(${more.urgency ?? null}, urgency), places = coalesce(${more.places ?? null}, places)
    where id = ${id} and reach = 'grid' and ended_at is null`.compile(db)
