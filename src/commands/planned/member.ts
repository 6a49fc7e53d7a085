import { args, optional, required, requiredIfTyped } from '../args/args.ts'
import { board, reminders } from '../args/choices.ts'
import { linkCode } from '../args/code.ts'
import { orderOrEntry } from '../args/order-number.ts'
import { period } from '../args/period.ts'
import { rest } from '../args/rest.ts'
import { workTime } from '../args/when.ts'
import { words } from '../args/words.ts'
import type { PlannedCommand } from '../planned.ts'

/** The words of what every member does for themselves (rules 3.1 and 3.2). */
export const memberWords: readonly PlannedCommand[] = [
  {
    name: '转社区',
    aliases: [],
    usage: '/转社区 社区名称',
    example: '/转社区 东湖社区',
    args: args({ community: required(rest, 'arg.community.missing') }),
  },
  {
    name: '单位报到',
    aliases: ['unit'],
    usage: '/单位报到 社区名称',
    example: '/单位报到 东湖社区',
    args: args({ community: required(rest, 'arg.community.missing') }),
  },
  {
    name: '补报',
    aliases: ['makeup', 'bb'],
    usage: '/补报 日期 起止时间 事由',
    example: '/补报 昨天 14:00-17:00 秋季大扫除',
    args: args({ work: required(workTime, 'arg.duration.missing'), note: optional(rest) }),
  },
  {
    name: '怎么算',
    aliases: ['why'],
    usage: '/怎么算 单号（或 T31）',
    example: '/怎么算 12',
    args: args({ subject: required(orderOrEntry, 'arg.order.missing') }),
  },
  {
    name: '专长',
    aliases: ['skills'],
    usage: '/专长 法律 医疗',
    example: '/专长 法律 医疗',
    args: args({ skills: optional(words) }),
  },
  {
    name: '空闲',
    aliases: ['free'],
    usage: '/空闲 周末 晚上',
    example: '/空闲 周末 晚上',
    args: args({ free: optional(words) }),
  },
  {
    name: '排行',
    aliases: ['rank', 'ph'],
    usage: '/排行 [单位|社区] [本月]',
    example: '/排行 单位',
    args: args({ scope: optional(board), period: optional(period) }),
  },
  {
    name: '建议',
    aliases: ['suggest'],
    usage: '/建议 内容',
    example: '/建议 5栋台阶加个扶手',
    args: args({ note: required(rest, 'arg.text.missing') }),
  },
  { name: '五个一', aliases: ['five'], usage: '/五个一', example: '/五个一', args: args({}) },
  {
    name: '提醒',
    aliases: ['notify'],
    usage: '/提醒 开|关|晚上',
    example: '/提醒 晚上',
    args: args({ setting: requiredIfTyped(reminders, 'arg.reminders.missing') }),
  },
  {
    name: '绑定',
    aliases: ['link'],
    usage: '/绑定 [6位码]',
    example: '/绑定 7K2M9Q',
    args: args({ code: optional(linkCode) }),
  },
  { name: '确认', aliases: ['confirm'], usage: '/确认', example: '/确认', args: args({}) },
  { name: '我的数据', aliases: ['mydata'], usage: '/我的数据', example: '/我的数据', args: args({}) },
  { name: '注销', aliases: ['forget'], usage: '/注销', example: '/注销', args: args({}) },
  { name: '收到', aliases: ['ack'], usage: '/收到', example: '/收到', args: args({}), slashOnly: true },
]
