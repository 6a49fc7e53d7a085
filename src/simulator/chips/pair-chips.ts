import type { DatabaseSync } from 'node:sqlite'
import { draftLives } from '../../domain/pairing/times.ts'
import { accountsOf } from '../letters.ts'
import type { Town } from '../town.ts'
import type { Chips } from './suggestions-by-role.ts'

/**
 * What is open between people, or between a member and a household, for each who may go on with it: a preview to confirm,
 * a question about a partner, a household that waits for the secretary, a visit that has stopped or tells of a need.
 */
const STANDING = `
  with mine (person_id, what, code) as (
    select person_id, 'draft', '' from pair_draft where pairs is not null and at > :now - ${draftLives}
    union all
    select iif(n.value, member_id, volunteer_id), state, '' from pairing, json_each('[0, 1]') n
      where state = 'active' or (state = 'asked' and iif(n.value, member_yes_at, volunteer_yes_at) is null)
    union all
    select r.person_id, 'consent', s.code from support_pair s
      join role r on r.community_id = s.community_id and r.role = 'secretary' and r.ended_at is null
      where s.state = 'asked'
    union all
    select s.member_id, iif(v.id is null, 'household', iif(v.finished_at is null, 'form',
        iif(v.order_id is null, 'visited', 'ordered'))), s.code
      from support_pair s
      left join visit v on v.id = (select max(id) from visit where support_pair_id = s.id)
      where s.state = 'active'
  )
  select m.what, m.code, i.platform || ':' || i.user_id as account from mine m
  join identity i on i.person_id = m.person_id and i.kind in ('user', 'staff')`

type What = 'draft' | 'asked' | 'active' | 'consent' | 'household' | 'form' | 'visited' | 'ordered'

/** What somebody would type next; all of it in private. */
const NEXT: Record<What, (code: string) => string[]> = {
  draft: () => ['/确认配对', '/配对 1'],
  asked: () => ['/同意', '/婉拒 最近要照顾孩子'],
  active: () => ['/搭档', '/搭档 目标 每月看望一次独居老人'],
  consent: (code) => [`/结对 同意 ${code} 住户同意`, `/结对 不同意 ${code}`],
  household: (code) => [`/走访 ${code}`],
  form: (code) => [`/走访 ${code}`, `/走访 ${code} 停`],
  visited: (code) => [`/走访 ${code} 转点单`],
  ordered: () => ['/走访'],
}

/** Looks at pairings and support pairs in the bot's database, as `/搭档` and `/结对` would tell each person. */
export function pairChipsIn(database: DatabaseSync, town: Town): Chips {
  const rows = database.prepare(STANDING).all({ now: town.clock.now() }) as unknown as {
    what: What
    code: string
    account: string
  }[]
  const chips: Chips = {}
  for (const person of town.people) {
    const known = accountsOf(person)
    const commands = rows
      .filter(({ account }) => known.includes(account))
      .flatMap(({ what, code }) => NEXT[what](code))
    if (commands.length > 0) chips[person.id] = { group: [], private: [...new Set(commands)] }
  }
  return chips
}
