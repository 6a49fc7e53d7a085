import type { Context } from 'hono'
import { words } from '../text/format.ts'
import { Door } from './layout.tsx'
import { scriptAsked } from './script-asked.ts'

/** Why a form is not taken: of another session or page than this one, sent from another site, too long to be read. */
const whys = {
  stale: 'console.not_taken_stale',
  foreign: 'console.not_taken_foreign',
  long: 'console.not_taken_long',
} as const

/** A form that we do not take, and what to do. */
export function turnedAway(c: Context, why: keyof typeof whys): Response | Promise<Response> {
  const script = scriptAsked(c)
  return c.html(
    <Door title={words('console.not_taken', {}, script)} script={script}>
      <p>{words(whys[why], {}, script)}</p>
      <p>
        <a class="button" href="/console">
          {words('console.back_in', {}, script)}
        </a>
      </p>
    </Door>,
    why === 'long' ? 413 : 403,
  )
}
