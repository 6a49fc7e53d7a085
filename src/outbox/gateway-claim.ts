import { minuteOfDay } from '../domain/calendar/shanghai.ts'
import { isEvening, isQuiet } from '../domain/outbox/retry.ts'
import type { ClaimAnswer, GatewayLetter } from '../platforms/gateway.ts'
import type { PushMessage } from '../platforms/push.ts'
import type { Store } from '../store/d1.ts'
import { type Bot, heardFrom, leaseQuery } from '../store/gateway.ts'
import { type ConversationPace, claimForGateway } from '../store/gateway-letters.ts'
import { type ClaimedLetter, claimedQuery, settle } from '../store/outbox.ts'
import { inWords } from './message.ts'

/** Letters of one claim at most: sent one after the other they are done long before the claim is taken back. */
const atOnce = 20
/** How soon the gateway asks again when nothing waited, ms. */
const idle = 5000

export interface ClaimSurroundings {
  store: Store
  /** ms */
  now: number
  /** A name for the claim that no other has. */
  claim: string
  /** How a message is said over the long connection, and at which pace. */
  say(message: PushMessage): { [key: string]: unknown }
  paces: readonly ConversationPace[]
  warn(fields: { event: string; [key: string]: unknown }): void
}

/**
 * Letters for the holder of a bot's lease, claimed in one statement; 'not_held' for anybody else. Their fate is awaited
 * (gateway-fates.ts); a claim that is never answered for is taken back by the next run of `deliver`.
 */
export async function claimLetters(
  bot: Bot,
  { holder, seq }: { holder: string; seq: number },
  { store, now, claim, say, paces, warn }: ClaimSurroundings,
): Promise<ClaimAnswer | 'not_held'> {
  const minute = minuteOfDay(now)
  const hour = { quiet: isQuiet(minute), evening: isEvening(minute) }
  const [, [lease], , claimed] = await store.batch([
    heardFrom(bot, holder, seq, now),
    leaseQuery(bot),
    claimForGateway(bot, holder, paces, claim, now, hour, atOnce),
    claimedQuery(claim),
  ])
  if (lease?.holder !== holder || lease.until <= now) return 'not_held'

  const wordless: number[] = []
  const letters = claimed.flatMap((letter): GatewayLetter[] => {
    const message = inWords(letter, warn)
    if (!message) wordless.push(letter.id)
    return message ? [{ id: letter.id, claim, to: addressee(letter), body: say(message) }] : []
  })
  if (wordless.length > 0)
    await store.batch([settle(wordless, { is: 'failed', why: 'no_words' }, claim, now)])
  return { letters, again: claimed.length === atOnce ? 0 : idle }
}

const addressee = ({ group_id, address }: ClaimedLetter): GatewayLetter['to'] => ({
  kind: group_id === null ? 'person' : 'group',
  address: address ?? '',
})
