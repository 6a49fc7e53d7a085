import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import type { Decision } from '../define.ts'
import { goodsOnPage, type OfExchange } from './exchange-facts.ts'

/**
 * `物资 [2]`: all goods page by page; in private who keeps the shelf sees what became of each. Refuses with group.unbound,
 * exchange.no_page.
 */
export function listGoods({ facts, who }: OfExchange, page: number): Decision | Refusal {
  if (who.inGroup && !who.group) return refuse('group.unbound')
  const keeps = !who.inGroup && facts.shelves.length > 0
  const [first] = keeps ? facts.shelf : facts.goods
  if (!first) return refuse(page === 1 ? 'exchange.list_none' : 'exchange.no_page', { page })
  const pages = Math.ceil(first.count / goodsOnPage)
  const rows = keeps
    ? facts.shelf.map(({ name, points, stock, given, waiting, taken }) =>
        line('exchange.shelf_item', { name, points, stock, given, waiting, taken }),
      )
    : facts.goods.map(({ name, points, stock }) => line('exchange.item', { name, points, stock }))
  return {
    say: [line('exchange.list', { count: first.count, page, pages }), ...rows],
    offer: page < pages ? [offer('offer.page', `/兑换 物资 ${page + 1}`, { page: page + 1 })] : [],
  }
}
