import type { ArgsSpec } from './args/args.ts'
import { dutyAndPairWords } from './planned/duty-and-pair.ts'
import { figuresAndSetupWords } from './planned/figures-and-setup.ts'
import { memberWords } from './planned/member.ts'
import { orderWords } from './planned/order.ts'
import { secretaryWords } from './planned/secretary.ts'

/** The words of a command, whether it is built yet or not. */
export interface PlannedCommand {
  name: string
  aliases: readonly string[]
  usage: string
  example: string
  args: ArgsSpec
  /** Counts with a slash only. */
  slashOnly?: true
}

/** The words of all commands of the product (rules 3.1 and 3.2), each name and alias once. */
export const vocabulary: readonly PlannedCommand[] = [
  ...memberWords,
  ...dutyAndPairWords,
  ...orderWords,
  ...secretaryWords,
  ...figuresAndSetupWords,
]
