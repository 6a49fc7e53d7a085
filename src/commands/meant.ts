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

/** Words of every day that speak of a command without its name. */
const EVERYDAY: [string, RegExp][] = [
  ['我的', /积分|时长|还差多少|干了多久/],
  ['订单', /有活|什么活|活儿|任务/],
  ['报到', /我到了|到社区了|上班/],
  ['签退', /我走了|下班|干完了|忙完了/],
  ['点单', /漏水|停电|坏了|求助|帮帮我|帮个忙/],
]
/** Too much else is said with these. */
const IN_TALK = ['我的', '帮助', '收到', '同意', '确认']

/** The names of the commands that a talk speaks of, the longest first: 忘记签退了怎么办, 查一下积分. */
export function spokenOf(
  text: string,
  commands: readonly { name: string; aliases: readonly string[] }[],
): string[] {
  const form = fold(text)
  const named = commands.flatMap(({ name, aliases }) => {
    const said = [name, ...aliases].filter(
      (word) => /^\p{Script=Han}{2,}$/u.test(word) && form.includes(word),
    )
    const length = Math.max(0, ...said.map((word) => word.length))
    return length > 0 && !IN_TALK.includes(name) ? [{ name, length }] : []
  })
  return [
    ...named.sort((a, b) => b.length - a.length).map(({ name }) => name),
    ...EVERYDAY.filter(([, words]) => words.test(form)).map(([name]) => name),
  ]
}
