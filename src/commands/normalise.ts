import { clean } from '../text/clean.ts'
import { fold, folded } from '../text/fold.ts'

export interface Normalised {
  /** As typed, without the bot's mention. */
  text: string
  /** No mention stood in front, so one at the end may be the bot's. The finder knows whether a name is wanted there. */
  mentionMayFollow: boolean
}

/** Words of talk; a display name has none of them, so 「@红搭档 请大家记得发 /报到」 stays talk. */
const TALK = /[请发你您他她们大家记得要用说可以能不别怎么吗呢吧啊了先再就把让给回复输打点击:,。!?;]/

/**
 * The text after the mention of the bot (rules 3.1 to 3.4): `@` or `＠`, names with spaces (known ones, or words that
 * a slash follows), any Unicode space or none before the slash. Several people may be mentioned in front.
 */
export function normalise(
  raw: string,
  options: { group: boolean; botNames?: readonly string[] },
): Normalised {
  let text = clean(raw, '\t')
  if (!options.group) return { text, mentionMayFollow: false }
  const names = (options.botNames ?? []).map(fold).filter((name) => name !== '')
  let mentioned = false
  for (let rest = afterMention(text, names); rest !== undefined; rest = afterMention(text, names)) {
    text = rest
    mentioned = true
  }
  const last = withoutLastMention(text, names)
  // DingTalk takes its mention away and leaves the space after it: a name that comes last is then somebody else.
  const removed = /^\s/.test(raw)
  return { text: last ?? text, mentionMayFollow: !mentioned && !removed && last === undefined }
}

function afterMention(text: string, names: readonly string[]): string | undefined {
  const { text: form, origin } = folded(text)
  if (!form.startsWith('@')) return undefined
  const rest = (at: number): string => text.slice(origin[at] ?? text.length).trim()
  const known = names.find(
    (name) => form.startsWith(`@${name}`) && !/^[\p{L}\p{N}]/u.test(form.slice(name.length + 1)),
  )
  if (known !== undefined) return rest(known.length + 1)
  // The first word is the name, and so is what lies between it and a slash if it could be part of a name.
  const word = /^@[^\s/]+/.exec(form)?.[0].length ?? 1
  const slash = /^[^/\n@]{0,20}?(?<=\s)(?=\/\s*[\p{L}?])/u.exec(form.slice(word))
  return rest(slash && !TALK.test(slash[0]) ? word + slash[0].length : word)
}

function withoutLastMention(text: string, names: readonly string[]): string | undefined {
  const { text: form, origin } = folded(text)
  const name = names.find((known) => form.trimEnd().endsWith(`@${known}`))
  return name === undefined ? undefined : text.slice(0, origin[form.lastIndexOf(`@${name}`)]).trim()
}
