import type { Generated } from 'kysely'

/** The exchange of points in double entry (R061, R062): goods, accounts, transactions, their postings. */
export interface ExchangeTables {
  goods: { id: Generated<number>; community_id: number; name: string; key: string; points: number }
  account: {
    id: Generated<number>
    holder: 'person' | 'stock' | 'source' | 'used'
    asset: 'points' | 'minutes' | 'goods'
    person_id: number | null
    community_id: number | null
    goods_id: number | null
    balance: Generated<number>
  }
  exchange: {
    id: Generated<number>
    kind: ExchangeKind
    of_id: number | null
    person_id: number | null
    community_id: number
    goods_id: number | null
    points: Generated<number>
    minutes: Generated<number>
    pieces: Generated<number>
    actor_id: number | null
    at: number
    message: string
  }
  posting: { exchange_id: number; from_id: number; to_id: number; amount: number }
  pick_up: {
    exchange_id: number
    community_id: number
    code: string
    state: Generated<PickUpState>
    settled_at: number | null
  }
  exchange_count: {
    month: string
    community_id: number
    points: number
    minutes: number
    pieces: number
  }
}

export type ExchangeKind = 'hours' | 'goods' | 'pick_up' | 'stock' | 'return' | 'join'
export type PickUpState = 'waiting' | 'taken' | 'returned'
