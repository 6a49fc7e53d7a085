import { fold } from '../../text/fold.ts'
import type { ArgType } from './arg.ts'

/** A unit's request to a community: the words that name it (and perhaps the unit), and whether it is taken back. */
export interface TypedLink {
  words: string[]
  withdraw: boolean
}

const BACK = ['撤回', '撤销', '取消', '解除']

/** `东湖社区`, `东湖社区 市财政局`, `东湖社区 撤回`. */
export const typedLink: ArgType<TypedLink> = {
  take(text) {
    const all = text.split(/[\s,，、|｜]+/).filter((word) => word !== '')
    const words = all.filter((word) => !BACK.includes(fold(word)))
    return words.length > 0 ? { value: { words, withdraw: words.length < all.length }, rest: '' } : undefined
  },
}
