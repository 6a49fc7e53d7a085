import type { PlatformName } from '../platforms/message.ts'
import type { Frame, LongConnection, Payload } from './connection.ts'
import type { Entry, Reading } from './entry.ts'
import type { Log } from './log.ts'

/** How a reply ended. `dropped`: the platform does not take it any more. `kept`: we stop, and the next start says it. */
export type Ending = { is: 'given' } | { is: 'dropped'; why: string } | { is: 'kept' }

export const kept: Ending = { is: 'kept' }
export const given: Ending = { is: 'given' }
export const dropped = (why: string): Ending => ({ is: 'dropped', why })

/** What a side needs of the rest to speak. */
export interface Voice {
  /** The connection, waited for until an instant (ms UTC) at most; undefined when there is none then, or we stop. */
  connection(until: number): Promise<LongConnection | undefined>
  readonly isStopping: boolean
  /** ms UTC */
  now(): number
  log: Log
}

/** Everything in which the two platforms differ. */
export interface Side {
  readonly name: PlatformName
  readonly bot: string
  /** Whether letters of the bot's own go out through the connection. */
  readonly pushes: boolean
  /** A fresh connection, not yet open. */
  connect(): LongConnection
  /** What a payload is; undefined when it is nothing that we forward. */
  read(payload: Payload): Reading | undefined
  /** Tells the platform that the frame has arrived and need not come again. */
  received(frame: Frame, connection: LongConnection): void
  /** Gives the Worker's reply to whoever spoke, by what the platform still allows. Never rejects. */
  answer(entry: Entry, reply: Payload, voice: Voice): Promise<Ending>
  /** Says a plain sentence of the gateway's own to whoever spoke. Never rejects. */
  tell(entry: Omit<Entry, 'n'>, sentence: string, voice: Voice): Promise<Ending>
}
