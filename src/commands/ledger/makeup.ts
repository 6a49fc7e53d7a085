import { refuse } from '../../domain/refusal.ts'
import { args, optional, required } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { workTime } from '../args/when.ts'
import { defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { recordTypedWork, typedWorkQueries } from './typed-work.ts'

/** `/补报 昨天 14:00-17:00 事由`: a duty after the fact, which waits for the secretary (rule 8.14). Refuses with makeup.no_reason. */
export const makeup = defineCommand({
  name: '补报',
  aliases: ['makeup', 'bb'],
  topic: 'hours',
  usage: '/补报 日期 起止时间 做了什么',
  example: '/补报 昨天 14:00-17:00 秋季大扫除',
  args: args({ work: required(workTime, 'arg.makeup.missing'), note: optional(rest) }),
  who: registered,
  read: (ask) => typedWorkQueries(ask, ask.args.work),
  decide: (situation) => {
    const { work, note } = situation.args
    return note
      ? recordTypedWork('makeup', work, note, situation)
      : refuse('makeup.no_reason', { minutes: work.minutes })
  },
})
