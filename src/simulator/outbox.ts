import type { DatabaseSync } from 'node:sqlite'
import type { Line } from '../domain/say.ts'
import { words } from '../text/format.ts'
import type { Town } from './town.ts'

/** What becomes of a letter, as far as it matters to who looks on. */
export type Fate = 'waiting' | 'mailbox' | 'sent' | 'failed'

/** One letter of the bot, for one person or one group. */
export interface OutboxLetter {
  id: number
  /** Whom it is for: a name, or a group's community and platform. */
  to: string
  /** Id of the chat where it is to be seen. */
  place?: string
  fate: Fate
  /** The Worker's own word for it. */
  state: string
  /** When it was sent, else when it may be, ms UTC. */
  at: number
  text: string
  attempts: number
  /** Why it waits or failed, in the Worker's words. */
  why?: string
}

/** One way out, with what went through it. */
export interface OutboxChannel {
  name: string
  label: string
  counts: Record<Fate, number>
  /** Nothing goes there before; `broken`: until somebody mends it. */
  blockedUntil?: number
  broken?: true
  why?: string
}

export interface Outbox {
  counts: Record<Fate, number>
  channels: OutboxChannel[]
  /** The newest. */
  letters: OutboxLetter[]
}

const NEWEST = 40

const none = (): Record<Fate, number> => ({ waiting: 0, mailbox: 0, sent: 0, failed: 0 })

export const NOTHING: Outbox = { counts: none(), channels: [], letters: [] }

/** Every letter with its channel; one without stays in a mailbox, or waits until its group has a way. */
const LETTERS = `
  select o.id, o.state, o.shown_at, o.attempts, o.why, o.say, o.person_id, coalesce(o.sent_at, o.shown_at, o.send_at) as at,
    coalesce(o.channel, iif(o.group_id is null, 'mailbox', 'none')) as channel,
    p.name, g.platform, co.name as community, g.conversation_id, (
      select json_group_array(platform || ':' || user_id) from identity where person_id = o.person_id
    ) as accounts
  from outbox o left join person p on p.id = o.person_id
  left join "group" g on g.id = o.group_id left join community co on co.id = g.community_id`

interface Row {
  id: number
  state: string
  shown_at: number | null
  attempts: number
  why: string | null
  say: string
  person_id: number | null
  at: number
  channel: string
  name: string | null
  platform: string | null
  community: string | null
  conversation_id: string | null
  accounts: string
}

/** Looks into the bot's outbox: what nobody on a real platform sees. */
export function outboxIn(database: DatabaseSync, town: Town): Outbox {
  const rows = database.prepare(`${LETTERS} order by o.id desc`).all() as unknown as Row[]
  const closed = database.prepare('select * from channel').all() as unknown as {
    name: string
    blocked_until: number
    broken_at: number | null
    why: string
  }[]
  const counts = none()
  const channels = new Map<string, OutboxChannel>()
  for (const row of rows) {
    const known = channels.get(row.channel)
    const channel = known ?? { name: row.channel, label: labelOf(row), counts: none() }
    channels.set(row.channel, channel)
    channel.counts[fateOf(row)]++
    counts[fateOf(row)]++
  }
  for (const { name, blocked_until, broken_at, why } of closed) {
    const channel = channels.get(name)
    if (!channel) continue
    channel.why = why
    if (broken_at === null) channel.blockedUntil = blocked_until
    else channel.broken = true
  }
  return {
    counts,
    channels: [...channels.values()].sort((one, two) => (one.name < two.name ? -1 : 1)),
    letters: rows.slice(0, NEWEST).map((row) => letterOf(row, town)),
  }
}

const PLATFORMS: Record<string, string> = { wecom: '企业微信', dingtalk: '钉钉' }

/** `wecom/hook/1` and the like; a webhook's letters all go to one group. */
function labelOf({ channel, platform, community }: Row): string {
  const [where = '', kind] = channel.split('/')
  if (channel === 'mailbox') return '信箱（下次私聊时看到）'
  if (channel === 'none') return '没有推送地址的群'
  if (kind === 'hook') return `${PLATFORMS[where]} ${community ?? ''}群`
  return `${PLATFORMS[platform ?? where]}${kind === 'person' ? '私聊' : '群（应用机器人）'}`
}

function fateOf({ state, shown_at }: Row): Fate {
  if (state === 'sent' || (state === 'kept' && shown_at !== null)) return 'sent'
  if (state === 'kept' || state === 'folded') return 'mailbox'
  return state === 'waiting' || state === 'claimed' ? 'waiting' : 'failed'
}

function letterOf(row: Row, town: Town): OutboxLetter {
  const { id, state, at, attempts, why } = row
  const say = JSON.parse(row.say) as Line[]
  const text = say.map(({ code, params }) => words(code, params ?? {}, 'hans')).join('\n')
  const to = row.name ?? `${row.community ?? ''}群（${PLATFORMS[row.platform ?? ''] ?? ''}）`
  const place = placeOf(row, town)
  return {
    ...{ id, to, fate: fateOf(row), state, at, text, attempts },
    ...(place === undefined ? {} : { place }),
    ...(why === null ? {} : { why }),
  }
}

/** A group; or the private chat on DingTalk where it was pushed, on WeCom where it waits to be asked for. */
function placeOf({ channel, conversation_id, accounts }: Row, town: Town): string | undefined {
  if (conversation_id !== null) return town.places.find(({ chatId }) => chatId === conversation_id)?.id
  const known = JSON.parse(accounts) as string[]
  const person = town.people.find(
    (one) => known.includes(`wecom:${one.wecomUserId}`) || known.includes(`dingtalk:${one.dingtalkStaffId}`),
  )
  const platform = channel.startsWith('dingtalk/') ? 'dingtalk' : 'wecom'
  return person && `${platform}:private:${person.id}`
}
