import { clockOffsetQuery } from '../store/console/session.ts'
import { Store } from '../store/d1.ts'
import type { Asked, Outside } from './outside.ts'

/** The request's now; where a test clock is allowed it goes by what callbacks have moved it by (architecture §4). */
export async function nowOf(c: Asked, outside: Outside): Promise<number> {
  const now = outside.now(c.req.raw, c.env)
  if (c.env.ALLOW_TEST_CLOCK !== '1' || c.req.header('x-test-now')) return now
  const [[clock]] = await new Store(c.env.DB).batch([clockOffsetQuery()])
  return now + (clock?.offset_ms ?? 0)
}
