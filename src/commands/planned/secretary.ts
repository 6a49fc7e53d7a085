import { people } from '../args/amounts.ts'
import { args, optional, required, requiredIfTyped } from '../args/args.ts'
import { mode, urgency } from '../args/choices.ts'
import { householdCode } from '../args/code.ts'
import { person } from '../args/person.ts'
import { rest } from '../args/rest.ts'
import type { PlannedCommand } from '../planned.ts'

/** The words of what secretaries do in their community (rules 3.1 and 3.2). */
export const secretaryWords: readonly PlannedCommand[] = [
  { name: '配对', aliases: [], usage: '/配对', example: '/配对', args: args({}) },
  { name: '确认配对', aliases: [], usage: '/确认配对', example: '/确认配对', args: args({}) },
  {
    name: '解除搭档',
    aliases: [],
    usage: '/解除搭档 姓名 理由',
    example: '/解除搭档 张三 调走了',
    args: args({ name: required(person, 'arg.who.missing'), note: optional(rest) }),
  },
  {
    name: '结对',
    aliases: [],
    usage: '/结对 姓名 户码',
    example: '/结对 张三 H12',
    args: args({
      name: required(person, 'arg.who.missing'),
      household: required(householdCode, 'arg.household.missing'),
    }),
  },
  {
    name: '集结',
    aliases: [],
    usage: '/集结 事由 [人数] [级别]',
    example: '/集结 东湖堤坝渗水 20人 特急',
    args: args({
      people: optional(people),
      urgency: optional(urgency),
      note: required(rest, 'arg.text.missing'),
    }),
  },
  { name: '集结状态', aliases: [], usage: '/集结状态', example: '/集结状态', args: args({}) },
  {
    name: '结束集结',
    aliases: [],
    usage: '/结束集结',
    example: '/结束集结',
    args: args({ note: optional(rest) }),
  },
  {
    name: '切换',
    aliases: [],
    usage: '/切换 战时|平时',
    example: '/切换 战时',
    args: args({ mode: requiredIfTyped(mode, 'arg.mode.missing') }),
  },
]
