import { dayOf, MINUTE, monthOf } from '../domain/calendar/shanghai.ts'
import { line } from '../domain/say.ts'
import type { Sent, Way } from '../platforms/push.ts'
import { block, breakChannel, mend, use } from '../store/channel.ts'
import type { Query } from '../store/d1.ts'
import { postToKeepers } from '../store/mail.ts'
import { type ClaimedLetter, keepBack, settle } from '../store/outbox.ts'
import { type Booked, fatesOf } from './fates.ts'

/** A broken webhook waits until it is bound anew; an interface of an app, or a conversation, is tried again after that long, ms. */
const restsFor = 6 * 60 * MINUTE
const forGood = 8.64e15

/** What a letter went by: a group's webhook, an app's interface, or a group's conversation on the gateway. */
export type Kind = 'hook' | 'app' | 'gateway'

export interface Try {
  channel: string
  kind: Kind
  /** What the platform's quota counts for it. */
  counts?: Way['counts']
  /** The channel was blocked or broken before. */
  known: boolean
  claim: string
  /** When the platform had answered, ms. */
  at: number
  /** 0…1 */
  chance: () => number
}

/** What a try means, as statements: the fate of each letter, the channel's state, what is used up, who has to hear of it. */
export function book(
  bundle: readonly ClaimedLetter[],
  sent: Sent,
  { channel, kind, counts, known, claim, at, chance }: Try,
): { fates: Booked; writes: Query[] } {
  const fates = fatesOf(sent, bundle, at, chance)
  const writes = fates.map(({ letters, fate }) =>
    settle(
      letters.map(({ id }) => id),
      fate,
      claim,
      at,
    ),
  )
  if (counts && (sent.is === 'sent' || sent.is === 'unknown')) writes.push(use(monthOf(at), counts, 1))
  if (sent.is === 'sent' && known) writes.push(mend(channel))
  if (sent.is === 'later' && sent.channel) writes.push(block(channel, at + sent.waitMs, sent.why))
  const [first] = bundle
  if (sent.is === 'refused' && sent.channel && first) {
    writes.push(
      breakChannel(channel, at, kind === 'hook' ? forGood : at + restsFor, sent.why),
      postToKeepers(
        { say: broken(first, kind, sent.why), dedupe: `broken/${channel}/${dayOf(at)}` },
        kind === 'app' ? null : first.community_id,
        at,
      ),
      keepBack(`broken/${channel}`, channel),
    )
  }
  return { fates, writes }
}

/** What those who can mend it are told: which way, why, what to do. */
function broken(letter: ClaimedLetter, kind: Kind, why: string) {
  const group = letter.title ?? letter.community ?? ''
  if (kind === 'hook') return [line('push.broken_group', { group, why }), line('push.mend_group')]
  if (kind === 'gateway') return [line('push.broken_gateway', { group, why }), line('push.mend_gateway')]
  return [line('push.broken_app', { why }), line('push.mend_app')]
}
