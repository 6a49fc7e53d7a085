import { createHash } from 'node:crypto'
import type { Person, Place, RoleName } from './types.ts'

/** Everybody and every chat that can be played; ids are made from names, so that they stay the same from run to run. */
export interface Cast {
  people: Person[]
  groups: Place[]
}

const hash = (text: string): Buffer => createHash('sha512').update(text).digest()

/** base64 as DingTalk's ids are, slashes and plus signs included. */
const base64 = (text: string, length: number): string => hash(text).toString('base64').slice(0, length)

export function person(
  id: string,
  name: string,
  role: RoleName,
  where: { unit?: string; community?: string } = {},
): Person {
  return {
    id,
    name,
    role,
    ...where,
    wecomUserId: id,
    dingtalkStaffId: `0${hash(id).readUIntBE(0, 6)}`,
    dingtalkSenderId: `$:LWCP_v1:$${base64(id, 22)}==`,
  }
}

/** A community's group on each platform. */
export function groupsOf(key: string, title: string, community?: string): Place[] {
  const common = { kind: 'group' as const, title, ...(community ? { community } : {}) }
  return [
    {
      ...common,
      id: `wecom:${key}`,
      platform: 'wecom',
      chatId: `wr${hash(key).toString('hex').slice(0, 30)}`,
      webhookKey: hash(`wecom:${key}`).toString('hex').slice(0, 32),
    },
    {
      ...common,
      id: `dingtalk:${key}`,
      platform: 'dingtalk',
      chatId: `cid${base64(key, 22)}==`,
      webhookKey: hash(`dingtalk:${key}`).toString('hex').slice(0, 64),
      webhookSecret: `SEC${hash(`sign:${key}`).toString('hex').slice(0, 64)}`,
    },
  ]
}

/** The address of a group's webhook robot, where the platforms stand at `platforms`. */
export const webhookOf = (group: Place, platforms: string): string =>
  group.platform === 'wecom'
    ? `${platforms}/cgi-bin/webhook/send?key=${group.webhookKey}`
    : `${platforms}/robot/send?access_token=${group.webhookKey}`

/** The id that a private chat has for the bot: WeCom sends none, so it is the person's own. */
export const conversationOf = (chat: Place, person: Person): string => chat.chatId || person.wecomUserId

/** Everybody's private chat with the bot, on both platforms. */
export function privateChatsOf(people: Person[]): Place[] {
  return people.flatMap((one): Place[] => [
    {
      id: `wecom:private:${one.id}`,
      platform: 'wecom',
      kind: 'private',
      title: '红搭档',
      chatId: '',
      person: one.id,
    },
    {
      id: `dingtalk:private:${one.id}`,
      platform: 'dingtalk',
      kind: 'private',
      title: '红搭档',
      chatId: `cid${base64(`private:${one.id}`, 43)}=`,
      person: one.id,
    },
  ])
}
