import type { OrderRefusal } from './refusals.ts'
import type { Standing } from './standing.ts'
import type { OrderState, Target } from './state.ts'

/** Where a step leads in a state, or why it does not. */
export type Cell = Target | OrderRefusal
type Cells = { [K in OrderState]: Cell }
type Some = { [K in OrderState]?: Cell }

/** One step: who may take it and where it leads, who may never, and why the others may not. */
export interface StepRule {
  by: readonly Standing[]
  in: Cells
  /** For these, some states answer otherwise. */
  but?: { [K in Standing]?: Some }
  /** These may not, whatever else they are; by state where only some of them forbid it. */
  never?: { [K in Standing]?: OrderRefusal | { [S in OrderState]?: OrderRefusal } }
  others: OrderRefusal
  /** Why these may not, where that is another reason. */
  unlike?: { [K in Standing]?: OrderRefusal }
}

/** The same answer in every state, but for those named. */
export const inAll = (cell: Cell, some: Some = {}): Cells => ({
  requested: cell,
  proposed: cell,
  drawing: cell,
  open: cell,
  full: cell,
  done: cell,
  verified: cell,
  reopened: cell,
  cancelled: cell,
  ...some,
})

/** The same reason in some states. */
export const because = <S extends OrderState>(code: OrderRefusal, states: readonly S[]) =>
  Object.fromEntries(states.map((state) => [state, code])) as { [K in S]: OrderRefusal }

/** Who serves, and who answers for the community; the street may find people too, but it does not grade. */
export const people: readonly Standing[] = ['member', 'volunteer', 'resident']
export const community: readonly Standing[] = ['secretary', 'grid_head', 'administrator']
export const keepers: readonly Standing[] = [...community, 'street_officer']

/** What nearly every step is answered at the ends of the life of an order. */
export const ended = { verified: 'order.closed', cancelled: 'order.cancelled' } as const
export const doneOrEnded = { ...ended, done: 'order.done_already' } as const
export const unpublished = because('order.not_published', ['requested', 'proposed'])
export const toPublish = because('order.publish_first', ['requested', 'proposed'])

/** States that a step leaves as they are. */
export const underWay = { drawing: 'drawing', open: 'open', full: 'full', reopened: 'reopened' } as const
