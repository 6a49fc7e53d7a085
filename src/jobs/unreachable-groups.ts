import { line } from '../domain/say.ts'
import { postToKeepers } from '../store/mail.ts'
import { markTold, postToSecretaries, type UntoldGroup, untoldGroupsQuery } from '../store/reach.ts'
import { defineWatch } from './define.ts'

const atOnce = 50
const named = 8

/**
 * When it matters for the first time that a group cannot be pushed to, because a letter for it has no way, its
 * secretaries hear it once, each for their group, and the administrators in one letter for all that came up together.
 */
export const unreachableGroups = defineWatch({
  name: 'unreachable-groups',
  read: () => ({ groups: untoldGroupsQuery(atOnce) }),
  decide: ({ facts, now }) => {
    const [first] = facts.groups
    if (!first) return {}
    const fresh = facts.groups.filter(({ told }) => told === 0)
    const marks = markTold(
      facts.groups.map(({ id }) => id),
      now,
    )
    if (fresh.length === 0) return { writes: marks }
    const secretaries = fresh.map((group) => ({
      communityId: group.community_id,
      say: [
        line('unreachable.group', { group: nameOf(group), platform: [`platform.${group.platform}`] }),
        mend,
      ],
      dedupe: `unreachable/${group.id}`,
    }))
    const all = {
      say: [
        line('unreachable.groups', { count: fresh.length, groups: fresh.slice(0, named).map(nameOf) }),
        mend,
      ],
      dedupe: `unreachable/all/${fresh[0]?.id}`,
    }
    return { writes: [...marks, postToSecretaries(secretaries, now), postToKeepers(all, null, now)] }
  },
})

const mend = line('unreachable.mend')

/** `G3 东湖社区「防汛群」`: what `/绑定推送` calls it. */
const nameOf = ({ id, community, title }: UntoldGroup): string =>
  `G${id} ${community}${title ? `「${title}」` : ''}`
