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

/** Every letter with its channel; one without stays in a mailbox, or waits until its group has a way. */
export const LETTERS = `
  select o.id, o.state, o.shown_at, o.attempts, o.why, o.say, o.person_id, coalesce(o.sent_at, o.shown_at, o.send_at) as at,
    coalesce(o.channel, iif(o.group_id is null, 'mailbox', 'none')) as channel,
    p.name, g.platform, co.name as community, g.conversation_id, (
      select json_group_array(platform || ':' || user_id) from identity where person_id = o.person_id
    ) as accounts
  from outbox o left join person p on p.id = o.person_id
  left join "group" g on g.id = o.group_id left join community co on co.id = g.community_id`

export interface LetterRow {
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

const PLATFORMS: Record<string, string> = { wecom: '企业微信', dingtalk: '钉钉' }

/** `wecom/hook/1` and the like; a webhook's letters all go to one group. */
export function labelOf({ channel, platform, community }: LetterRow): string {
  const [where = '', kind] = channel.split('/')
  if (channel === 'mailbox') return '信箱（下次私聊时看到）'
  if (channel === 'none') return '没有推送地址的群'
  if (kind === 'hook') return `${PLATFORMS[where]} ${community ?? ''}群`
  return `${PLATFORMS[platform ?? where]}${kind === 'person' ? '私聊' : '群（应用机器人）'}`
}

export function fateOf({ state, shown_at }: LetterRow): Fate {
  if (state === 'sent' || (state === 'kept' && shown_at !== null)) return 'sent'
  if (state === 'kept' || state === 'folded') return 'mailbox'
  return state === 'waiting' || state === 'claimed' ? 'waiting' : 'failed'
}

export function letterOf(row: LetterRow, town: Town): OutboxLetter {
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
function placeOf({ channel, conversation_id, accounts }: LetterRow, town: Town): string | undefined {
  if (conversation_id !== null) return town.places.find(({ chatId }) => chatId === conversation_id)?.id
  const known = JSON.parse(accounts) as string[]
  const person = town.people.find(
    (one) => known.includes(`wecom:${one.wecomUserId}`) || known.includes(`dingtalk:${one.dingtalkStaffId}`),
  )
  const platform = channel.startsWith('dingtalk/') ? 'dingtalk' : 'wecom'
  return person && `${platform}:private:${person.id}`
}
