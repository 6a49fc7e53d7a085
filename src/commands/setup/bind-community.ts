import { refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { record } from '../../store/audit.ts'
import { addCommunity, addStreet, bindGroup, communitiesQuery } from '../../store/place.ts'
import { fold } from '../../text/fold.ts'
import { args, required } from '../args/args.ts'
import { communityName } from '../args/community-name.ts'
import { defineCommand } from '../define.ts'
import { secretary } from '../gates.ts'

/** `/绑定社区 名称 [街道]`: this group belongs to that community, which is made if there is none of that name. */
export const bindCommunity = defineCommand({
  name: '绑定社区',
  aliases: ['bindcommunity', 'bdsq'],
  topic: 'setup',
  usage: '/绑定社区 社区名称 [街道]',
  example: '/绑定社区 东湖社区',
  args: args({ typed: required(communityName, 'arg.community.missing') }),
  who: secretary,
  read: ({ args: { typed } }) => ({ known: communitiesQuery([fold(typed.community)]) }),
  decide: ({ args: { typed }, facts, who, message, key, now }) => {
    if (!who.inGroup) return refuse('bind.group_only')
    const [known] = facts.known
    const mayBind = isSecretaryOf(who.roles, known?.id ?? null)
    if (!mayBind || !who.person) return refuse('who.administrator')
    if (who.group && !isSecretaryOf(who.roles, who.group.community_id)) return refuse('who.administrator')
    const name = known?.name ?? typed.community
    const street = typed.street ? [line('bind.street', { community: name, street: typed.street })] : []
    if (who.group && who.group.community_id === known?.id && !typed.street) {
      return { say: [line('bind.same', { community: name })], offer: next }
    }
    const communityKey = fold(typed.community)
    const streetKey = typed.street ? fold(typed.street) : null
    const moved =
      who.group && who.group.community_id !== known?.id
        ? line('bind.moved', { community: name, from: who.group.community })
        : line(who.group ? 'bind.same' : 'bind.done', { community: name })
    return {
      say: [
        moved,
        ...(known ? [] : [line('bind.new_community', { community: name })]),
        ...street,
        line('bind.next'),
      ],
      offer: next,
      writes: [
        ...(typed.street && streetKey ? [addStreet(typed.street, streetKey)] : []),
        ...addCommunity(typed.community, communityKey, streetKey),
        bindGroup(message, communityKey, who.person.id, now),
        record(
          {
            action: 'group.bind',
            subject: `group:${message.platform}/${message.bot}/${message.conversation.id}`,
            communityId: known?.id ?? null,
            detail: { community: communityKey, from: who.group?.community_id ?? null },
          },
          { actorId: who.person.id, message: key, at: now },
        ),
      ],
    }
  },
})

const next = [offer('offer.help', '/帮助')]
