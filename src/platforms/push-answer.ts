import * as v from 'valibot'
import { MINUTE } from '../domain/calendar/shanghai.ts'
import type { PlatformName } from './message.ts'
import type { Failure } from './post-json.ts'

/**
 * What a platform's error code means: `message` refuses this message, `channel` everything until somebody mends it,
 * and a wait says when to try again, and whether all letters on this way have to wait with this one.
 */
export type Verdict = 'message' | 'channel' | { waitMs: number; channel: boolean }

/** All letters of the way wait so long, ms. */
export const allWait = (waitMs: number): Verdict => ({ waitMs, channel: true })

/** This letter waits so long, ms: it may itself be what the platform stumbles over. */
export const thisWaits = (waitMs: number): Verdict => ({ waitMs, channel: false })

/** A verdict as the end of a push. `code` is one of ours or the platform's, never text. */
export function failure(platform: PlatformName, code: string | number, verdict: Verdict): Failure {
  const why = `${platform}.${code}`
  return typeof verdict === 'string'
    ? { is: 'refused', why, channel: verdict === 'channel' }
    : { is: 'later', ...verdict, why }
}

/** The end of a push by its HTTP status, where the body says nothing that can be read (HTML, empty, a proxy's answer). */
export function byStatus(platform: PlatformName, status: number): Failure {
  if (isOk(status)) return { is: 'unknown', why: `${platform}.unreadable` }
  const code = `http_${status}`
  if (mayHaveArrived(status)) return { is: 'unknown', why: `${platform}.${code}` }
  if (status === 500) return failure(platform, code, thisWaits(30_000))
  if (status === 413) return failure(platform, code, 'message')
  if (status === 429) return failure(platform, code, allWait(MINUTE))
  // Down, or a firewall, a proxy, a redirect before it: the platform itself decided nothing about the message.
  const waitMs = status > 500 ? 30_000 : 5 * MINUTE
  return { is: 'later', waitMs, why: `${platform}.${code}`, channel: true, fault: true }
}

/** HTTP 2xx. */
export const isOk = (status: number): boolean => status >= 200 && status < 300

/** A gateway gave up after it had passed the call on; 520 and 524 are Cloudflare's words for it. */
export const mayHaveArrived = (status: number): boolean => [504, 520, 524].includes(status)

/** The `errcode` that both platforms answer with; one official sample has it as a string. */
export const errcode = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+$/), v.transform(Number))]),
  v.safeInteger(),
)
