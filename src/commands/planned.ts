import type { ArgsSpec } from './args/args.ts'
import { dutyAndPairWords } from './planned/duty-and-pair.ts'
import { memberWords } from './planned/member.ts'
import { orderWords } from './planned/order.ts'
import { secretaryWords } from './planned/secretary.ts'

/** The words of a command that is not built yet; when it is, they move to its own file. */
export interface PlannedCommand {
  name: string
  aliases: readonly string[]
  usage: string
  example: string
  args: ArgsSpec
  /** Counts with a slash only. */
  slashOnly?: true
}

/** The words of the commands of the product (rules 3.1 and 3.2) that are not built yet. */
export const plannedWords: readonly PlannedCommand[] = [
  ...memberWords,
  ...dutyAndPairWords,
  ...orderWords,
  ...secretaryWords,
]
