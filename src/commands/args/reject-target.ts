import type { NamingType } from './args.ts'

/** What is refused: one entry by number (`33`, `T33`), or one registration by name. */
export interface RejectTarget {
  entry?: number
  name?: string
}

export const rejectTarget: NamingType<RejectTarget> = {
  namesPerson: true,
  take(text) {
    const found = text.match(/^\s*[#＃]?[tTＴｔ]?\s*([0-9０-９]+)\s*号?(?!\p{N})\s*/u)
    if (found?.[1]) {
      return { value: { entry: Number(found[1].normalize('NFKC')) }, rest: text.slice(found[0].length) }
    }
    const name = text.match(/^\s*[@＠]?([^\s,，]+)[\s,，]*/)
    return name?.[1] ? { value: { name: name[1] }, rest: text.slice(name[0].length) } : undefined
  },
}
