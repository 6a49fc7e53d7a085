import { DAY, MINUTE } from '../calendar/shanghai.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** How often a token may be used in a minute. */
export const mostInMinute = 120

/** For how many days a token may be made. */
export const lifetimes = [30, 90, 365] as const

/** When a token that is made at an instant for so many days ends, ms. */
export const endOfToken = (now: number, days: (typeof lifetimes)[number]): number => now + days * DAY

/** The minute of an instant, and how many whole seconds are left of it. */
export const minuteOf = (now: number): { minute: number; secondsLeft: number } => {
  const minute = Math.floor(now / MINUTE)
  return { minute, secondsLeft: Math.ceil(((minute + 1) * MINUTE - now) / 1000) }
}

export type TokenState = 'live' | 'expired' | 'ended'

export function tokenState(token: { expires_at: number; ended_at: number | null }, now: number): TokenState {
  if (token.ended_at !== null) return 'ended'
  return token.expires_at > now ? 'live' : 'expired'
}

/** Why a token opens nothing at that instant: api.token_unknown, api.token_ended, api.token_expired, api.too_many. */
export function turnedAway(
  token: { expires_at: number; ended_at: number | null } | undefined,
  counted: boolean,
  now: number,
): Refusal | undefined {
  if (!token) return refuse('api.token_unknown')
  const state = tokenState(token, now)
  if (state === 'ended') return refuse('api.token_ended')
  if (state === 'expired') return refuse('api.token_expired')
  return counted ? undefined : refuse('api.too_many', { most: mostInMinute })
}
