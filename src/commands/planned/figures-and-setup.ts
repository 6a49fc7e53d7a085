import { args, optional, required } from '../args/args.ts'
import { appointedRole } from '../args/choices.ts'
import { secret } from '../args/code.ts'
import { period } from '../args/period.ts'
import { firstWord, person } from '../args/person.ts'
import { rest } from '../args/rest.ts'
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
  {
    name: '报到率',
    aliases: [],
    usage: '/报到率',
    example: '/报到率',
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
  {
    name: '绑定推送',
    aliases: [],
    usage: '/绑定推送 推送地址',
    example: '/绑定推送 https://…',
    args: args({ webhook: required(secret, 'arg.webhook.missing') }),
  },
  {
    name: '免去',
    aliases: [],
    usage: '/免去 @某人 书记|网格长|街道|联络员|管理员',
    example: '/免去 @张三 书记',
    args: args({ role: optional(appointedRole), name: required(person, 'arg.who.missing') }),
  },
  {
    name: '设置',
    aliases: [],
    usage: '/设置 [键 值]',
    example: '/设置 年度目标 20',
    args: args({ key: optional(firstWord), setting: optional(rest) }),
  },
]
