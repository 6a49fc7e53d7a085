import type { PushTarget, Sent, Way } from '../platforms/push.ts'
import type { ClaimedLetter, Fate } from '../store/outbox.ts'
import { book } from './book.ts'
import { inWords } from './message.ts'
import type { DeliverySurroundings } from './surroundings.ts'

interface Channel {
  name: string
  way: Way
  /** The channel was blocked or broken before. */
  known: boolean
}

interface End {
  sent: number
  again: number
  failed: number
  /** Nothing more goes through this channel in this run. */
  stop: boolean
}

/** Sends one text to those of a bundle and writes down at once what became of it. */
export async function sendBundle(
  bundle: readonly ClaimedLetter[],
  channel: Channel,
  around: DeliverySurroundings,
): Promise<End> {
  const { store, claim, chance, warn } = around
  const [first] = bundle
  if (!first) return { sent: 0, again: 0, failed: 0, stop: false }
  const startedAt = around.now + around.elapsed()
  const message = inWords(first, warn)
  const sent: Sent = message
    ? await channel.way.send(targetOf(channel.name, bundle), message, startedAt)
    : { is: 'refused', why: 'no_words', channel: false }
  const { counts } = channel.way
  const { fates, writes } = book(bundle, sent, {
    channel: channel.name,
    kind: first.push_url === null ? 'app' : 'hook',
    ...(counts && { counts }),
    known: channel.known,
    claim,
    at: around.now + around.elapsed(),
    chance,
  })
  await store.batch(writes)
  if (sent.is !== 'sent') warn({ event: 'push', kind: counts ?? 'hook', outcome: sent.is, why: sent.why })
  const count = (is: Fate['is']) =>
    fates.reduce((sum, { letters, fate }) => (fate.is === is ? sum + letters.length : sum), 0)
  if (count('failed') > 0) warn({ event: 'push', outcome: 'given_up', letters: count('failed') })
  return {
    sent: count('sent'),
    again: count('again'),
    failed: count('failed'),
    stop: sent.is !== 'sent' && sent.is !== 'unknown' && sent.channel,
  }
}

const targetOf = (channel: string, bundle: readonly ClaimedLetter[]): PushTarget => ({
  bot: channel.split('/').slice(2).join('/'),
  url: bundle[0]?.push_url ?? null,
  secret: bundle[0]?.push_secret ?? null,
  addresses: bundle.flatMap(({ address }) => address ?? []),
})
