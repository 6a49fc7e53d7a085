import { createHmac, timingSafeEqual } from 'node:crypto'
import { HOUR } from '../../domain/calendar/shanghai.ts'

/** Whether `sign` is the platform's for this timestamp; constant time. It does not cover the body (dingtalk-protocol §1.2). */
export function isSigned(secret: string, timestamp: string, sign: string): boolean {
  const expected = Buffer.from(
    createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'),
  )
  const given = Buffer.from(sign)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Whether a header's timestamp (ms UTC, as text) is at most an hour from `now`, either way. */
export const isFresh = (timestamp: string, now: number): boolean =>
  /^\d{1,16}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= HOUR
