import type { DatabaseSync } from 'node:sqlite'
import type { Town } from '../town.ts'
import { ideaChipsIn } from './idea-chips.ts'
import { orderChipsIn } from './order-chips.ts'
import { pairChipsIn } from './pair-chips.ts'
import { rallyChipsIn } from './rally-chips.ts'
import type { Chips } from './suggestions-by-role.ts'

/** The most urgent first. */
const SUBJECTS = [rallyChipsIn, pairChipsIn, orderChipsIn, ideaChipsIn]

/** What each person would likely type as things stand in the bot's database: what waits for their answer comes first. */
export function chipsIn(database: DatabaseSync, town: Town): Chips {
  const chips: Chips = {}
  for (const subject of SUBJECTS)
    for (const [person, { group, private: alone }] of Object.entries(subject(database, town))) {
      const own = chips[person] ?? { group: [], private: [] }
      chips[person] = { group: [...own.group, ...group], private: [...own.private, ...alone] }
    }
  return chips
}
