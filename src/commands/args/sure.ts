import type { ArgType } from './arg.ts'

/** A word that says yes to a doubt: `确认`. */
export const sureWords: readonly string[] = ['确认', '確認', '确定', '確定']

/** Whether a doubt was answered with yes, as the last word. */
export const sure: ArgType<true> = {
  take(text) {
    const word = text.trim()
    return sureWords.includes(word) ? { value: true, rest: '' } : undefined
  },
}
