import { sql } from 'kysely'
import { policyNumbers } from '../../domain/policy.ts'
import { db } from '../d1.ts'

/** What was ever set of the policy, by number and day, the newest first; of one day the later line counts. */
export const policyHistoryQuery = () =>
  sql<{ key: string; value: number; valid_from: string; at: number; by: string | null }>`
    select p.key, p.value, p.valid_from, p.at, s.name as by from policy p left join person s on s.id = p.set_by
    where p.key in (select value from json_each(${JSON.stringify(policyNumbers)}))
      and not exists (select 1 from policy l where l.key = p.key and l.valid_from = p.valid_from and l.id > p.id)
    order by p.valid_from desc, p.id desc limit 500`.compile(db)
