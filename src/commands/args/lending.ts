import { fold } from '../../text/fold.ts'
import type { ArgType } from './arg.ts'
import { tidy } from './rest.ts'

/** What `/调剂 12` says: which community is asked, or the answer of the one that was, or that nobody is asked any more. */
export type Lending =
  | { ask: string }
  | { answer: 'yes' }
  | { answer: 'no'; reason?: string }
  | { answer: 'withdraw' }

const answers = new Map<string, 'yes' | 'no' | 'withdraw'>([
  ['同意', 'yes'],
  ['可以', 'yes'],
  ['婉拒', 'no'],
  ['拒绝', 'no'],
  ['不同意', 'no'],
  ['取消', 'withdraw'],
  ['撤回', 'withdraw'],
])

/** `西湖社区` · `同意` · `婉拒 理由` · `取消`. */
export const lending: ArgType<Lending> = {
  take(text) {
    const typed = tidy(text)
    if (typed === '') return undefined
    const [first = '', ...more] = typed.split(/[\s,，、:：]+/)
    const answer = answers.get(fold(first))
    if (answer === 'no') {
      const reason = more.join(' ')
      return { value: { answer, ...(reason === '' ? {} : { reason }) }, rest: '' }
    }
    return { value: answer ? { answer } : { ask: typed }, rest: '' }
  },
}
