import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordWhen } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { askLoan, type Loan, loanBecame, settleLoan } from '../../store/lend.ts'
import { type OrderRow, recordEvent } from '../../store/order.ts'
import { excerpt } from '../args/args.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { named, whenLines } from './order-lines.ts'

interface AskFacts {
  loans: readonly Loan[]
  neighbours: readonly { id: number; name: string; secretaries: string }[]
}

/** Asks the secretaries of a neighbouring community. Refuses with lend.unknown, lend.own, lend.asked_already, lend.agreed_already, lend.no_secretary. */
export function askNeighbour(
  situation: Situation<unknown, AskFacts>,
  order: OrderRow,
  typed: string,
): Decision | Refusal {
  const { facts, who, key, now } = situation
  const me = who.person
  if (!me) return refuse('who.unregistered')
  const [neighbour] = facts.neighbours
  if (!neighbour) return refuse('lend.unknown', { name: excerpt(typed), order: order.id })
  const what = { ...named(order), community: neighbour.name, from: order.community }
  if (neighbour.id === order.community_id) return refuse('lend.own', what)
  const before = facts.loans.find(({ community_id }) => community_id === neighbour.id)
  if (before?.state === 'asked') return refuse('lend.asked_already', what)
  if (before?.state === 'agreed') return refuse('lend.agreed_already', what)
  const secretaries = [...new Set(JSON.parse(neighbour.secretaries) as number[])]
  if (secretaries.length === 0) return refuse('lend.no_secretary', what)

  const done = loanBecame(order.id, neighbour.id, 'asked', key)
  const by = { actorId: me.id, message: key, at: now }
  const lost = outcomeOfRefusal(situation, refuse('lend.settled_now', { order: order.id }))
  const needs = (JSON.parse(order.needs) as { name: string }[]).map(({ name }) => name)
  return {
    say: [line('lend.asked', what), line('lend.until_then', what)],
    offer: [offer('offer.lend_back', `/调剂 ${order.id} 取消`)],
    writes: [
      askLoan({ order: order.id, community: neighbour.id, by: me.id }, { key, now }),
      otherwise(key, JSON.stringify(lost)),
      recordEvent({ order: order.id, step: 'ask_loan', actor: me.id }, by, done),
      recordWhen(
        {
          action: 'ask_loan',
          subject: `order:${order.id} community:${neighbour.id}`,
          communityId: order.community_id,
        },
        by,
        done,
      ),
    ],
    mail: secretaries.map((to) => ({
      to,
      say: [
        line('mail.lend_asked', { ...what, name: me.name ?? '' }),
        ...whenLines(order),
        ...(order.place === null ? [] : [line('order.where', { place: order.place })]),
        ...(needs.length > 0 ? [line('mail.lend_needs', { skills: needs })] : []),
        line('mail.lend_how', { order: order.id }),
      ],
      offer: [
        offer('offer.lend_yes', `/调剂 ${order.id} 同意`),
        offer('offer.lend_no', `/调剂 ${order.id} 婉拒`),
      ],
      dedupe: `order/lend/${order.id}/${key}/${to}`,
      when: done,
      ...(order.urgency === 'critical' ? { urgent: true as const } : {}),
    })),
  }
}

/** Takes back every request for an order that waits or was agreed to; who has a place already keeps it. Refuses with lend.nothing. */
export function withdrawLoans(situation: Situation<unknown, AskFacts>, order: OrderRow): Decision | Refusal {
  const { facts, who, key, now } = situation
  const me = who.person
  if (!me) return refuse('who.unregistered')
  const open = facts.loans.filter(({ state }) => state === 'asked' || state === 'agreed')
  if (open.length === 0) return refuse('lend.nothing', { order: order.id })
  const by = { actorId: me.id, message: key, at: now }
  return {
    say: [line('lend.withdrawn', { ...named(order), communities: open.map(({ community }) => community) })],
    writes: open.flatMap(({ community_id: community }) => [
      settleLoan({ order: order.id, community, by: me.id, state: 'withdrawn' }, { key, now }),
      recordWhen(
        {
          action: 'withdraw_loan',
          subject: `order:${order.id} community:${community}`,
          communityId: order.community_id,
        },
        by,
        loanBecame(order.id, community, 'withdrawn', key),
      ),
    ]),
    mail: open.flatMap((loan) =>
      [...new Set(JSON.parse(loan.secretaries) as number[])].map((to) => ({
        to,
        say: [
          line(loan.state === 'agreed' ? 'mail.lend_withdrawn_agreed' : 'mail.lend_withdrawn', {
            ...named(order),
            community: loan.community,
            from: order.community,
          }),
        ],
        dedupe: `order/lend/${order.id}/${key}/back/${to}`,
        when: loanBecame(order.id, loan.community_id, 'withdrawn', key),
      })),
    ),
  }
}
