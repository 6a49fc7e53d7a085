import * as v from 'valibot'
import { addMonths, MINUTE, monthOf, startOfDay } from '../../domain/calendar/shanghai.ts'
import type { Answer, Failure } from '../post-json.ts'
import { allWait, byStatus, errcode, failure, isOk, mayHaveArrived, type Verdict } from '../push-answer.ts'
import { CODES, NUMBERS } from './codes.ts'

const Numbered = v.object({
  errcode,
  errmsg: v.fallback(v.string(), ''),
  sub_code: v.fallback(v.optional(errcode), undefined),
})
const Coded = v.object({ code: v.string() })
/** The address is punished for too many calls; comes in place of the JSON of the API (dingtalk-protocol §4.5). */
const Punished = v.object({ status: v.literal(1111) })
const PUNISHED = allWait(5 * MINUTE)

/** What keeps a call from being taken; `undefined` when the answer names nothing. `now` is ms UTC, for the month's quota. */
export function readFailure({ status, body }: Answer, now: number): Failure | undefined {
  if (mayHaveArrived(status)) return byStatus('dingtalk', status)
  if (v.is(Punished, body)) return failure('dingtalk', 'punished', PUNISHED)
  const numbered = v.safeParse(Numbered, body)
  if (numbered.success && numbered.output.errcode !== 0) return byNumber(numbered.output, now)
  const coded = v.safeParse(Coded, body)
  const known = coded.success ? CODES.get(coded.output.code) : undefined
  if (coded.success && known) return end(coded.output.code, known, now)
  if (isOk(status)) return undefined
  // The platform itself refused the call, in a word that we do not know; what is no word stays out of `why`.
  const word = coded.success ? /^[a-z]+(\.[a-z]+)*$/i.exec(coded.output.code)?.[0] : undefined
  return coded.success && status >= 400 && status < 500 && status !== 429
    ? failure('dingtalk', word ?? `http_${status}`, 'message')
    : byStatus('dingtalk', status)
}

function byNumber({ errcode, errmsg, sub_code }: v.InferOutput<typeof Numbered>, now: number): Failure {
  if (sub_code !== undefined && NUMBERS.has(sub_code))
    return byNumber({ errcode: sub_code, errmsg, sub_code: undefined }, now)
  const code = errcode === 310000 ? `310000${unsafe(errmsg)}` : errcode
  return end(code, NUMBERS.get(errcode) ?? 'message', now)
}

const end = (code: string | number, verdict: Verdict | 'quota', now: number): Failure =>
  verdict === 'quota'
    ? failure('dingtalk', 'quota', allWait(startOfDay(`${addMonths(monthOf(now), 1)}-01`) - now))
    : failure('dingtalk', code, verdict)

/** Which of a webhook's security settings refused, so that whoever mends it knows where. */
function unsafe(errmsg: string): string {
  if (/keyword|关键词/i.test(errmsg)) return '.keyword'
  if (/sign|签名/i.test(errmsg)) return '.sign'
  if (/timestamp|时间戳/i.test(errmsg)) return '.timestamp'
  return /\bip\b/i.test(errmsg) ? '.ip' : ''
}
