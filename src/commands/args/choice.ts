import { fold } from '../../text/fold.ts'
import type { ArgType } from './arg.ts'
import { match } from './match.ts'

/**
 * One of a list. `words` has each choice with its other spellings (`{ 开: ['打开', 'on'] }`); it counts where it
 * stands on its own. Without one the argument is not there, and `required` names the choices.
 */
export function choice<const T extends string>(words: { [K in T]: readonly string[] }): ArgType<T> {
  const byWord = new Map<string, T>()
  for (const name of Object.keys(words) as T[]) {
    for (const word of [name, ...words[name]]) byWord.set(fold(word), name)
  }
  const spelled = [...byWord.keys()].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}@])(${spelled.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])`,
    'du',
  )
  return {
    take(text) {
      const found = match(text, pattern)
      const value = byWord.get(found?.groups[0] ?? '')
      return found && value !== undefined ? { value, rest: found.rest } : undefined
    },
  }
}
