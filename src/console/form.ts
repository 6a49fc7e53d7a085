import { HTTPException } from 'hono/http-exception'
import type { Asked } from './outside.ts'

/** The fields of a form that was sent; a body that is cut off or no form at all is answered with 400. */
export async function formIn(c: Asked) {
  try {
    return await c.req.parseBody()
  } catch {
    throw new HTTPException(400, { message: 'not a form' })
  }
}
