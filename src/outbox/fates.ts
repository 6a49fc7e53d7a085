import { DAY, MINUTE } from '../domain/calendar/shanghai.ts'
import { longestWait, waitAfter } from '../domain/outbox/retry.ts'
import type { Sent } from '../platforms/push.ts'
import type { ClaimedLetter, Fate } from '../store/outbox.ts'

/** How long an outage of the platform is waited for, ms. */
const outageLasts = 3 * DAY

/** Letters of one try with the same fate. */
export type Booked = { letters: ClaimedLetter[]; fate: Fate }[]

/** What the platform's answer means for each letter of the bundle. */
export function fatesOf(
  sent: Sent,
  bundle: readonly ClaimedLetter[],
  now: number,
  chance: () => number,
): Booked {
  const all = [...bundle]
  const retry = (why: string, more: { unsure?: true } = {}, least = 0) =>
    all.map((letter) => {
      const wait = waitAfter(letter.attempts, chance())
      const fate: Fate =
        wait === undefined
          ? { is: 'failed', why }
          : { is: 'again', at: now + Math.max(wait, least), why, ...more }
      return { letters: [letter], fate }
    })
  if (sent.is === 'unknown') return retry(sent.why, { unsure: true })
  if (sent.is === 'later' && !sent.channel) return retry(sent.why, {}, sent.waitMs)
  if (sent.is === 'later' && sent.fault) {
    // An outage is nobody's fault: it is waited for, less and less impatiently, as long as the letter is of use.
    return all.map((letter) => ({
      letters: [letter],
      fate:
        now - letter.created_at > outageLasts
          ? { is: 'failed', why: sent.why }
          : { is: 'again', at: now + (waitAfter(letter.attempts, chance()) ?? longestWait), why: sent.why },
    }))
  }
  if (sent.is === 'later')
    return [{ letters: all, fate: { is: 'again', at: now, why: sent.why, untried: true } }]
  if (sent.is === 'refused') {
    return sent.channel
      ? [{ letters: all, fate: { is: 'again', at: now, why: sent.why, untried: true } }]
      : [{ letters: all, fate: { is: 'failed', why: sent.why } }]
  }
  const has = (ids: readonly string[] | undefined, { address }: ClaimedLetter) =>
    address !== null && (ids?.includes(address) ?? false)
  const gone = all.filter((letter) => has(sent.gone, letter))
  const slowed = all.filter((letter) => has(sent.slowed, letter) && !gone.includes(letter))
  const arrived = all.filter((letter) => !gone.includes(letter) && !slowed.includes(letter))
  return [
    { letters: arrived, fate: { is: 'sent' } as const },
    { letters: gone, fate: { is: 'failed', why: 'gone' } as const },
    {
      letters: slowed,
      fate: {
        is: 'again',
        at: now + Math.round((1 + chance()) * MINUTE),
        why: 'slowed',
        untried: true,
      } as const,
    },
  ].filter(({ letters }) => letters.length > 0)
}
