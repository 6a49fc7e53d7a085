import type { PlatformName } from './message.ts'

/** A group robot's webhook: its URL is a secret, its last four characters tell it from others. */
export interface PushAddress {
  platform: PlatformName
  url: string
  tail: string
}

const DOORS: readonly { platform: PlatformName; path: string; key: string }[] = [
  { platform: 'wecom', path: '/cgi-bin/webhook/send', key: 'key' },
  { platform: 'dingtalk', path: '/robot/send', key: 'access_token' },
]

/**
 * Reads a webhook that somebody typed: exactly the platform's configured origin, its path and its one parameter;
 * `undefined` for every other URL, so that nothing is ever sent elsewhere (rule 8.17).
 */
export function readPushAddress(
  text: string,
  origins: { [platform in PlatformName]: string },
): PushAddress | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const door = DOORS.find(
    ({ platform, path }) => url.origin === new URL(origins[platform]).origin && url.pathname === path,
  )
  if (!door || url.username !== '' || url.password !== '' || url.hash !== '') return undefined
  const key = url.searchParams.get(door.key) ?? ''
  if (url.searchParams.size !== 1 || !/^[\w-]{8,200}$/.test(key)) return undefined
  return {
    platform: door.platform,
    url: `${url.origin}${door.path}?${door.key}=${key}`,
    tail: key.slice(-4),
  }
}
