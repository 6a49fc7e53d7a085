import { createHmac, timingSafeEqual } from 'node:crypto'
import { HOUR } from '../../domain/calendar/shanghai.ts'

/** The sign of a timestamp (ms UTC, as text), in base64: of a callback, and of a custom robot (dingtalk-protocol §1.2, §5). */
export const sign = (secret: string, timestamp: string): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')

/** Whether `theirs` is the platform's sign of this timestamp; constant time. It does not cover the body (dingtalk-protocol §1.2). */
export function isSigned(secret: string, timestamp: string, theirs: string): boolean {
  const expected = Buffer.from(sign(secret, timestamp))
  const given = Buffer.from(theirs)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Whether a header's timestamp (ms UTC, as text) is at most an hour from `now`, either way. */
export const isFresh = (timestamp: string, now: number): boolean =>
  /^\d{1,16}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= HOUR
