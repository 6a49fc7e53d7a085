import type { Platform } from '../platforms/message.ts'

/** What a request of the gateway is answered with, once it was signed and could be read. */
export interface Asked {
  platform: Platform
  env: Env
  context: Pick<ExecutionContext, 'waitUntil'>
  /** ms */
  now: number
  /** Where the request came in. */
  address: string
  about: { request_id: string; platform: Platform['name']; way: 'gateway' }
}

/** An error as the gateway reads it. */
export const refuse = (status: number, error: string): Response => Response.json({ error }, { status })
