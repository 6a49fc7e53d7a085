import type { DatabaseSync } from 'node:sqlite'
import { secondWithin } from '../../domain/rally/mode.ts'
import { accountsOf } from '../letters.ts'
import type { Town } from '../town.ts'
import type { Chips, Suggestions } from './suggestions-by-role.ts'

/**
 * Who may go on with an open rally, or with war and peace: those of its communities, who called, and who answers for the
 * place; a second person for a mode that somebody has asked for.
 */
const STANDING = `
  with keeps (person_id, community_id, role) as (
    select r.person_id, c.id, r.role from role r join community c
      on c.id = r.community_id and r.role in ('secretary', 'grid_head') or c.street_id = r.street_id or r.role = 'administrator'
      where r.ended_at is null
  ), mine (person_id, what, place) as (
    select p.id, case when k.arrived_at is not null then 'arrived' when k.answered_at is not null then 'answered' else 'called' end,
        c.name
      from rally r join rally_place l on l.rally_id = r.id and l.ended_at is null join community c on c.id = l.community_id
      join person p on p.community_id = c.id and p.kind <> 'resident'
      left join rally_call k on k.rally_id = r.id and k.person_id = p.id
      where r.ended_at is null and r.called_at is not null
    union all
    select k.person_id, iif(r.called_at is null, iif(k.role = 'secretary', 'found', 'watched'), 'runs'), c.name
      from rally r join community c on c.id = r.community_id join keeps k on k.community_id = c.id where r.ended_at is null
    union all
    select k.person_id, 'to_' || m.mode, c.name from mode_ask m join community c on m.area = 'c' || c.id
      join keeps k on k.community_id = c.id and k.role <> 'grid_head'
      where m.agreed_at is null and m.asked_at > :now - ${secondWithin} and m.asked_by <> k.person_id
        and (m.mode = 'war') = (c.id not in at_war)
    union all
    select k.person_id, 'war', c.name from at_war w join community c on c.id = w.community_id
      join keeps k on k.community_id = c.id and k.role = 'secretary'
  )
  select distinct m.what, m.place, i.platform || ':' || i.user_id as account from mine m
  join identity i on i.person_id = m.person_id and i.kind in ('user', 'staff')`

type What = 'called' | 'answered' | 'arrived' | 'found' | 'watched' | 'runs' | 'to_war' | 'to_peace' | 'war'

const both = (...commands: string[]): Suggestions => ({ group: commands, private: commands })

const NEXT: Record<What, (place: string) => Suggestions> = {
  called: () => both('/收到'),
  answered: () => both('/报到'),
  arrived: () => both('/签退 装沙袋 30 袋'),
  found: (place) => both(`/集结 ${place} 呼叫`, '/集结状态'),
  watched: () => both('/集结状态'),
  runs: () => both('/集结状态', '/结束集结'),
  to_war: (place) => both(`/切换 战时 ${place}`),
  to_peace: (place) => both(`/切换 平时 ${place}`),
  war: (place) => both(`/切换 平时 ${place}`, '/切换'),
}

/** Looks at rallies and modes in the bot's database, as `/集结状态` and `/切换` would tell each person. */
export function rallyChipsIn(database: DatabaseSync, town: Town): Chips {
  const rows = database.prepare(STANDING).all({ now: town.clock.now() }) as unknown as {
    what: What
    place: string
    account: string
  }[]
  const chips: Chips = {}
  for (const person of town.people) {
    const known = accountsOf(person)
    const found = rows
      .filter(({ account }) => known.includes(account))
      .map(({ what, place }) => NEXT[what](place))
    if (found.length === 0) continue
    chips[person.id] = {
      group: [...new Set(found.flatMap(({ group }) => group))],
      private: [...new Set(found.flatMap((one) => one.private))],
    }
  }
  return chips
}
