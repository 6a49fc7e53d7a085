import type { Expression } from 'kysely'
import type { Line } from '../../../domain/say.ts'
import type { Query, RowsOf } from '../../../store/d1.ts'

/** One thing that is stored about people: how it is read, and the lines that say it. A new one is one entry. */
export interface Subject<Q extends Query = Query> {
  read: (sender: Expression<number>) => Q
  lines: (rows: RowsOf<[Q]>[0]) => Line[]
}

/** Keeps the rows' type between `read` and `lines`. */
export const subject = <Q extends Query>(read: Subject<Q>['read'], lines: Subject<Q>['lines']): Subject =>
  ({ read, lines }) as unknown as Subject

/** How many of the newest of a thing are shown. */
export const shown = 5
