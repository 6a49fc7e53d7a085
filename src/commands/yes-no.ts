import { fold } from '../text/fold.ts'

/** What was answered last with numbers: the commands as JSON, the labels of the first two. */
export interface LastAsked {
  choices: string | null
  first: string | null
  second: string | null
}

const YES =
  /^(?:是(?:的|啊|呀)?|对(?:的|对|啊)?|[嗯恩]+|好(?:的|吧|啊|呀|嘞)?|行(?:的|吧)?|可以(?:的|啊)?|要的?|没错|没问题|确定|ok|okay|yes|y)$/
/** What people also say who have only read. */
const READ = /^(?:[嗯恩]|好|行|可以|ok|没问题)/
const NO =
  /^(?:不(?:是|是的|用|用了|要|要了|了|对|行|发|发了|办|办了)?|否|别|先不|先不要|算了|算啦|取消(?:吧|了)?|放弃|no|n)$/
const AROUND = /[\s,。.!~、…]+/gu

/** Whether a text says nothing but yes or no; `read`: a yes that may just mean that it was read. */
export function yesOrNo(text: string): 'yes' | 'read' | 'no' | undefined {
  const said = fold(text).replace(AROUND, '')
  if (YES.test(said)) return READ.test(said) ? 'read' : 'yes'
  return NO.test(said) ? 'no' : undefined
}

/** Labels of first choices that are the yes to a question, whatever stands beside them. */
const SURE = ['offer.run', 'offer.second', 'offer.assign_anyway', 'offer.plan_agree', 'offer.pair_confirm']
/** Labels of first choices that are a yes beside their no: alone they may be one of a list. */
const BESIDE: { [yes: string]: string } = {
  'offer.announce': 'offer.announce_drop',
  'offer.announce_again': 'offer.announce_drop',
  'offer.accept': 'offer.decline',
  'offer.lend_yes': 'offer.lend_no',
  'offer.support_agree': 'offer.support_refuse',
  'offer.holidays_yes': 'offer.holidays_no',
}
/** `/换班 同意 S3` and `/换班 不同意 S3`: both of one swap, and no other one waits. */
const isSwap = ([yes = '', no, ...others]: readonly string[]): boolean =>
  yes.startsWith('/换班 同意 ') &&
  no === yes.replace(' 同意 ', ' 不同意 ') &&
  !others.some((one) => one.startsWith('/换班 同意 '))

/**
 * The commands that yes and no stand for where the last numbered answer was a question that wants a yes; undefined where it
 * was a list of what may come next. `no` is there when saying no does nothing but give up a draft; `refuse` is the command
 * of a no that somebody else hears of, to be named, never executed. What cannot be taken back wants more than 好的: `read` shows
 * it again.
 */
export function yesNoOf({
  choices,
  first,
  second,
}: LastAsked): { yes: string; read?: string; no?: string; refuse?: string } | undefined {
  const commands = JSON.parse(choices ?? '[]') as string[]
  const [yes, no] = commands
  if (yes === undefined || first === null) return undefined
  if (first === 'offer.forget') return { yes, read: '/注销' }
  if (SURE.includes(first)) return { yes }
  if (!(second !== null && BESIDE[first] === second) && !isSwap(commands)) return undefined
  if (no === undefined) return { yes }
  return no.endsWith(' 取消') ? { yes, no } : { yes, refuse: no }
}
