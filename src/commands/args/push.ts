import type { ArgType } from './arg.ts'

/** What a webhook is bound by: an address, the key that signs it, and for which group. Never refused, never repeated: it may be a secret. */
export interface TypedPush {
  url?: string
  secret?: string
  /** `G3`: a group by number. */
  group?: number
  /** A community, as typed. */
  community?: string
}

/** `https://… [SEC…]`, `G3`, `东湖社区`, in any order, as typed (case counts). */
export const push: ArgType<TypedPush> = {
  take(text) {
    const value: TypedPush = {}
    for (const word of text.split(/\s+/).filter((one) => one !== '')) {
      const number = /^[gＧｇ](\d{1,9})$/i.exec(word.normalize('NFKC'))?.[1]
      if (/^https?:/i.test(word)) value.url ??= word
      else if (word.startsWith('SEC')) value.secret ??= word
      else if (number !== undefined) value.group ??= Number(number)
      else value.community = `${value.community ?? ''}${word}`
    }
    return Object.keys(value).length > 0 ? { value, rest: '' } : undefined
  },
}
