import type { Reach } from '../../domain/api/reach.ts'
import type { Query, RowsOf } from '../../store/d1.ts'
import type { Shape } from './shape.ts'

/** What a request asked for, read and checked. */
export interface Wanted {
  reach: Reach
  /** `2026-10`; empty where the resource takes no month. */
  month: string
  /** Behind which key the page begins. */
  after: readonly number[]
  limit: number
  /** ms */
  now: number
}

/** A list of the interface, page by page: the same lines serve it and describe it (openapi.ts). */
export interface Resource<Row = never> {
  /** As it stands in the address: /api/v1/people. */
  name: string
  summary: string
  about: string
  /** Of one month, which has to be asked for. */
  byMonth?: true
  read: (wanted: Wanted) => Query<Row>
  /** Where the next page begins. */
  key: (row: Row) => readonly number[]
  shape: Shape
  item: (row: Row) => object
}

export const defineResource = <Row>(one: Resource<Row>): Resource => one as unknown as Resource

/** One answer of the interface that is no list. */
export interface Sheet<Facts extends { [name: string]: Query } = { [name: string]: Query }> {
  name: string
  summary: string
  about: string
  byMonth: true
  facts: (wanted: Wanted) => Facts
  shape: Shape
  answer: (facts: RowsOf<Facts>, wanted: Wanted) => object
}

export const defineSheet = <Facts extends { [name: string]: Query }>(one: Sheet<Facts>): Sheet =>
  one as unknown as Sheet
