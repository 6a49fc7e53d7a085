import { sql } from 'kysely'
import type { Level } from '../domain/order/ladder.ts'
import type { Urgency } from '../domain/order/rules.ts'
import { isAtWar } from './area.ts'
import { db } from './d1.ts'
import { groupsOfOrder, textOfOrder } from './order-draw.ts'

/** An order that goes up the ladder of R034 now; `since` is when nobody was on it any more, or when it was asked for. */
export interface DueAlarm {
  id: number
  title: string | null
  community: string
  state: 'requested' | 'open'
  urgency: Urgency
  told: Level | null
  /** ms; null where no time was said. */
  ends_at: number | null
  due: number
  since: number
  /** Who answers at each level, JSON of `Keeper`s. */
  keepers: string
  /** Whether a keeper has done something about it since. */
  answered: number
  /** Ids of its groups, JSON. */
  groups: string
  /** War rules hold there. */
  at_war: number
}

const keeper = (level: Level, where: ReturnType<typeof sql>) =>
  sql`select ${sql.lit(level)} as level, r.person_id, coalesce(p.name, '') as name from role r ${where}`
const held = (level: Level) => sql`r.role = ${sql.lit(level)} and r.ended_at is null`
const person = sql`join person p on p.id = r.person_id`

/** Who answers for the order `o` of the community `c` at each level, JSON; four look-ups by index. */
const keepersOfOrder = sql<string>`(select json_group_array(json_object('level', k.level, 'person_id', k.person_id, 'name', k.name)) from (
    ${keeper('grid_head', sql`${person} where r.community_id = o.community_id and r.grid_id = o.grid_id and ${held('grid_head')}`)}
    union ${keeper('secretary', sql`${person} where r.community_id = o.community_id and ${held('secretary')}`)}
    union ${keeper('street_officer', sql`${person} where r.street_id = c.street_id and ${held('street_officer')}`)}
    union ${keeper('administrator', sql`indexed by role_administrators ${person} where ${held('administrator')}`)}) k)`

/** Orders that nobody takes and that go up a level now, so many at once, the most urgent ones by their time. */
export const dueAlarmsQuery = (now: number, limit: number) =>
  sql<DueAlarm>`select o.id, o.state, o.urgency, o.told, o.ends_at, o.escalate_at as due, coalesce(o.untaken_since, o.created_at) as since,
      c.name as community, ${textOfOrder('title')} as title, ${keepersOfOrder} as keepers, ${groupsOfOrder} as groups,
      ${isAtWar(sql.ref<number>('o.community_id'))} as at_war,
      exists (select 1 from order_event e where e.order_id = o.id and e.at > coalesce(o.untaken_since, o.created_at)
        and e.step in ('assign', 'reassign', 'nudge', 'note', 'ask_loan') and e.actor_id is not o.requester_id) as answered
    from "order" o join community c on c.id = o.community_id
    where o.escalate_at <= ${now} and o.state in ('requested', 'open') and o.taken = 0
    order by o.escalate_at limit ${limit}`.compile(db)

/** Whether an order still is where the alarm was read. */
export const alarmStands = ({ id, due }: DueAlarm) =>
  sql<boolean>`exists (select 1 from "order" where id = ${id} and escalate_at = ${due} and taken = 0)`

/** A level was told, the next one is told at `next`; null: the ladder ends. */
export const climb = ({ id, due }: DueAlarm, told: Level | null, next: number | null) =>
  sql`update "order" set escalate_at = ${next}, told = coalesce(${told}, told)
    where id = ${id} and escalate_at = ${due} and taken = 0`.compile(db)
