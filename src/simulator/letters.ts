import type { DatabaseSync } from 'node:sqlite'
import { conversationOf } from './cast.ts'
import type { Town } from './town.ts'
import type { PlatformName } from './types.ts'

/** How many private messages wait for a person, by platform; people for whom none waits are left out. */
export type Letters = Record<string, Partial<Record<PlatformName, number>>>

/**
 * Looks into the bot's mailbox: what nobody on a real platform sees before the private chat is opened. A letter that
 * was said in a chat already does not wait there, nor one that was pushed.
 */
export function lettersIn(database: DatabaseSync, town: Town): Letters {
  const waiting = database.prepare(
    `select i.platform || ':' || i.user_id as account, i.platform || '/' || i.bot as bot, o.not_in
       from outbox o join identity i on i.person_id = o.person_id
      where o.shown_at is null and o.sent_at is null and o.person_id is not null and i.kind in ('user', 'staff')
        and coalesce(o.expires_at > ?, 1)`,
  )
  const letters: Letters = {}
  for (const { account, bot, not_in } of waiting.all(town.clock.now()) as Record<string, string | null>[]) {
    const person = town.people.find((one) => accountsOf(one).includes(account ?? ''))
    if (!person) continue
    const platform = account?.startsWith('wecom:') ? 'wecom' : 'dingtalk'
    if (not_in === `${bot}/private/${conversationOf(town.privateChat(platform, person.id), person)}`) continue
    const own = letters[person.id] ?? {}
    letters[person.id] = { ...own, [platform]: (own[platform] ?? 0) + 1 }
  }
  return letters
}

/** The accounts of somebody who can be played, as the bot's database names them. */
export const accountsOf = (one: { wecomUserId: string; dingtalkStaffId: string }): string[] => [
  `wecom:${one.wecomUserId}`,
  `dingtalk:${one.dingtalkStaffId}`,
]
