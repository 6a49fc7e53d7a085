import * as v from 'valibot'
import type { Payload } from './connection.ts'

/**
 * A message from its arrival to its end. `kind`: `message` may be answered for long; a `tap` on a card and the
 * `greeting` of an opened chat only within five seconds; a `notice` (an event nobody waits for) not at all.
 */
export interface Entry {
  /** Grows by one; the order of arrival. */
  n: number
  /** The platform's id of the message, the same on each delivery. */
  key: string
  /** The conversation, within which the order is kept. */
  lane: string
  kind: 'message' | 'tap' | 'greeting' | 'notice'
  /** When it arrived, ms UTC. */
  at: number
  /** The id of the frame that it came in last. */
  frame: string
  payload: Payload
  /** Its sender was told that the Worker is away, which used up the answer to its frame. */
  told?: boolean
}

/** What a platform's payload says of itself; undefined when it is none that we forward. */
export type Reading = Pick<Entry, 'key' | 'lane' | 'kind'>

const text = v.pipe(v.string(), v.minLength(1))

/** A line of the journal: an arrival, that a sender was told, or an end. */
export const JournalLine = v.union([
  v.object({
    put: v.object({
      n: v.number(),
      key: text,
      lane: text,
      kind: v.picklist(['message', 'tap', 'greeting', 'notice']),
      at: v.number(),
      frame: v.string(),
      payload: v.record(v.string(), v.unknown()),
    }),
  }),
  v.object({ told: text }),
  v.object({ end: text }),
])
