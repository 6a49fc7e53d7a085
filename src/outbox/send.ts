import { DAY, dayOf, MINUTE, monthOf } from '../domain/calendar/shanghai.ts'
import { longestWait, waitAfter } from '../domain/outbox/retry.ts'
import { line } from '../domain/say.ts'
import type { PushTarget, Sent, Way } from '../platforms/push.ts'
import { block, breakChannel, mend, use } from '../store/channel.ts'
import type { Query } from '../store/d1.ts'
import { postToKeepers } from '../store/mail.ts'
import { type ClaimedLetter, type Fate, keepBack, settle } from '../store/outbox.ts'
import type { DeliverySurroundings } from './deliver.ts'
import { messageOf } from './message.ts'

/** A broken webhook waits until it is bound anew; an interface of an app is tried again after that long, ms. */
const apiRests = 6 * 60 * MINUTE
const forGood = 8.64e15
/** How long an outage of the platform is waited for, ms. */
const outageLasts = 3 * DAY

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
  const { store, claim, warn } = around
  const [first] = bundle
  if (!first) return { sent: 0, again: 0, failed: 0, stop: false }
  const startedAt = around.now + around.elapsed()
  const message = inWords(first, warn)
  const sent: Sent = message
    ? await channel.way.send(targetOf(channel.name, bundle), message, startedAt)
    : { is: 'refused', why: 'no_words', channel: false }
  const at = around.now + around.elapsed()

  const fates = fatesOf(sent, bundle, at, around.chance)
  const writes: Query[] = fates.map(({ letters, fate }) =>
    settle(
      letters.map(({ id }) => id),
      fate,
      claim,
      at,
    ),
  )
  if (channel.way.counts && (sent.is === 'sent' || sent.is === 'unknown'))
    writes.push(use(monthOf(at), channel.way.counts, 1))
  if (sent.is === 'sent' && channel.known) writes.push(mend(channel.name))
  if (sent.is === 'later' && sent.channel) writes.push(block(channel.name, at + sent.waitMs, sent.why))
  if (sent.is === 'refused' && sent.channel) {
    const hook = first.push_url !== null
    writes.push(breakChannel(channel.name, at, hook ? forGood : at + apiRests, sent.why))
    writes.push(
      postToKeepers(broken(first, channel.name, sent.why, at), hook ? first.community_id : null, at),
      keepBack(`broken/${channel.name}`, channel.name),
    )
  }
  const lost = fates.flatMap(({ letters, fate }) => (fate.is === 'failed' ? letters : []))
  await store.batch(writes)
  if (sent.is !== 'sent')
    warn({ event: 'push', kind: channel.way.counts ?? 'hook', outcome: sent.is, why: sent.why })
  if (lost.length > 0) warn({ event: 'push', outcome: 'given_up', letters: lost.length })
  const count = (is: Fate['is']) =>
    fates.reduce((sum, { letters, fate }) => (fate.is === is ? sum + letters.length : sum), 0)
  return {
    sent: count('sent'),
    again: count('again'),
    failed: count('failed'),
    stop: sent.is !== 'sent' && sent.is !== 'unknown' && sent.channel,
  }
}

/** The letter in words; one that another version of the program wrote and this one has no words for holds up no other. */
function inWords(letter: ClaimedLetter, warn: DeliverySurroundings['warn']) {
  try {
    return messageOf(letter)
  } catch (error) {
    warn({ event: 'push', outcome: 'no_words', error })
    return undefined
  }
}

/** What the platform's answer means for each letter of the bundle. */
function fatesOf(
  sent: Sent,
  bundle: readonly ClaimedLetter[],
  now: number,
  chance: () => number,
): { letters: ClaimedLetter[]; fate: Fate }[] {
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

/** What those who can mend it are told: which way, why, what to do. */
function broken(letter: ClaimedLetter, channel: string, why: string, at: number) {
  const group = letter.title ?? letter.community ?? ''
  const say =
    letter.push_url !== null
      ? [line('push.broken_group', { group, why }), line('push.mend_group')]
      : [line('push.broken_app', { why }), line('push.mend_app')]
  return { say, dedupe: `broken/${channel}/${dayOf(at)}` }
}

const targetOf = (channel: string, bundle: readonly ClaimedLetter[]): PushTarget => ({
  bot: channel.split('/').slice(2).join('/'),
  url: bundle[0]?.push_url ?? null,
  secret: bundle[0]?.push_secret ?? null,
  addresses: bundle.flatMap(({ address }) => address ?? []),
})
