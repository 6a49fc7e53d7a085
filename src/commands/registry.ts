import { activate } from './activate.ts'
import { appoint } from './appoint.ts'
import { approve } from './approve.ts'
import { bindCommunity } from './bind-community.ts'
import { bindPush } from './bind-push.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { correct } from './correct.ts'
import { dayCode } from './day-code.ts'
import type { Command } from './define.ts'
import { dismiss } from './dismiss.ts'
import { forget } from './forget.ts'
import { free } from './free.ts'
import { helpFor } from './help.ts'
import { hours } from './hours.ts'
import { language } from './language.ts'
import { link } from './link.ts'
import { linkUnit } from './link-unit.ts'
import { makeup } from './makeup.ts'
import { me } from './me.ts'
import { myData } from './my-data.ts'
import { notify } from './notify.ts'
import { type PlannedCommand, plannedWords } from './planned.ts'
import { rank } from './rank.ts'
import { rate } from './rate.ts'
import { register } from './register.ts'
import { reject } from './reject.ts'
import { review } from './review.ts'
import { settings } from './settings.ts'
import { skills } from './skills.ts'
import { transfer } from './transfer.ts'
import { undo } from './undo.ts'
import { why } from './why.ts'

/** Every command that is built; help, finder and suggestions are made from this list. */
export const commands: readonly Command[] = [
  checkIn,
  checkOut,
  hours,
  makeup,
  undo,
  why,
  register,
  me,
  skills,
  free,
  notify,
  language,
  helpFor(
    () => commands,
    () => planned,
  ),
  review,
  approve,
  reject,
  correct,
  rank,
  rate,
  linkUnit,
  activate,
  bindCommunity,
  appoint,
  dismiss,
  link,
  transfer,
  myData,
  forget,
  settings,
  dayCode,
  bindPush,
]

/** Words of commands that are not built yet: they are understood and answered honestly. */
export const planned = plannedWords

/** Every word of the product, for the finder. */
export const vocabulary: readonly (Command | PlannedCommand)[] = [...commands, ...planned]

const names = vocabulary.flatMap(({ name, aliases }) => [name, ...aliases])
const twice = names.find((name, i) => names.indexOf(name) !== i)
if (twice !== undefined) throw new Error(`two commands are called ${twice}`)
