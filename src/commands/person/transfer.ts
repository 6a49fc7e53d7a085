import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { otherwise } from '../../store/inbox.ts'
import { communitiesQuery } from '../../store/place.ts'
import { askTransfer } from '../../store/settle-transfer.ts'
import { askedQuery, ownTransferQuery, type Transfer } from '../../store/transfer.ts'
import { fold } from '../../text/fold.ts'
import { args, required } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { registered } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { withdrawing } from './transfer-endings.ts'

/**
 * `/转社区 西园社区`: asks both secretaries; the person moves when both have said `/通过 姓名` (R001). The own
 * community takes an open request back, another one replaces it. Refuses with transfer.unknown, transfer.here.
 */
export const transfer = defineCommand({
  name: '转社区',
  aliases: [],
  topic: 'self',
  usage: '/转社区 社区名称',
  example: '/转社区 东湖社区',
  args: args({ community: required(rest, 'arg.community.missing') }),
  who: registered,
  read: ({ sender, args: { community } }) => ({
    targets: communitiesQuery([fold(community)]),
    open: ownTransferQuery(sender),
    asked: askedQuery(sender, fold(community)),
  }),
  decide: (situation): Decision | Refusal => {
    const { args, facts, who, key, now } = situation
    const person = who.person
    if (!person?.community_id) return refuse('who.unregistered')
    const [target] = facts.targets
    const [open] = facts.open as Transfer[]
    if (!target) return refuse('transfer.unknown', { text: args.community.slice(0, 20) })
    const by = { actorId: person.id, message: key, at: now }
    if (target.id === person.community_id) {
      return open ? takeBack(open, situation) : refuse('transfer.here', { community: target.name })
    }
    if (open?.to_id === target.id) return { say: waiting(open) }

    const before = open ? withdrawing(open, by) : { writes: [], mail: [] }
    const what = { name: person.name ?? '', from: person.community ?? '', to: target.name }
    const asked = new Set(facts.asked.map(({ person_id }) => person_id))
    return {
      say: [
        line('transfer.asked', what),
        ...(open ? [line('transfer.instead', { to: open.to })] : []),
        line('transfer.until_then', what),
      ],
      offer: [offer('offer.undo', '/撤销')],
      writes: [
        ...before.writes,
        askTransfer({ person: person.id, from: person.community_id, to: target.id, at: now, message: key }),
      ],
      mail: [
        ...before.mail,
        ...[...asked].map((to) => ({
          to,
          say: [line('mail.transfer_asked', what)],
          dedupe: `transfer-asked/${key}/${to}`,
        })),
      ],
    }
  },
})

/** The answer that takes an open request back, here and by `/撤销`. */
export function takeBack(open: Transfer, situation: Situation<unknown, unknown>): Decision {
  const { who, key, now } = situation
  const { writes, mail } = withdrawing(open, {
    actorId: who.person?.id ?? open.person_id,
    message: key,
    at: now,
  })
  const lost = outcomeOfRefusal(situation, refuse('transfer.settled_now'))
  return {
    say: [line('transfer.withdrawn', { from: open.from, to: open.to })],
    offer: [offer('offer.me', '/我的')],
    writes: [...writes, otherwise(key, JSON.stringify(lost))],
    mail,
  }
}

const waiting = ({ from, to, from_by, to_by }: Transfer): Line[] => [
  line('transfer.open', { from, to }),
  from_by === null && to_by === null
    ? line('transfer.wait_both', { from, to })
    : line('transfer.wait_one', {
        agreed: from_by === null ? to : from,
        other: from_by === null ? from : to,
      }),
  line('transfer.how_back'),
]
