import type { Generated } from 'kysely'
import type { Urgency } from '../../domain/order/rules.ts'
import type { Mode } from '../../domain/rally/mode.ts'
import type { Reach } from '../../domain/rally/reach.ts'
import type { Team } from '../../domain/rally/teams.ts'

/** Emergency mobilisation, and the rules of war and peace. */
export interface RallyTables {
  rally: {
    id: Generated<number>
    community_id: number | null
    street_id: number | null
    grid_id: number | null
    reach: Reach
    urgency: Urgency
    places: number | null
    reason: string | null
    person_id: number
    message: string
    found_at: number
    called_at: number | null
    graded_at: number | null
    joint_at: number | null
    enough_at: number | null
    widen_at: number | null
    expected: Generated<number>
    answered: Generated<number>
    arrived: Generated<number>
    minutes: Generated<number>
    ended_at: number | null
    ended_by: number | null
    end_message: string | null
  }
  rally_place: { rally_id: number; community_id: number; at: number; ended_at: number | null }
  rally_call: {
    rally_id: number
    person_id: number
    unit_id: number
    community_id: number
    called_at: number
    answered_at: number | null
    arrived_at: number | null
    listed_at: number | null
    message: string | null
  }
  standby: { unit_id: number; team: Team; person_id: number }
  mode_ask: {
    id: Generated<number>
    mode: Mode
    area: string
    asked_by: number
    asked_at: number
    message: string
    agreed_by: number | null
    agreed_at: number | null
    agree_message: string | null
  }
  war: {
    id: Generated<number>
    area: string
    began_at: number
    begin_ask: number
    ended_at: number | null
    end_ask: number | null
  }
}
