import { points } from '../args/amounts.ts'
import { args, optional, required } from '../args/args.ts'
import { householdCode } from '../args/code.ts'
import { partnerWish } from '../args/partner-wish.ts'
import { rest } from '../args/rest.ts'
import type { PlannedCommand } from '../planned.ts'

/** The words of the duty roster, pairings and visits (rules 3.1 and 3.2). */
export const dutyAndPairWords: readonly PlannedCommand[] = [
  {
    name: '搭档',
    aliases: ['partner'],
    usage: '/搭档 [想和 某人|不要 某人]',
    example: '/搭档 想和 李四',
    args: args({ wish: optional(partnerWish) }),
  },
  { name: '同意', aliases: ['accept'], usage: '/同意', example: '/同意', args: args({}) },
  {
    name: '婉拒',
    aliases: ['decline'],
    usage: '/婉拒 理由',
    example: '/婉拒 最近要照顾孩子',
    args: args({ note: optional(rest) }),
  },
  {
    name: '走访',
    aliases: ['visit'],
    usage: '/走访 户码 情况',
    example: '/走访 H12 老人身体不错',
    args: args({ household: required(householdCode, 'arg.household.missing'), note: optional(rest) }),
  },
  {
    name: '兑换',
    aliases: ['exchange'],
    usage: '/兑换 10分 时长（或物品）',
    example: '/兑换 10分 时长',
    args: args({ points: required(points, 'arg.points.missing'), goods: optional(rest) }),
  },
]
