import type { Refusal } from '../../domain/refusal.ts'
import { args, optional } from '../args/args.ts'
import { supportWords } from '../args/support-words.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { agreeToPair, endSupport } from './support-answer.ts'
import { supportQueries } from './support-facts.ts'
import { listPairs } from './support-list.ts'
import { pairUp } from './support-pair.ts'

/**
 * 1+1结对服务 (R088): `/结对 张三 H12 教育` is the secretary’s, who says whether the household agreed; a member’s own `/结对 H12`
 * asks the secretary. `/结对 同意 H12`, 不同意, 结束. Alone it lists one’s own households, and for who answers for a
 * community or a unit theirs, by subject too (R090).
 */
export const support = defineCommand({
  name: '结对',
  aliases: [],
  topic: 'pair',
  usage: '/结对 [姓名] 户码 [需求]',
  example: '/结对 张三 H12 教育',
  args: args({ support: optional(supportWords) }),
  who: registeredOrAppointed,
  read: (ask) => supportQueries(ask),
  decide: (situation): Decision | Refusal => {
    const typed = situation.args.support ?? { does: 'list' as const }
    switch (typed.does) {
      case 'list':
        return listPairs(situation, typed)
      case 'pair':
        return pairUp(situation, typed)
      case 'agree':
        return agreeToPair(situation, typed)
      case 'refuse':
      case 'end':
        return endSupport(situation, typed)
    }
  },
})
