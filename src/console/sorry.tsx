import type { Context } from 'hono'
import { words } from '../text/format.ts'
import { Door } from './layout.tsx'

/** Something broke on our side: what to do, and the number by which the log has it. */
export const sorry = (c: Context, request: string) =>
  c.html(
    <Door title={words('console.broke', {}, 'hans')} script="hans">
      <p>{words('console.broke_how', { request }, 'hans')}</p>
    </Door>,
    500,
  )
