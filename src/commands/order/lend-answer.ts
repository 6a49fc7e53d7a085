import { rulesOf } from '../../domain/order/rules.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordWhen } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { type Loan, loanBecame, settleLoan } from '../../store/lend.ts'
import { type OrderRow, recordEvent } from '../../store/order.ts'
import type { Lending } from '../args/lending.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { cardLines, named } from './order-lines.ts'

interface AnswerFacts {
  loans: readonly Loan[]
  groups: readonly { id: number; reached: number }[]
}

type Answer = Exclude<Lending, { ask: string }>

/**
 * The neighbour's yes: its people may take the order, and its groups get the card; or its no, with the reason for who
 * asked only. Refuses with order.not_asked, lend.settled_now.
 */
export function answerLoan(
  situation: Situation<unknown, AnswerFacts>,
  order: OrderRow,
  answer: Answer,
): Decision | Refusal {
  const { facts, who, key, at, now, policy } = situation
  const me = who.person
  if (!me) return refuse('who.unregistered')
  const loan = facts.loans
    .filter(({ state, mine }) => state === 'asked' && mine === 1)
    .sort((a, b) => a.community_id - b.community_id)[0]
  if (!loan) return refuse('lend.settled_now', { order: order.id })
  const yes = answer.answer === 'yes'
  const state = yes ? 'agreed' : 'refused'
  const what = { ...named(order), community: loan.community, from: order.community }
  const done = loanBecame(order.id, loan.community_id, state, key)
  const by = { actorId: me.id, message: key, at: now }
  const lost = outcomeOfRefusal(situation, refuse('lend.settled_now', { order: order.id }))
  const reason = answer.answer === 'no' ? answer.reason : undefined
  const card = [line('group.lent', what), ...cardLines(order, at, rulesOf(policy))]
  const take = offer('offer.claim', `/接单 ${order.id}`, { order: order.id })
  const toGroups = facts.groups.filter(({ id }) => id !== who.group?.id)
  const inOwnGroup = who.group?.community_id === loan.community_id
  return {
    say: yes
      ? [
          line(inOwnGroup ? 'lend.agreed_here' : 'lend.agreed', what),
          ...(toGroups.length > 0 ? [line('lend.groups', { count: toGroups.length })] : []),
          ...(inOwnGroup ? card.slice(1) : []),
        ]
      : [line('lend.refused', what)],
    offer: yes && inOwnGroup ? [take] : [],
    writes: [
      settleLoan({ order: order.id, community: loan.community_id, by: me.id, state }, { key, now }),
      otherwise(key, JSON.stringify(lost)),
      recordEvent(
        { order: order.id, step: 'answer_loan', actor: me.id, ...(reason ? { text: reason } : {}) },
        by,
        done,
      ),
      recordWhen(
        {
          action: 'answer_loan',
          subject: `order:${order.id} community:${loan.community_id}`,
          communityId: loan.community_id,
          detail: { state },
        },
        by,
        done,
      ),
    ],
    mail: [
      {
        to: loan.asked_by,
        say: [
          yes
            ? line('mail.lend_yes', what)
            : reason
              ? line('mail.lend_no_reason', { ...what, reason })
              : line('mail.lend_no', what),
        ],
        dedupe: `order/lend/${order.id}/${key}/answer`,
        when: done,
      },
    ],
    tell: yes
      ? toGroups.map(({ id }) => ({
          group: id,
          say: card,
          offer: [take],
          dedupe: `order/lend/${order.id}/${key}/group/${id}`,
          when: done,
        }))
      : [],
  }
}
