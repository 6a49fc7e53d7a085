import type { Refusal } from '../../domain/refusal.ts'
import { args, optional } from '../args/args.ts'
import { suggestionWords } from '../args/suggestion-words.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { answer } from './suggestion-answer.ts'
import { suggestionQueries } from './suggestion-facts.ts'
import { listOpen, listOwn, showOne, sumsInGroup } from './suggestion-list.ts'
import { make } from './suggestion-make.ts'

/**
 * `/建议 内容` goes to the secretary in private, who answers within ten days (R085): `/建议 7 采纳 话`, `不采纳 理由`, `已办 话`.
 * Alone it lists what waits for one’s answer, else one’s own; in a group figures only: words are nobody’s but theirs.
 */
export const suggestion = defineCommand({
  name: '建议',
  aliases: ['suggest'],
  topic: 'self',
  usage: '/建议 内容（书记：编号 采纳|不采纳|已办 话）',
  example: '/建议 5栋台阶加个扶手',
  args: args({ suggestion: optional(suggestionWords) }),
  who: registeredOrAppointed,
  read: suggestionQueries,
  decide: (situation): Decision | Refusal => {
    const typed = situation.args.suggestion
    if (typed?.does === 'make') return make(situation, typed.text)
    if (typed?.does === 'answer') return answer(situation, typed)
    if (typed?.does === 'show') return showOne(situation, typed.id)
    if (situation.who.inGroup) return sumsInGroup(situation)
    const keeps = situation.who.roles.some(({ role }) => role !== 'liaison' && role !== 'grid_head')
    return keeps && typed?.does !== 'mine' ? listOpen(situation) : listOwn(situation)
  },
})
