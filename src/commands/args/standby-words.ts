import { fold } from '../../text/fold.ts'
import type { NamingType } from './args.ts'
import { words } from './words.ts'

/** Words about a standing list: names as typed, and whether those go. */
export interface StandbyWords {
  words: string[]
  off: boolean
}

const offWords = ['移出', '移除', '去掉', '删除', '删去', '除名']

/** `市财政局 张三 李四`, `移出 张三`, `@张三`: which word is a unit the command decides. */
export const standbyWords: NamingType<StandbyWords> = {
  namesPerson: true,
  take(text, context) {
    const found = words.take(text, context)
    if (!found || 'refused' in found) return undefined
    const typed = found.value.map((word) => word.replace(/^[@＠]/, ''))
    const isOff = (word: string) => offWords.includes(fold(word))
    return {
      value: { words: typed.filter((word) => word !== '' && !isOff(word)), off: typed.some(isOff) },
      rest: '',
    }
  },
}
