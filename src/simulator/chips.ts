import type { DatabaseSync } from 'node:sqlite'
import { orderChipsIn } from './order-chips.ts'
import { pairChipsIn } from './pair-chips.ts'
import type { Chips } from './suggestions-by-role.ts'
import type { Town } from './town.ts'

/** What each person would likely type as things stand in the bot's database: what waits for their answer comes first. */
export function chipsIn(database: DatabaseSync, town: Town): Chips {
  const chips = pairChipsIn(database, town)
  for (const [person, { group, private: alone }] of Object.entries(orderChipsIn(database, town))) {
    const own = chips[person] ?? { group: [], private: [] }
    chips[person] = { group: [...own.group, ...group], private: [...own.private, ...alone] }
  }
  return chips
}
