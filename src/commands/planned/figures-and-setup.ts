import { args, optional } from '../args/args.ts'
import { period } from '../args/period.ts'
import type { PlannedCommand } from '../planned.ts'

/** The words of figures and set-up (rules 3.1 and 3.2). */
export const figuresAndSetupWords: readonly PlannedCommand[] = [
  {
    name: '月报',
    aliases: [],
    usage: '/月报 [上月]',
    example: '/月报 上月',
    args: args({ period: optional(period) }),
  },
  { name: '冷热', aliases: [], usage: '/冷热', example: '/冷热', args: args({ period: optional(period) }) },
  { name: '沉默', aliases: [], usage: '/沉默', example: '/沉默', args: args({ period: optional(period) }) },
  {
    name: '导出',
    aliases: [],
    usage: '/导出 [上月]',
    example: '/导出 上月',
    args: args({ period: optional(period) }),
  },
  { name: '控制台', aliases: [], usage: '/控制台', example: '/控制台', args: args({}) },
]
