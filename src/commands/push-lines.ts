import type { Params } from '../domain/refusal.ts'
import { type Line, line } from '../domain/say.ts'
import type { PushGroup } from '../store/push.ts'

const shown = 8

/** What names a group in a sentence: number, community, platform, and its title where the platform tells it. */
export const groupParams = ({ id, community, platform, title }: PushGroup): Params => ({
  group: `G${id}`,
  community,
  platform: [`platform.${platform}`],
  title: title ? `「${title}」` : '',
})

/** Which groups the bot may speak to unasked, those that it cannot first. */
export function pushableLines(groups: readonly PushGroup[]): Line[] {
  if (groups.length === 0) return [line('push.no_groups')]
  const [can, cannot] = [
    groups.filter(({ tail }) => tail !== null),
    groups.filter(({ tail }) => tail === null),
  ]
  const listed = [...cannot, ...can].slice(0, shown)
  return [
    line('push.title', { can: can.length, cannot: cannot.length }),
    ...listed.map((group) =>
      group.tail === null
        ? line('push.cannot', groupParams(group))
        : line('push.can', { ...groupParams(group), tail: group.tail }),
    ),
    ...(groups.length > shown ? [line('push.more', { count: groups.length - shown })] : []),
    line('push.how'),
  ]
}
