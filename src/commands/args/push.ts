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

/** What people write before an address, as the usage line does. */
const label = /^新?(推送|群|机器人)*地址[：:]?$/

/** `https://… [SEC…]`, `G3`, `东湖社区`, in any order, as typed (case counts); `推送地址：` before it is no community. */
export const push: ArgType<TypedPush> = {
  take(text) {
    const value: TypedPush = {}
    for (const word of text.split(/\s+/).filter((one) => one !== '')) {
      const url = /https?:[^\s，。；、<>《》「」"']+/i.exec(word)?.[0]
      const number = /^[gＧｇ](\d{1,9})$/i.exec(word.normalize('NFKC'))?.[1]
      if (url !== undefined) value.url ??= url
      else if (label.test(word)) continue
      else if (word.startsWith('SEC')) value.secret ??= word
      else if (number !== undefined) value.group ??= Number(number)
      else value.community = `${value.community ?? ''}${word}`
    }
    return text.trim() !== '' ? { value, rest: '' } : undefined
  },
}
