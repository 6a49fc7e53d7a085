import { original } from '../../text/cut.ts'
import { folded } from '../../text/fold.ts'
import type { NamingType } from './args.ts'
import { match } from './match.ts'

const CHINESE = '\\p{Script=Han}{2,4}(?:·\\p{Script=Han}{1,8})*(?:同志|女士|先生)?'
const COURTESY = /(?<=\p{Script=Han}{2})(?:同志|女士|先生)$/u
// Up to three words in Latin letters: @Wang Xiaoming.
const LATIN = "[a-z][a-z.'-]*(?: [a-z][a-z.'-]*){0,2}"
const END = '(?![\\p{L}\\p{N}])'
const MENTION = new RegExp(`@(${LATIN}(?=\\s|$|[^\\p{L}\\p{N}])|[^\\s@,，、]+)`, 'du')
const FIRST = new RegExp(`^\\s*(${CHINESE}|${LATIN})${END}`, 'du')

/** The name without what is said out of courtesy: 张三同志 is 张三. 李先生 may be all that is known. */
export const nameOnly = (typed: string): string => typed.replace(COURTESY, '')

/** Somebody, by name as typed: `@张三`, `@Wang Xiaoming` anywhere, or `张三` as the first word. */
export const person: NamingType<string> = {
  namesPerson: true,
  take(text) {
    const found = match(text, MENTION) ?? match(text, FIRST)
    return found?.typed[0] ? { value: nameOnly(found.typed[0]), rest: found.rest } : undefined
  },
}

const MORE = new RegExp(`^\\s*(?:[、,，和&]\\s*@?|@)(${CHINESE}|${LATIN})${END}`, 'du')

/** Somebody more, right behind the one that was taken: `张三、李四`, `@张三 @李四`. */
export const another: NamingType<string> = {
  namesPerson: true,
  take(text) {
    const found = match(text, MORE)
    return found?.typed[0] ? { value: nameOnly(found.typed[0]), rest: found.rest } : undefined
  },
}

/** What stands between who goes and who comes: `张三换成李四`, `张三→李四`. */
const INSTEAD = /\s*(?:换成|換成|换为|改成|改为|改為|换给|改给|交给|转给|换|換|→|-+>|=+>)\s*/gu

/** Two names, of which the second comes instead of the first: as `people`, with a word or an arrow between them too. */
export const replacement: NamingType<string[]> = {
  namesPerson: true,
  take: (text, context) => people.take(text.replace(/^\s*[由把将將]/u, '').replace(INSTEAD, ' '), context),
}

const GAP = /[\s,，、和]*/uy
const NAME = new RegExp(
  `(?:@${LATIN}|@[^\\s@,，、]+|${CHINESE}|p\\d{1,9}|${LATIN}|\\p{Script=Han})${END}`,
  'uy',
)

/** Where a sticky pattern ends that begins at a place of a text; undefined where it does not. */
function endOf(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** Names, as typed: `张伟 李梅、@陈杰`; all that is left must be names. */
export const people: NamingType<string[]> = {
  namesPerson: true,
  take(text) {
    const form = folded(text)
    const names: string[] = []
    let at = endOf(GAP, form.text, 0) ?? 0
    while (at < form.text.length) {
      const end = endOf(NAME, form.text, at)
      if (end === undefined) return undefined
      const typed = original(text, form, at, end).trim()
      names.push(nameOnly(typed.replace(/^[@＠]/, '')))
      at = endOf(GAP, form.text, end) ?? end
    }
    return names.length > 0 ? { value: names, rest: '' } : undefined
  },
}
