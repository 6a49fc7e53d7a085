import { refuse } from '../../domain/refusal.ts'
import type { NamingType } from './args.ts'
import { entryNumbers } from './entries.ts'
import { nameOnly } from './person.ts'

/** What a secretary says yes to: entries by number, people by name, or all that waits. */
export interface ReviewTargets {
  all: boolean
  entries: number[]
  names: string[]
}

/** `31 32`, `31-35`, `T31`, `全部`, `张三`, `@张三 李梅`; numbers and names may be mixed. */
export const reviewTargets: NamingType<ReviewTargets> = {
  namesPerson: true,
  take(text, context) {
    const numbers = entryNumbers.take(text, context)
    if (numbers && 'refused' in numbers) return numbers
    const rest = numbers ? numbers.rest : text
    const names = rest
      .split(/[\s,，、]+/)
      .map((word) => nameOnly(word.replace(/^[@＠]/, '')))
      .filter((word) => word !== '')
    if (!numbers && names.length === 0) return undefined
    // 「全部 除了张三」 must not become 全部.
    if (numbers?.value.all && names.length > 0)
      return refuse('arg.entries.all_alone', { text: names.join(' ').slice(0, 20) })
    const { all, entries } = numbers?.value ?? { all: false, entries: [] }
    return { value: { all, entries, names }, rest: '' }
  },
}
