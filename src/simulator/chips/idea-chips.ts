import type { DatabaseSync } from 'node:sqlite'
import { accountsOf } from '../letters.ts'
import type { Town } from '../town.ts'
import type { Chips } from './suggestions-by-role.ts'

/**
 * What waits for a word or a hand: suggestions for their secretary, goods on the shelf for volunteers and residents, a
 * code for who has it and for the secretary to whom it is shown at the counter.
 */
const STANDING = `
  with mine (person_id, what, about) as (
    select r.person_id, s.state, s.id from suggestion s
      join role r on r.community_id = s.community_id and r.role = 'secretary' and r.ended_at is null
      where s.state in ('open', 'adopted') and s.person_id <> r.person_id
    union all
    select e.person_id, 'mine', u.code from pick_up u join exchange e on e.id = u.exchange_id where u.state = 'waiting'
    union all
    select r.person_id, 'counter', u.code from pick_up u join exchange e on e.id = u.exchange_id
      join role r on r.community_id = u.community_id and r.role = 'secretary' and r.ended_at is null
      where u.state = 'waiting' and e.person_id <> r.person_id
    union all
    select p.id, 'shelf', g.name from goods g join account a on a.goods_id = g.id and a.holder = 'stock' and a.balance > 0
      join person p on p.community_id = g.community_id and p.kind in ('volunteer', 'resident')
  )
  select m.what, m.about, i.platform || ':' || i.user_id as account from mine m
  join identity i on i.person_id = m.person_id and i.kind in ('user', 'staff')`

type What = 'open' | 'adopted' | 'mine' | 'counter' | 'shelf'

/** What somebody would type next; all of it in private. */
const NEXT: Record<What, (about: string | number) => string[]> = {
  open: (id) => [`/建议 ${id} 采纳 下周就办`, `/建议 ${id} 不采纳 …`],
  adopted: (id) => [`/建议 ${id} 已办 办好了`],
  mine: (code) => ['/兑换', `/兑换 退回 ${code}`],
  counter: (code) => [`/兑换 核销 ${code}`],
  shelf: (name) => [`/兑换 ${name}`],
}

/** Looks at suggestions and exchanges in the bot's database, as `/建议` and `/兑换` would tell each person. */
export function ideaChipsIn(database: DatabaseSync, town: Town): Chips {
  const rows = database.prepare(STANDING).all() as unknown as {
    what: What
    about: string | number
    account: string
  }[]
  const chips: Chips = {}
  for (const person of town.people) {
    const known = accountsOf(person)
    const commands = rows
      .filter(({ account }) => known.includes(account))
      .flatMap(({ what, about }) => NEXT[what](about))
    if (commands.length > 0) chips[person.id] = { group: [], private: [...new Set(commands)] }
  }
  return chips
}
