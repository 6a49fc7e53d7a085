import type { Sent } from '../platforms/push.ts'
import type { Query, Store } from '../store/d1.ts'
import { type Bot, heardFrom } from '../store/gateway.ts'
import { gatewayChannels, shutPrivate } from '../store/gateway-letters.ts'
import { type ClaimedLetter, claimedQuery, settle } from '../store/outbox.ts'
import { book } from './book.ts'

export interface ClaimFate {
  id: number
  claim: string
  fate: Sent
}

export interface FatesSurroundings {
  store: Store
  /** ms */
  now: number
  /** 0…1 */
  chance: () => number
  warn(fields: { event: string; [key: string]: unknown }): void
}

/**
 * Writes down what became of letters that the gateway claimed, as `sendBundle` does for the Worker's own ways. Only what a
 * claim still holds: a fate told twice, or after the claim was taken back, changes nothing. Returns how many were booked.
 */
export async function bookFates(
  bot: Bot,
  { holder, seq, fates }: { holder: string; seq: number; fates: readonly ClaimFate[] },
  { store, now, chance, warn }: FatesSurroundings,
): Promise<number> {
  const claims = [...new Set(fates.map(({ claim }) => claim))]
  const [, held] = await store.batch([
    heardFrom(bot, holder, seq, now),
    // A name that no claim has: an empty list is no SQL.
    claimedQuery(...claims, ''),
  ])
  const mine = held.filter(({ channel }) => channel?.startsWith(gatewayChannels(bot)))
  const told = fates.flatMap(({ id, claim, fate }) => {
    const letter = mine.find((one) => one.id === id && one.claim === claim)
    return letter ? [{ letter, fate }] : []
  })
  if (told.length === 0) return 0
  await store.batch(told.flatMap(({ letter, fate }) => writesOf(bot, letter, fate, now, chance)))
  for (const { fate } of told)
    if (fate.is !== 'sent') warn({ event: 'push', kind: 'gateway', outcome: fate.is, why: fate.why })
  return told.length
}

function writesOf(bot: Bot, letter: ClaimedLetter, sent: Sent, at: number, chance: () => number): Query[] {
  const claim = letter.claim ?? ''
  if (sent.is === 'refused' && sent.channel && letter.group_id === null) {
    // Nobody has to mend it: they are written to again once they have written themselves.
    return [
      settle([letter.id], { is: 'again', at, why: sent.why, untried: true }, claim, at),
      shutPrivate(bot, letter.address ?? ''),
    ]
  }
  const channel = letter.channel ?? ''
  return book([letter], sent, { channel, kind: 'gateway', known: true, claim, at, chance }).writes
}
