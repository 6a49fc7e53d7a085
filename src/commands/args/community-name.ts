import type { ArgType } from './arg.ts'

/** `东湖社区`, `东湖社区 东湖街道`: a community, perhaps with its street. */
export const communityName: ArgType<{ community: string; street?: string }> = {
  take(text) {
    const [community, ...others] = text.split(/[\s,，|｜]+/).filter((word) => word !== '')
    if (community === undefined) return undefined
    const street = others.join('')
    return { value: street === '' ? { community } : { community, street }, rest: '' }
  },
}
