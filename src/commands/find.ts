import { folded } from '../text/fold.ts'
import { type ArgsSpec, namesPerson } from './args/args.ts'
import type { Normalised } from './normalise.ts'
import { suggest } from './suggest.ts'

/** What the finder needs to know of a command. */
export interface Named {
  name: string
  aliases: readonly string[]
  /** Counts with a slash only: 收到 without one is talk. */
  slashOnly?: boolean
  args?: ArgsSpec
}

/**
 * `near`: meant as a command, but none; `typed` is the word as typed, `rest` what follows it, the names are the nearest,
 * best first, and are never executed (rule 8.2).
 */
export type Finding<C extends Named> =
  | { is: 'found'; command: C; rest: string; by: 'slash' | 'word' }
  | { is: 'near'; typed: string; names: string[]; rest: string }
  | { is: 'talk' }
  | { is: 'empty' }

const HELP = '帮助'
/** A question about a command is talk: 签退，忘了怎么办. */
const QUESTION = /[吗呢?]|怎么|怎样|如何|能不能|可不可以|要不要/
const LATIN = /^[a-z]+$/
/** What people put between a command and what follows it: 登记：刘爷，居民. */
const PAUSE = /^[:：,，;；。]+\s*/u
/** What may follow a bare name without a space: nothing but numbers as orders, hours and lines of the ledger have them (rule 8.3). */
const GLUED_NUMBER =
  /^[#第]? ?\d+(?:\.\d+)?(?:号单|号|单|个半小时|个?小时|个?钟头|h|分钟)?$|^t?\d+(?:[-~、到至]t?\d+)*$/
/** A mention that comes last, with or without a space before it (签到@红搭档); an address (a@b.cn) is none. */
const LAST_MENTION = /(?:(?<=^|\s)[@＠]|(?<=[^\x00-\x7f]|^\d{1,9})[@＠]|[@＠](?=[^\x00-\x7f]))[^\s@＠]+$/u
const DECORATION = /^(?:[!。.~…]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d)+$/u

/** Finds the command that a message is (product rules 3 and 8.3). Equal in traditional and simplified, in any case. */
export function find<C extends Named>(
  { text, mentionMayFollow }: Normalised,
  commands: readonly C[],
): Finding<C> {
  const form = folded(text)
  const typed = form.text.trim()
  if (typed === '' || typed === '/') return { is: 'empty' }
  const help = commands.find((command) => command.name === HELP)
  if (/^\/? ?\?$/.test(typed) && help)
    return { is: 'found', command: help, rest: '', by: typed === '?' ? 'word' : 'slash' }
  const slash = /^ ?([/、])(?:[/、 ]*(?=\p{Script=Han}))? ?(?=\p{L})/u.exec(form.text)
  const start = slash ? slash[0].length : form.text.length - form.text.trimStart().length
  const body = form.text.slice(start)
  const word = (slash || QUESTION.test(body) ? /^[^\s]+/ : /^[^\s,。:;!]+/).exec(body)?.[0] ?? ''
  const asTyped = text.slice(form.origin[start], form.origin[start + word.length])
  const hit = slash
    ? bySlash(body, commands)
    : byWord(mentionMayFollow ? word.replace(LAST_MENTION, '') : word, body, commands)
  if (hit && !(slash && isMisspelt(word, hit, commands))) {
    const behind = text.slice(form.origin[start + hit.length] ?? text.length).trim()
    const rest = behind.replace(PAUSE, '')
    const ownRest =
      mentionMayFollow && !namesPerson(hit.command.args ?? {}) ? rest.replace(LAST_MENTION, '').trim() : rest
    return { is: 'found', command: hit.command, rest: ownRest, by: slash ? 'slash' : 'word' }
  }
  if (slash && /^[^/]*$/.test(word)) {
    const end = start + word.replace(/#?\d+$/, '').length
    const behind = text.slice(form.origin[end] ?? text.length).trim()
    const rest = mentionMayFollow ? behind.replace(LAST_MENTION, '').trim() : behind
    const names = suggest(word, commands, slash[1] === '/' ? 'prefix' : 'sound')
    // 、 also starts a sentence, so it means a command only when one is near.
    return names.length > 0 || slash[1] === '/'
      ? {
          is: 'near',
          typed: asTyped,
          names: /^#?\d/.test(rest) ? numberedFirst(names, commands) : names,
          rest,
        }
      : { is: 'talk' }
  }
  const names = word === typed && !slash ? suggest(word, commands, 'sound') : []
  return names.length > 0 ? { is: 'near', typed: asTyped, names, rest: '' } : { is: 'talk' }
}

/** Before a number those come first that want the number of an order (`/接 12`: 接单, not 交接). */
function numberedFirst<C extends Named>(names: string[], commands: readonly C[]): string[] {
  const wants = (name: string) => commands.some((one) => one.name === name && 'order' in (one.args ?? {}))
  return [...names.filter(wants), ...names.filter((name) => !wants(name))]
}

interface Hit<C> {
  command: C
  length: number
}

const spelt = new WeakMap<Named, readonly string[]>()

function spellings(command: Named): readonly string[] {
  const known = spelt.get(command)
  if (known) return known
  const names = [command.name, ...command.aliases].map((name) => name.toLowerCase())
  spelt.set(command, names)
  return names
}

/** The longest name that starts the text; a Latin one must not run on into more letters. */
function bySlash<C extends Named>(body: string, commands: readonly C[]): Hit<C> | undefined {
  let best: Hit<C> | undefined
  for (const command of commands) {
    for (const name of spellings(command)) {
      if (!body.startsWith(name) || name.length <= (best?.length ?? 0)) continue
      const next = body.slice(name.length)
      if (next.startsWith('/') || (LATIN.test(name) && /^[a-z]/.test(next))) continue
      best = { command, length: name.length }
    }
  }
  return best
}

/** A name that is the whole first word, or is glued to a number or to signs of joy at the end of the text. */
function byWord<C extends Named>(word: string, body: string, commands: readonly C[]): Hit<C> | undefined {
  for (const command of commands) {
    if (command.slashOnly) continue
    for (const name of spellings(command)) {
      const next = word.startsWith(name) ? word.slice(name.length) : undefined
      const counts =
        next === '' ||
        (next !== undefined && !LATIN.test(name) && GLUED_NUMBER.test(next)) ||
        (next !== undefined && DECORATION.test(next) && word === body.trimEnd())
      if (counts) return { command, length: name.length }
    }
  }
  return undefined
}

/** Whether a word is a slip in a longer name than the one that starts it (确认配队: not 确认 with 「配队」). */
function isMisspelt<C extends Named>(word: string, hit: Hit<C>, commands: readonly C[]): boolean {
  const letters = /^\p{L}*/u.exec(word)?.[0] ?? ''
  if (hit.length >= letters.length) return false
  return suggest(letters, commands, letters.length < 4 ? 'sound' : 'whole').some(
    (name) => name.length > hit.length,
  )
}
