import { type Refusal, refuse } from './refusal.ts'

/** Messages in a minute, above which the bot asks to wait: of a member or stranger, of who holds a role, of a group. */
export const mostInMinute = { member: 120, role: 1200, group: 6000 } as const

/**
 * Why a message is not handled after so many of the same minute, those at work `ahead` of it counted in (flood.own, flood.group). Nothing of it is written, so
 * what is sent again a minute later is handled as new.
 */
export function floods(
  heard: { own: number; group: number } | undefined,
  holdsRole: boolean,
  ahead = 0,
): Refusal | undefined {
  const own = holdsRole ? mostInMinute.role : mostInMinute.member
  if ((heard?.own ?? 0) + ahead >= own) return refuse('flood.own', { most: own })
  if ((heard?.group ?? 0) >= mostInMinute.group) return refuse('flood.group', { most: mostInMinute.group })
  return undefined
}
