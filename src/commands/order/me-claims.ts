import { type Line, line } from '../../domain/say.ts'
import type { MyClaim } from '../../store/my-claims.ts'
import { named } from './order-lines.ts'

/** What one has taken on, said in at most three lines: what is offered, what is ahead, what waits. */
export function claimLines(claims: readonly MyClaim[]): Line[] {
  const inState = (state: MyClaim['state']) => claims.filter((claim) => claim.state === state)
  const [held, drawing, waiting, done] = [
    inState('held'),
    inState('drawing'),
    inState('waiting'),
    inState('done'),
  ]
  const [next] = held
  const queue = [
    ...waiting.map(({ id, place }) => line('me.claim_waiting', { order: id, place: place ?? 0 })),
    ...drawing.map(({ id }) => line('me.claim_drawing', { order: id })),
    ...done.map(({ id, origin }) =>
      line(origin === 'wish' ? 'me.claim_delivered' : 'me.claim_done', { order: id }),
    ),
  ]
  return [
    ...inState('offered')
      .slice(0, 1)
      .map((one) => line('me.claim_offered', { ...named(one), until: one.offered_until ?? 0 })),
    ...(next
      ? [
          line(next.origin === 'wish' ? 'me.claims_wish' : 'me.claims', {
            count: held.length,
            orders: held.slice(0, 3).map(heldWords),
            order: next.id,
          }),
        ]
      : []),
    ...(queue.length > 0
      ? [line('me.claims_queue', { orders: queue.slice(0, 4).map((one) => JSON.stringify(one)) })]
      : []),
  ]
}

const heldWords = (claim: MyClaim): string =>
  JSON.stringify(
    claim.starts_at === null
      ? line('me.claim', named(claim))
      : line('me.claim_at', { ...named(claim), at: claim.starts_at }),
  )
