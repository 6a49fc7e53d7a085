import { fold } from '../text/fold.ts'

const NUMBER = '(?:第|#)? ?(\\d{1,9}) ?(?:号单|号|单)?'
const said = (words: string) => `(?:${words})[!。~了啦吧]*`
const wishes = '我来|我去|我接|我要接|我想接|我报名|报名|算我一个|我能去|我可以去|我可以'
const asks = '我来接|我要接|我想接|我报名|报名|接一下|接|抢'
const ends = '做完|完成|办完|办好|做好|弄好|搞定|已完成|已经完成|已做完'
const leaves = '不去|去不了|来不了|我不去|退掉|不接'

const patterns: [string, RegExp][] = [
  ['接单', new RegExp(`^${NUMBER} ?,? ?${said(wishes)}$`)],
  ['接单', new RegExp(`^${said(asks)} ?${NUMBER}$`)],
  ['完成', new RegExp(`^${NUMBER} ?,? ?${said(ends)}(?: .*|,.*)?$`)],
  ['完成', new RegExp(`^${said(ends)} ?${NUMBER}$`)],
  ['退单', new RegExp(`^${NUMBER} ?,? ?${said(leaves)}$`)],
]

/**
 * The command that somebody means who says of an order what they do (`12号我来`, `12号做完了`), to be offered, never
 * executed (rule 8.2); undefined for other talk.
 */
export function meant(text: string): string | undefined {
  const form = fold(text).trim()
  for (const [name, pattern] of patterns) {
    const number = pattern.exec(form)?.[1]
    if (number) return `/${name} ${Number(number)}`
  }
  return undefined
}
