import { refuse } from '../../domain/refusal.ts'
import type { PersonKind } from '../../store/tables/person.ts'
import { fold } from '../../text/fold.ts'
import type { ArgType } from './arg.ts'

/** What a registration says: a name, a unit (empty when none was typed), the kind of person, perhaps a grid. */
export interface TypedRegistration {
  name: string
  unit: string
  kind: PersonKind
  grid?: string
  /** The words after the name, kind and grid left out: in private one of them may be the community. */
  words: string[]
}

const kinds = new Map<string, PersonKind>([
  ['志愿者', 'volunteer'],
  ['社区志愿者', 'volunteer'],
  ['居民', 'resident'],
  ['群众', 'resident'],
  ['党员', 'member'],
  ['下沉党员', 'member'],
])

/** What stands in the usage line, or ends like an organ, is nobody's name. */
const NO_NAME = /^(?:姓名|名字|单位)$|[局委院厅部处办]$|社区$|街道$|中心$|公司$/
/** Nor is what would pass for everybody or for the bot. A title is no danger: roles are given, never read out of a name (isBareTitle). */
const PASSES_FOR =
  /^(?:(?:全部|全都|所有)[\p{P}]*(?:人|通过)?|全[体员].{0,2}|大家|各位|all|everyone|系统.{0,2}|system|.*(?:机器人|红搭档).*)[\p{P}]*$/u
/**
 * One script, or Chinese with Latin letters: signs of different scripts look alike (王工 and 王エ, Wang and Wаng). Of Latin
 * those that are a to z under their accents: Wanɡ with a phonetic ɡ is none.
 */
const ONE_SCRIPT =
  /^(?:[\p{sc=Han}a-z\p{M}·•'.\- ]+|[\p{sc=Hangul} ]+|[\p{sc=Tibetan} ]+|[\p{sc=Mongolian} ]+|[\p{sc=Cyrillic}\p{M}'.\- ]+)$/iu

/** `张三 市财政局`, `王芳 东湖社区 志愿者`, `Wang Xiaoming 市财政局 3网格`, also with commas. Refuses with arg.name.invalid. */
export const registration: ArgType<TypedRegistration> = {
  take(text) {
    const all = text
      .split(/[\s,，;；|｜]+/)
      .map((word) => word.replace(/^(姓名|单位|身份|类别|角色|网格|社区)[:：]/, '').replace(/[。.!！]+$/, ''))
      .filter((word) => word !== '')
    const kind = all.find((word) => kinds.has(fold(word)))
    const grid = all.slice(1).find((word) => /^[\p{L}\p{N}]{1,10}网格$/u.test(fold(word)))
    const words = all.filter((word) => word !== kind && word !== grid)
    let name = words.shift()
    if (name === undefined) return undefined
    name = name.replace(/^[@＠]/, '')
    // A name in Latin letters may have several words.
    while (/^[a-z'.-]+$/i.test(name.split(' ').at(-1) ?? '') && /^[a-z'.-]+$/i.test(words[0] ?? ''))
      name += ` ${words.shift()}`
    const isName = /^[\p{L}·•'.\- ]{2,30}$/u.test(name) && ONE_SCRIPT.test(name.normalize('NFKD'))
    if (!isName || NO_NAME.test(fold(name)) || PASSES_FOR.test(fold(name)))
      return refuse('arg.name.invalid', { text: name.slice(0, 30) })
    const value: TypedRegistration = {
      name,
      unit: words.join(''),
      kind: kinds.get(fold(kind ?? '')) ?? 'member',
      words,
    }
    if (grid !== undefined) value.grid = grid
    return { value, rest: '' }
  },
}
