import { linkLives } from '../../domain/console/link.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line } from '../../domain/say.ts'
import { keepLink } from '../../store/console/session.ts'
import type { Decision, Situation } from '../define.ts'

/** As many bytes as a sealed parameter can hold when they are written as base64 (seal.ts). */
const tokenBytes = 24

/**
 * A one-time link into the console, bound to whoever asked; a new one makes the last void. Only its keyed hash is kept.
 * `page` is where it leads to, below /console/. Refuses with console.in_group, console.off.
 */
export function consoleLink(situation: Situation<unknown, unknown>, page?: string): Decision | Refusal {
  const { who, settings, random, digest, now } = situation
  if (who.inGroup) return refuse('console.in_group')
  if (settings.consoleOrigin === undefined) return refuse('console.off')
  if (!who.person) return refuse('who.unregistered')
  const token = btoa(String.fromCharCode(...random(tokenBytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
  return {
    say: [
      line('console.link', { origin: settings.consoleOrigin, token }),
      line('console.link_once', { minutes: linkLives / 60_000 }),
      line('console.link_yours'),
    ],
    sealed: 'token',
    writes: [keepLink(who.person.id, digest(token), now, now + linkLives, page ?? null)],
  }
}
