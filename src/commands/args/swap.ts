import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { excerpt, type NamingType } from './args.ts'
import { daysAhead } from './days-ahead.ts'
import { match } from './match.ts'
import { people } from './person.ts'
import { planTime } from './plan-time.ts'
import { rest } from './rest.ts'

/** An answer to a swap that was asked for; `shift` is its number (S12). */
export interface SwapAnswer {
  answer: '同意' | '不同意' | '撤回' | '批准' | '退回'
  shift?: number
  reason?: string
}

/**
 * A swap that is asked for: the day, perhaps the minute at which the shift starts or between which it does (上午), and to
 * whom (or from whom to whom).
 */
export interface SwapWish {
  day: string
  start?: number
  part?: { from: number; to: number }
  names: string[]
}

const WORDS: { [word: string]: SwapAnswer['answer'] } = {
  不同意: '不同意',
  婉拒: '不同意',
  拒绝: '不同意',
  同意: '同意',
  撤回: '撤回',
  取消: '撤回',
  批准: '批准',
  退回: '退回',
}
const ANSWER = new RegExp(`^\\s*(${Object.keys(WORDS).join('|')})(?!\\p{Script=Han})`, 'du')
const NUMBER = /^[\s,，]*s?\s?(\d{1,9})号?(?![\p{L}\p{N}.:/-])/du
/** Words before a name: 换给李梅, 和 @李梅. */
const TO = /(?:换给|换成|给|跟|找)\s*(?=[@＠\p{Script=Han}])|(?:与|和)\s*(?=[@＠])/gu
/** The part of the day in which the shift begins, minutes since midnight. */
const PARTS: [RegExp, { from: number; to: number }][] = [
  [/^\s*(?:上午|早上|早)(?:的?班)?(?=[\s@＠]|$)/u, { from: 0, to: 720 }],
  [/^\s*(?:下午|午后|中)(?:的?班)?(?=[\s@＠]|$)/u, { from: 720, to: 1080 }],
  [/^\s*(?:晚上|夜里|晚|夜)(?:的?班)?(?=[\s@＠]|$)/u, { from: 1020, to: 1440 }],
]

/**
 * `同意 S12`, `不同意 理由`, `批准 S12`, `退回 S12 理由`, `撤回`; or `11-25 @李梅`, `11-25 9:00 @李梅`, `11-25 上午 @李梅`, `11-25 张三 李梅`.
 * Refused: `arg.day.missing`, `arg.day.*`, `arg.time.*`, `arg.who.missing`, `arg.swap.one_day`, `arg.swap.names`.
 */
export const typedSwap: NamingType<SwapAnswer | SwapWish> = {
  namesPerson: true,
  take(text, context) {
    const answered = match(text, ANSWER)
    const answer = WORDS[answered?.groups[0] ?? '']
    if (answered && answer) {
      const number = match(answered.rest, NUMBER)
      const said = rest.take(number?.rest ?? answered.rest, context)
      const reason = said && !isRefusal(said) ? said.value : undefined
      return {
        value: {
          answer,
          ...(number && { shift: Number(number.groups[0]) }),
          ...(reason !== undefined && { reason }),
        },
        rest: '',
      }
    }
    if (text.trim() === '') return undefined
    const wish = readWish(text, context)
    return isRefusal(wish) ? wish : { value: wish, rest: '' }
  },
}

function readWish(text: string, context: { now: number }): SwapWish | Refusal {
  const days = daysAhead.take(text, context)
  if (isRefusal(days)) return days
  if (!days) return refuse('arg.day.missing', { text: excerpt(text) })
  const { from, to } = days.value
  if (from !== to) return refuse('arg.swap.one_day', { text: excerpt(text) })
  const time = planTime.take(days.rest, context)
  if (isRefusal(time)) return time
  const left = (time?.rest ?? days.rest).replace(TO, ' ')
  const said = time ? undefined : PARTS.find(([pattern]) => pattern.test(left))
  const names = people.take(said ? left.replace(said[0], ' ') : left, context)
  if (!names || isRefusal(names)) return refuse('arg.who.missing', { text: excerpt(days.rest) })
  if (names.value.length > 2) return refuse('arg.swap.names', { text: excerpt(days.rest) })
  const start = time?.value.from
  return {
    day: from,
    names: names.value,
    ...(start !== undefined && { start }),
    ...(said && { part: said[1] }),
  }
}
