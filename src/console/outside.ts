import type { Context } from 'hono'
import type { Surroundings } from '../commands/define.ts'
import type { Keys } from './seal.ts'

/** What the console is given from outside: settings, chance, digests, the clock and the log of a request. */
export interface Outside {
  around(request: Request, env: Env): Pick<Surroundings, 'settings' | 'random' | 'hmac'>
  /** ms */
  now(request: Request, env: Env): number
  /** Something waits to be sent: wakes the outbox. */
  wake(env: Env, now: number): Promise<unknown>
}

/** A request to the console, with what its middleware found. */
export interface ConsoleApp {
  Bindings: Env
  Variables: { requestId: string; now: number; keys: Keys; outside: Outside }
}

export type Asked = Context<ConsoleApp>
