import type { Generated } from 'kysely'

/** What an administrator sets: policy, holidays, activation. */
export interface PolicyTables {
  policy: {
    id: Generated<number>
    key: string
    value: number
    valid_from: string
    set_by: number
    at: number
    message: string
  }
  wrong_code: { id: Generated<number>; person_id: number; at: number }
  activation: { platform: string; person_id: number; at: number }
  holiday_year: { year: number; set_by: number | null; at: number | null; message: string | null }
  holiday: { year: number; day: string; off: number; name: string }
  holiday_draft: { person_id: number; year: number; days: string; at: number }
  audit: {
    id: Generated<number>
    at: number
    actor_id: number | null
    action: string
    community_id: number | null
    subject: string
    detail: string
    message: string
  }
}
