import * as v from 'valibot'
import { MINUTE } from '../../domain/calendar/shanghai.ts'
import type { Answer } from '../post-json.ts'
import type { Sent } from '../push.ts'
import {
  allWait,
  byStatus,
  errcode,
  failure,
  isOk,
  mayHaveArrived,
  thisWaits,
  type Verdict,
} from '../push-answer.ts'

/** The error codes of a group's webhook (wecom-protocol §6). */
const CODES = new Map<number, Verdict>([
  [-1, thisWaits(5000)], // busy
  [45009, allWait(MINUTE)], // more than 20 a minute
  [93000, 'channel'], // no such webhook, or the robot left the group
  [93004, 'channel'], // robot disabled
  [93008, 'channel'], // not in the group
  [40008, 'message'], // message type
  [40058, 'message'], // too long
  [44004, 'message'], // empty
])

const Body = v.object({ errcode })

/** What a webhook's answer says; failures come as HTTP 200 too. A code that we do not know refuses the message. */
export function readAnswer({ status, body }: Answer): Sent {
  const parsed = v.safeParse(Body, body)
  if (!parsed.success || mayHaveArrived(status)) return byStatus('wecom', status)
  const code = parsed.output.errcode
  if (code === 0) return isOk(status) ? { is: 'sent' } : byStatus('wecom', status)
  return failure('wecom', code, CODES.get(code) ?? 'message')
}
