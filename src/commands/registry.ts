import { activate } from './activate.ts'
import { appoint } from './appoint.ts'
import { approve } from './approve.ts'
import { bindCommunity } from './bind-community.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import type { Command } from './define.ts'
import { helpFor } from './help.ts'
import { hours } from './hours.ts'
import { language } from './language.ts'
import { me } from './me.ts'
import { type PlannedCommand, plannedWords } from './planned.ts'
import { register } from './register.ts'
import { reject } from './reject.ts'
import { review } from './review.ts'
import { undo } from './undo.ts'

/** Every command that is built; help, finder and suggestions are made from this list. */
export const commands: readonly Command[] = [
  checkIn,
  checkOut,
  hours,
  undo,
  register,
  me,
  language,
  helpFor(
    () => commands,
    () => planned,
  ),
  review,
  approve,
  reject,
  activate,
  bindCommunity,
  appoint,
]

/** Words of commands that are not built yet: they are understood and answered honestly. */
export const planned = plannedWords

/** Every word of the product, for the finder. */
export const vocabulary: readonly (Command | PlannedCommand)[] = [...commands, ...planned]

const names = vocabulary.flatMap(({ name, aliases }) => [name, ...aliases])
const twice = names.find((name, i) => names.indexOf(name) !== i)
if (twice !== undefined) throw new Error(`two commands are called ${twice}`)
