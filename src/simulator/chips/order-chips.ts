import type { DatabaseSync } from 'node:sqlite'
import { accountsOf } from '../letters.ts'
import type { Town } from '../town.ts'
import type { RoleName } from '../types.ts'
import type { Chips, Suggestions } from './suggestions-by-role.ts'

/** The newest orders with everybody of their communities and of those that were asked to help. */
const ORDERS = `
  select o.id, o.state, o.origin, coalesce(o.requester_id = p.id, 0) as asked, c.state as claim, l.state as loan,
    o.community_id = p.community_id as own, a.account
  from (select * from "order" where state <> 'cancelled' order by id desc limit 12) o
  join person p on p.community_id = o.community_id
    or p.community_id in (select community_id from loan where order_id = o.id)
  join (select person_id, min(platform || ':' || user_id) as account from identity where kind in ('user', 'staff')
    group by person_id) a on a.person_id = p.id
  left join claim c on c.order_id = o.id and c.person_id = p.id and c.state <> 'released'
  left join loan l on l.order_id = o.id and l.community_id = p.community_id
  order by o.id desc`

interface Standing {
  id: number
  state: string
  origin: string
  /** 1: this person asked for it. */
  asked: number
  claim: string | null
  loan: string | null
  /** 1: it is an order of their community. */
  own: number
  account: string
}

/** Of so many orders chips are shown, the newest first. */
const SHOWN = 4

/** Looks at the orders in the bot's database, as `/订单` would tell each person. */
export function orderChipsIn(database: DatabaseSync, town: Town): Chips {
  const rows = database.prepare(ORDERS).all() as unknown as Standing[]
  const chips: Chips = {}
  for (const person of town.people) {
    const known = accountsOf(person)
    const found = rows
      .filter(({ account }) => known.includes(account))
      .map((order) => nextFor(order, person.role))
      .filter(({ group, private: alone }) => group.length + alone.length > 0)
      .slice(0, SHOWN)
    if (found.length === 0) continue
    const group = found.flatMap((one) => one.group)
    chips[person.id] = { group, private: found.flatMap((one) => [...one.private, ...one.group]) }
  }
  return chips
}

/** What somebody would do next with an order; what is nobody else's business, in private. */
function nextFor({ id, state, origin, asked, claim, loan, own }: Standing, role: RoleName): Suggestions {
  const say = (group: string[], alone: string[] = []): Suggestions => ({ group, private: alone })
  const running = ['drawing', 'open', 'full', 'reopened'].includes(state)
  const keeps = own === 1 && (role === 'secretary' || role === 'grid')
  const isWish = origin === 'wish'
  // A secretary who writes somebody's wish down publishes it, too.
  if (asked && !(keeps && state === 'requested'))
    return say([], isWish ? wishersNext(id, state) : askersNext(id, state))
  if (loan === 'asked')
    return role === 'secretary' ? say([`/调剂 ${id} 同意`], [`/调剂 ${id} 婉拒 人手紧`]) : say([])
  if (claim === 'held' && isWish) return say([`/完成 ${id}`], [`/订单 ${id}`])
  if (claim === 'held')
    return say([`/完成 ${id} 1小时 办好了`, `/进度 ${id} 到楼下了`, `/退单 ${id} 临时有事`], [`/订单 ${id}`])
  if (claim === 'credited') return say([], [`/怎么算 ${id}`])
  if (claim === 'offered') return say([`/接单 ${id}`, `/退单 ${id}`])
  if (claim !== null && running) return say([`/退单 ${id}`])
  if (keeps && (state === 'requested' || state === 'proposed')) return say([`/派单 ${id}`])
  if (keeps && state === 'done') return isWish ? say([], [`/签收 ${id}`]) : say([`/核销 ${id} 很好`])
  if (keeps && state === 'open') return say([`/催单 ${id}`], [`/推荐 ${id}`, `/调剂 ${id} 西园社区`])
  if (!keeps && running && state !== 'reopened') return say([`/接单 ${id}`])
  return say([])
}

/** Who asked for it takes it back before it is out, and says afterwards how it went. */
function askersNext(id: number, state: string): string[] {
  if (state === 'requested') return [`/订单 ${id}`, `/取消单 ${id} 不用了`]
  if (state === 'done' || state === 'verified') return [`/满意 ${id} 1`, `/满意 ${id} 3 还是不行`]
  return [`/订单 ${id}`]
}

/** Whose wish it is says that it has come, or that it has not. */
function wishersNext(id: number, state: string): string[] {
  if (state === 'requested') return [`/订单 ${id}`, `/取消单 ${id} 不用了`]
  return state === 'done' ? [`/签收 ${id}`, `/满意 ${id} 3 没收到`] : ['/心愿']
}
