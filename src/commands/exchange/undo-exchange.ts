import { DAY, MINUTE } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordWhen } from '../../store/audit.ts'
import {
  exchangeLost,
  exchangeMade,
  type RecentExchange,
  recentExchangeQuery,
  settleExchange,
} from '../../store/exchange.ts'
import { instead } from '../../store/inbox.ts'
import type { Ask, Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'

/** What `/撤销` knows of the last exchange, and of what else might have been the last act. */
interface ExchangeFacts {
  exchanges: RecentExchange[]
  claims: { heard: number }[]
  leaves: { heard: number | null }[]
  swaps: { heard: number | null }[]
}

export const exchangeActs = ({ sender, at }: Ask<unknown>) => ({
  exchanges: recentExchangeQuery(sender, at - DAY),
})

/**
 * Takes the exchange made last back by one that reverses it, when that was the last act (`heard` and `asked_at` say when the
 * others were); otherwise undefined. Refuses with undo.exchange_late, undo.exchange_settled.
 */
export function undoExchange(
  situation: Situation<unknown, ExchangeFacts>,
  others: { heard: number; asked_at: number },
): Decision | Refusal | undefined {
  const { facts, who, at, now, key, policy } = situation
  const [last] = facts.exchanges
  const acts = [...facts.claims, ...facts.leaves, ...facts.swaps].map(({ heard }) => heard ?? 0)
  if (!last || last.heard < Math.max(others.heard, ...acts) || last.at < others.asked_at) return undefined
  if (last.kind === 'pick_up' || last.settled !== null) return refuse('undo.exchange_settled')
  if (last.at < now - policy.undoMinutes * MINUTE)
    return refuse('undo.exchange_late', { limit: policy.undoMinutes })
  const actor = who.person?.id ?? 0
  const lost = outcomeOfRefusal(situation, refuse('undo.exchange_now'))
  const act = {
    action: 'exchange.undo',
    subject: `exchange:${last.id}`,
    communityId: last.community_id,
    detail: { goods: last.goods, pieces: last.pieces },
  }
  const what = {
    points: last.points,
    minutes: last.minutes,
    name: last.goods ?? '',
    pieces: Math.abs(last.pieces),
  }
  const code = { hours: 'undo.exchange_hours', goods: 'undo.exchange_goods', stock: 'undo.exchange_stock' }
  return {
    say: [line(code[last.kind], what)],
    offer: [offer('offer.exchange', '/兑换')],
    writes: [
      settleExchange('return', last.id, { actor, at, key }),
      ...(last.kind === 'stock'
        ? [recordWhen(act, { actorId: actor, message: key, at: now }, exchangeMade(key))]
        : []),
      instead(key, JSON.stringify(lost), exchangeLost(key)),
    ],
  }
}
