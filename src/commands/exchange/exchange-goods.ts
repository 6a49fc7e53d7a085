import { bringBackWithin, pickUpCodes } from '../../domain/exchange/pick-up-code.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { codeOfMessage, exchangeGoods, exchangeMade, goodsEnding } from '../../store/exchange.ts'
import { availablePoints } from '../../store/exchange-standing.ts'
import type { Goods } from '../../store/goods.ts'
import { fill } from '../../store/inbox.ts'
import { fillLetter, post } from '../../store/mail.ts'
import type { Decision } from '../define.ts'
import { registered } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import type { OfExchange } from './exchange-facts.ts'
import { short, undoHow } from './exchange-hours.ts'

/**
 * Points for goods of the own community, for volunteers and residents only (R062); the code to fetch them with is private. The
 * write decides who gets the last piece. Refuses with exchange.crowd_only, exchange.goods_none, exchange.goods_unknown,
 * exchange.sold_out, exchange.few_left, exchange.price, exchange.short.
 */
export function forGoods(
  situation: OfExchange,
  wish: { name: string; pieces?: number; points?: number },
): Decision | Refusal {
  const { facts, who, at, key, now, random } = situation
  const refused = registered(who)
  if (refused) return refused
  if (who.person?.kind === 'member')
    return refuse('exchange.crowd_only', { rate: situation.policy.pointsAnHour })
  const goods = facts.named.find(({ community_id }) => community_id === who.person?.community_id)
  const { pieces = 1 } = wish
  if (!goods) return unknown(situation, wish.name)
  const what = { name: goods.name, pieces }
  if (goods.stock < 1) return refuse('exchange.sold_out', what)
  if (goods.stock < pieces) return refuse('exchange.few_left', { ...what, stock: goods.stock })
  const price = goods.points * pieces
  if (wish.points !== undefined && wish.points !== price)
    return refuse('exchange.price', { ...what, points: price })
  const { available = 0 } = facts.standing[0] ?? {}
  if (price > available) return short(situation, price, available)

  const by = { actor: who.person?.id ?? 0, at, key }
  const wanted = { goods: goods.id, price: goods.points, pieces }
  const ending = (refusal: Refusal) => JSON.stringify(outcomeOfRefusal(situation, refusal))
  const writes = [
    ...exchangeGoods(wanted, { codes: pickUpCodes(random), since: at - bringBackWithin }, by),
    goodsEnding(wanted, by, {
      soldOut: ending(refuse(pieces > 1 ? 'exchange.few_left_now' : 'exchange.sold_out', what)),
      short: ending(refuse('exchange.changed_now')),
      changed: ending(refuse('exchange.changed_now')),
    }),
  ]
  const done = line('exchange.goods', { ...what, points: price })
  const code = line('exchange.code', { code: '', community: goods.community })
  const back = line('exchange.return_how', { code: '' })
  const known = codeOfMessage(key)
  if (who.inGroup) {
    const letter = {
      to: by.actor,
      say: [line('mail.exchange_code', { ...what, code: '', community: goods.community }), back],
      dedupe: `exchange/code/${key}`,
    }
    return {
      say: [done, line('exchange.code_private')],
      writes: [
        ...writes,
        post({ ...letter, when: exchangeMade(key) }, now),
        fillLetter(letter.dedupe, '$[0].params.code', known),
        fillLetter(letter.dedupe, '$[1].params.code', known),
      ],
      speaks: true,
    }
  }
  return {
    say: [done, code, line('exchange.left_points', { left: available - price }), back, undoHow(situation)],
    offer: [offer('offer.exchange', '/兑换')],
    writes: [
      ...writes,
      fill(key, '$.say[1].params.code', known),
      fill(key, '$.say[2].params.left', availablePoints(by.actor)),
      fill(key, '$.say[3].params.code', known),
    ],
  }
}

/** There is no such good here: what there is. */
function unknown({ facts }: OfExchange, name: string): Decision | Refusal {
  if (facts.goods.length === 0) return refuse('exchange.goods_none')
  return {
    say: [
      line('exchange.goods_unknown', { name }),
      line('exchange.goods_there', { goods: items(facts.goods) }),
    ],
    offer: facts.goods
      .slice(0, 3)
      .map((one) => offer('offer.exchange_goods', `/兑换 ${one.name}`, { name: one.name })),
  }
}

/** Goods with price and number, as pieces of a sentence. */
export const items = (goods: readonly Goods[]): string[] =>
  goods.map(({ name, points, stock }) => JSON.stringify(line('exchange.item', { name, points, stock })))
