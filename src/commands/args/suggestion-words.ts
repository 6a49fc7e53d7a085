import type { SuggestionAnswer } from '../../domain/ideas/suggestion.ts'
import type { ArgType } from './arg.ts'
import { type Match, match } from './match.ts'
import { rest } from './rest.ts'

/** What somebody says to `/建议`: an idea, or what becomes of one by its number. */
export type SuggestionWords =
  | { does: 'make'; text: string }
  | { does: 'show'; id: number }
  | { does: 'answer'; id: number; answer: SuggestionAnswer; said?: string }
  | { does: 'mine' }

const ANSWERS: { readonly [A in SuggestionAnswer]: string } = {
  declined: '不采纳|不予采纳|不采用|不同意|婉拒',
  adopted: '采纳|采用|同意',
  done: '已经办好|已经办|已办结|已办理|已办好|已办|办结|办好|已完成|已落实|落实',
}
const NUMBER = '(?:j|第|#|建议)? ?(\\d{1,9}) ?(?:号|条)?'
const ANSWER = (words: string, before: boolean) =>
  before
    ? new RegExp(`^\\s*(?:${words})了?[\\s,，:：]*${NUMBER}(?![\\p{L}\\p{N}])`, 'du')
    : new RegExp(`^\\s*${NUMBER}[\\s,，:：]*(?:${words})了?`, 'du')
const SHOW = new RegExp(`^\\s*${NUMBER}\\s*$`, 'du')
const MINE = /^\s*(?:我的|我提的|自己的)\s*$/du

/** The number of a suggestion with its letter: `J7`, for `/撤销`. */
export const lettered: ArgType<number> = {
  take(text) {
    const found = match(text, /^\s*j ?(\d{1,9})(?![\p{L}\p{N}])/du)
    return found ? { value: Number(found.groups[0]), rest: found.rest } : undefined
  },
}

/** `5栋台阶加个扶手`, `J7`, `7 采纳 话`, `7 不采纳 理由`, `7 已办 话`, `我的`. Not there when nothing is left but signs. */
export const suggestionWords: ArgType<SuggestionWords> = {
  take(text, context) {
    if (match(text, MINE)) return { value: { does: 'mine' }, rest: '' }
    const shown = match(text, SHOW)
    if (shown) return { value: { does: 'show', id: numberIn(shown) }, rest: '' }
    for (const answer of ['declined', 'adopted', 'done'] as const) {
      const found = match(text, ANSWER(ANSWERS[answer], false)) ?? match(text, ANSWER(ANSWERS[answer], true))
      if (!found) continue
      const said = rest.take(found.rest, context)
      return {
        value: {
          does: 'answer',
          id: numberIn(found),
          answer,
          ...(said && 'value' in said && { said: said.value }),
        },
        rest: '',
      }
    }
    const idea = rest.take(text, context)
    return idea && 'value' in idea ? { value: { does: 'make', text: idea.value }, rest: '' } : undefined
  },
}

const numberIn = ({ groups }: Match): number => Number(groups[0])
