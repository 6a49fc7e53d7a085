import type { Params } from '../../domain/refusal.ts'
import { type Line, line } from '../../domain/say.ts'
import type { GroupState } from '../../store/reach.ts'

/** Groups that are listed at most. */
export const pushShown = 7

/** What names a group in a sentence: number, community, platform, and its title where the platform tells it. */
export const groupParams = ({
  id,
  community,
  platform,
  title,
}: Pick<GroupState, 'id' | 'community' | 'platform' | 'title'>): Params => ({
  group: `G${id}`,
  community,
  platform: [`platform.${platform}`],
  title: title ? `「${title}」` : '',
})

/** What is true of my groups now: how each is spoken to unasked, which are out of reach and why, what waits; troubles first. */
export function pushableLines(groups: readonly GroupState[]): Line[] {
  const [first] = groups
  if (!first) return [line('push.no_groups')]
  const listed = groups.slice(0, pushShown)
  const waiting = listed.flatMap(({ id, waiting }) => (waiting > 0 ? [`G${id}×${waiting}`] : []))
  const more = first.all - listed.length
  return [
    line('push.title', { can: first.reached, cannot: first.all - first.reached }),
    ...listed.map(stateLine),
    ...(waiting.length > 0 ? [line('push.waiting', { groups: waiting })] : []),
    ...(more > 0 ? [line('push.more', { count: more })] : []),
    line('push.how'),
  ]
}

function stateLine(group: GroupState): Line {
  const { way, tail, broken_at, why } = group
  const what = groupParams(group)
  if (broken_at !== null) return line('push.broken', { ...what, at: broken_at, why: why ?? '' })
  if (way === 'hook') return line('push.can', { ...what, tail: tail ?? '' })
  if (way === 'gateway') return line('push.gateway', what)
  return line(way === 'app' ? 'push.app' : 'push.cannot', what)
}
