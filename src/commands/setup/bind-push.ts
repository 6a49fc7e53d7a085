import { draftLives } from '../../domain/push.ts'
import { refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { readPushAddress } from '../../platforms/push-address.ts'
import { record } from '../../store/audit.ts'
import {
  bindPush as bind,
  dropPushDraft,
  keepPushDraft,
  pushDraftQuery,
  pushGroupsQuery,
} from '../../store/push.ts'
import { groupStatesQuery } from '../../store/reach.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { push } from '../args/push.ts'
import { defineCommand } from '../define.ts'
import { secretary } from '../gates.ts'
import { groupParams, pushableLines, pushShown } from '../order/push-lines.ts'

const mostGroups = 500
const offered = 8

/**
 * `/绑定推送 地址 [SEC…]`: a group robot's webhook, by which the bot may speak to the group unasked. In private only;
 * who answers for several groups chooses among them (rule 8.17). The address is never repeated but for its last four
 * characters. Alone: how each of my groups is pushed to, what is wrong there, and what waits.
 */
export const bindPush = defineCommand({
  name: '绑定推送',
  aliases: [],
  topic: 'setup',
  usage: '/绑定推送 推送地址 [SEC密钥]',
  example: '/绑定推送 https://…',
  args: args({ typed: optional(push) }),
  hidden: (who) => secretary(who) !== undefined,
  // Whoever types a key into a group is told to withdraw it.
  who: (who) => (who.inGroup ? undefined : secretary(who)),
  read: ({ args: { typed }, sender, at }) => ({
    groups: pushGroupsQuery(sender, typed ? mostGroups : 0),
    states: groupStatesQuery(sender, typed ? 0 : pushShown),
    draft: pushDraftQuery(sender, at - draftLives),
  }),
  decide: ({ args: { typed }, facts, who, settings, key, now }) => {
    if (who.inGroup) return refuse(typed ? 'push.withdraw' : 'push.private')
    if (!who.person) return refuse('who.unregistered')
    if (!typed) return { say: pushableLines(facts.states) }

    const [draft] = facts.draft
    const address = typed.url === undefined ? draft : readPushAddress(typed.url, settings.pushOrigins)
    if (!address) return refuse(typed.group === undefined ? 'push.not_address' : 'push.no_draft')
    const secret = typed.secret ?? (typed.url === undefined ? (draft?.secret ?? null) : null)
    if (secret !== null && (address.platform !== 'dingtalk' || !/^SEC[\w-]{8,200}$/.test(secret))) {
      return refuse('push.secret_unfit')
    }
    const platform = [`platform.${address.platform}`]
    const groups = facts.groups.filter((group) => group.platform === address.platform)
    if (groups.length === 0) return refuse('push.no_group', { platform })
    const meant = groups.filter(
      ({ id, community_key }) =>
        (typed.group === undefined || id === typed.group) &&
        (typed.community === undefined || community_key === fold(typed.community)),
    )
    const [group] = meant
    if (!group) return refuse('push.not_yours', { platform })
    const { url } = address
    if (meant.length > 1) {
      return {
        say: [
          line('push.which', { platform }),
          ...meant.slice(0, offered).map((one) => line('push.group', groupParams(one))),
          ...(meant.length > offered ? [line('push.more', { count: meant.length - offered })] : []),
        ],
        offer: meant
          .slice(0, offered)
          .map(({ id }) => offer('offer.push_group', `/绑定推送 G${id}`, { group: `G${id}` })),
        writes: [
          keepPushDraft({ person_id: who.person.id, platform: address.platform, url, secret, at: now }),
        ],
      }
    }
    return {
      say: [
        line(secret === null ? 'push.bound' : 'push.bound_signed', {
          ...groupParams(group),
          tail: url.slice(-4),
        }),
        line('push.how'),
      ],
      writes: [
        bind(group.id, { url, secret }, who.person.id, now),
        dropPushDraft(who.person.id),
        record(
          {
            action: 'group.push',
            subject: `group:${group.id}`,
            communityId: group.community_id,
            detail: { signed: secret !== null },
          },
          { actorId: who.person.id, message: key, at: now },
        ),
      ],
      // What waited for the group goes at once.
      speaks: true,
    }
  },
})
