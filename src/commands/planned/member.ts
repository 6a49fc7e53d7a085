import { args, required } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import type { PlannedCommand } from '../planned.ts'

/** The words of what every member does for themselves (rules 3.1 and 3.2). */
export const memberWords: readonly PlannedCommand[] = [
  {
    name: '建议',
    aliases: ['suggest'],
    usage: '/建议 内容',
    example: '/建议 5栋台阶加个扶手',
    args: args({ note: required(rest, 'arg.text.missing') }),
  },
  { name: '五个一', aliases: ['five'], usage: '/五个一', example: '/五个一', args: args({}) },
  { name: '收到', aliases: ['ack'], usage: '/收到', example: '/收到', args: args({}), slashOnly: true },
]
