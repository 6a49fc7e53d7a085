import { args, optional } from '../args/args.ts'
import { period } from '../args/period.ts'
import type { PlannedCommand } from '../planned.ts'

/** The words of figures and set-up (rules 3.1 and 3.2). */
export const figuresAndSetupWords: readonly PlannedCommand[] = [
  {
    name: '导出',
    aliases: [],
    usage: '/导出 [上月]',
    example: '/导出 上月',
    args: args({ period: optional(period) }),
  },
  { name: '控制台', aliases: [], usage: '/控制台', example: '/控制台', args: args({}) },
]
