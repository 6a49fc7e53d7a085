import { keptMonth } from '../../domain/calendar/kept-period.ts'
import { args, optional } from '../args/args.ts'
import { period } from '../args/period.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { consoleLink } from './console-link.ts'

/** `/导出 [上月]`: the same one-time link as `/控制台`; it leads to the tables of that month. */
export const exportCommand = defineCommand({
  name: '导出',
  aliases: ['export'],
  topic: 'figures',
  usage: '/导出 [上月]',
  example: '/导出 上月',
  args: args({ period: optional(period) }),
  who: registeredOrAppointed,
  read: () => ({}),
  decide: (situation) => {
    const month = keptMonth(situation.args.period, situation.at)
    return consoleLink(situation, month === undefined ? 'exports' : `exports?month=${month}`)
  },
})
