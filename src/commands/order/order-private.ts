import { cut, original } from '../../text/cut.ts'
import { folded } from '../../text/fold.ts'

const NUMBER = '(?<!\\d)(?:(?:\\+?86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}|0\\d{2,3}-?\\d{7,8})(?!\\d)'
const LABEL = '(?:(?:联系)?(?:电话|手机)(?:号码|号)?[是:\\s]*|联系(?:方式)?[是:\\s]*)?'
const CALLED = '(?:(?:联系人|联系|请找)[是:\\s]*(?<who>\\p{Script=Han}{1,5}?)[,\\s]*)?'
/** A mobile or fixed number among folded words, with whom it reaches: it belongs to the contact, never on a card. */
const PHONE = new RegExp(`${CALLED}${LABEL}(?<number>${NUMBER})`, 'du')

/** Digits that count something, or name a room that everybody may know. */
const NO_DOOR = '(?![\\d年月日人元块米斤瓦个名点分会活教办值接图阅])'

/** The number of somebody's door among folded words: `3栋2单元501`, `201室`, `3-2-501`; the building may be known (R049). */
const DOOR = new RegExp(
  `(?<=[栋幢座楼元门] ?-? ?)\\d{3,4}(?:室|房|户|号)?${NO_DOOR}|(?<![\\d:.-])\\d{3,4}(?:室|房|户)${NO_DOOR}|(?<![\\d-])\\d{1,3}-\\d{1,2}-\\d{3,4}(?![\\d-])`,
  'du',
)

/** What is left hanging where a number stood, or between two. */
const ENDS = /^[\s,，、;；]+|[\s,，、;；]+(?:或者?|和|及)?[\s,，、;；]*$/g

/** Words that everybody may read, and what was taken out of them. */
interface OpenWords {
  open: string
  /** With the name that stood before it, if there was one. */
  phones: string[]
  /** With the number of the door, if there was one. */
  door: string | undefined
}

/** Takes telephone numbers and doors out of a title or a place. */
export function openWords(text: string): OpenWords {
  const phones: string[] = []
  const rest = without(text, PHONE, (typed, { indices: { groups } }) => {
    const [who, number] = [groups?.who, groups?.number].map((at) => (at ? typed(...at) : undefined))
    phones.push([who, number].filter((word) => word !== undefined).join(' '))
  })
  const open = without(rest, DOOR, () => {})
  return { open: open === '' ? text : open, phones, door: open === rest ? undefined : rest }
}

type Typed = (from: number, to: number) => string
type Match = RegExpExecArray & { indices: RegExpIndicesArray }

/** The text as typed without what a pattern finds in its folded form; `seen` hears of each find. */
function without(text: string, pattern: RegExp, seen: (typed: Typed, found: Match) => void): string {
  for (let left = text; ; ) {
    const form = folded(left)
    const found = pattern.exec(form.text) as Match | null
    if (!found) return left.replace(/[ \t]+/g, ' ').replace(ENDS, '')
    const now = left
    seen((from, to) => original(now, form, from, to), found)
    left = cut(now, form, found.index, found.index + found[0].length)
  }
}
