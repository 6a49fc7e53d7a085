import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { record, recordWhen } from '../../store/audit.ts'
import { exchangeLost, exchangeMade } from '../../store/exchange.ts'
import { type Goods, moveStock, priceGoods, stockOf } from '../../store/goods.ts'
import { fill, instead } from '../../store/inbox.ts'
import { fold } from '../../text/fold.ts'
import type { Decision } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import type { OfExchange } from './exchange-facts.ts'
import { undoHow } from './exchange-hours.ts'

/** The shelf meant: the group's, in private the only one kept. Refuses with exchange.secretary_only, exchange.in_its_group, exchange.which_shelf. */
function shelfOf({ facts, who }: OfExchange): { id: number; name: string } | Refusal {
  const [shelf, another] = facts.shelves
  if (!shelf)
    return refuse(
      isAdministrator(who.roles) && !who.inGroup ? 'exchange.in_its_group' : 'exchange.secretary_only',
    )
  if (!another) return shelf
  const own = facts.shelves.find(({ id }) => id === who.person?.community_id)
  return own ?? refuse('exchange.which_shelf', { names: facts.shelves.map(({ name }) => name) })
}

/** `上架 洗衣液 20件 50分`: pieces come on the shelf; the points are the price from now on. Refuses with exchange.price_missing. */
export function shelve(
  situation: OfExchange,
  wish: { name: string; pieces?: number; points?: number },
): Decision | Refusal {
  const { facts, who, key, now, at } = situation
  const shelf = shelfOf(situation)
  if ('refused' in shelf) return shelf
  const before = facts.named.find(({ community_id }) => community_id === shelf.id)
  const points = wish.points ?? before?.points
  const name = before?.name ?? wish.name
  if (points === undefined) return refuse('exchange.price_missing', { name })
  if (wish.pieces === undefined && !before) return refuse('exchange.pieces_missing', { name, points })
  const goods = { communityId: shelf.id, name, key: fold(wish.name), points }
  const by = { actorId: who.person?.id ?? 0, message: key, at: now }
  const what = { name, points, community: shelf.name }
  const priced = wish.points === undefined ? [] : [priceGoods(goods)]
  const act = {
    action: 'exchange.shelve',
    subject: `community:${shelf.id}`,
    communityId: shelf.id,
    detail: { goods: name, points, pieces: wish.pieces ?? 0 },
  }
  const tell = line('exchange.for_whom', { name })
  if (wish.pieces === undefined)
    return { say: [line('exchange.priced', what), tell], writes: [...priced, record(act, by)] }
  return {
    say: [
      line('exchange.shelved', { ...what, pieces: wish.pieces, stock: (before?.stock ?? 0) + wish.pieces }),
      tell,
      undoHow(situation),
    ],
    offer: [offer('offer.exchange', '/兑换')],
    writes: [
      ...priced,
      moveStock({ ...goods, pieces: wish.pieces }, { actor: by.actorId, at, key }),
      record(act, by),
      fill(key, '$.say[0].params.stock', stockOf(shelf.id, goods.key)),
    ],
  }
}

/** `下架 洗衣液 [3件]`: pieces come off the shelf, all without a number. Refuses with exchange.not_shelved, exchange.few_left. */
export function unshelve(situation: OfExchange, wish: { name: string; pieces?: number }): Decision | Refusal {
  const { facts, who, key, now, at } = situation
  const shelf = shelfOf(situation)
  if ('refused' in shelf) return shelf
  const goods: Goods | undefined = facts.named.find(({ community_id }) => community_id === shelf.id)
  if (!goods || goods.stock < 1) return refuse('exchange.not_shelved', { name: wish.name })
  const pieces = wish.pieces ?? goods.stock
  if (pieces > goods.stock)
    return refuse('exchange.few_left', { name: goods.name, pieces, stock: goods.stock })
  const by = { actorId: who.person?.id ?? 0, message: key, at: now }
  const act = {
    action: 'exchange.unshelve',
    subject: `community:${shelf.id}`,
    communityId: shelf.id,
    detail: { goods: goods.name, pieces },
  }
  const lost = outcomeOfRefusal(situation, refuse('exchange.stock_now', { name: goods.name }))
  return {
    say: [
      line('exchange.unshelved', { name: goods.name, pieces, stock: goods.stock - pieces }),
      undoHow(situation),
    ],
    writes: [
      moveStock({ communityId: shelf.id, key: goods.key, pieces: -pieces }, { actor: by.actorId, at, key }),
      recordWhen(act, by, exchangeMade(key)),
      fill(key, '$.say[0].params.stock', stockOf(shelf.id, goods.key)),
      instead(key, JSON.stringify(lost), exchangeLost(key)),
    ],
  }
}
