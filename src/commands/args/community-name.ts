import { refuse } from '../../domain/refusal.ts'
import type { ArgType } from './arg.ts'

/** `东湖社区`, `东湖社区 东湖街道`: a community, perhaps with its street. */
export const communityName: ArgType<{ community: string; street?: string }> = {
  take(text) {
    const [first, ...others] = text.split(/[\s,，。;；|｜]+/).filter((word) => word !== '')
    if (first === undefined) return undefined
    // 花园 社区 is one name in two words.
    const community = /^(?:社区|村)$/.test(others[0] ?? '') ? `${first}${others.shift()}` : first
    const street = others.join('')
    const wrong = [community, street].find((name) => !/^[\p{L}\p{N}·（）()]{0,30}$/u.test(name))
    if (wrong !== undefined || community.length < 2) {
      return refuse('arg.community.invalid', { text: (wrong ?? community).slice(0, 20) })
    }
    return { value: street === '' ? { community } : { community, street }, rest: '' }
  },
}
