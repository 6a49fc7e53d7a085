import type { Context } from 'hono'
import { words } from '../text/format.ts'
import { Door } from './layout.tsx'
import { scriptAsked } from './script-asked.ts'

/** Something broke on our side: what to do, and the number by which the log has it. */
export const sorry = (c: Context, request: string) => {
  const script = scriptAsked(c)
  return c.html(
    <Door title={words('console.broke', {}, script)} script={script}>
      <p>{words('console.broke_how', { request }, script)}</p>
    </Door>,
    500,
  )
}
