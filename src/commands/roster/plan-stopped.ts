import { type Line, line } from '../../domain/say.ts'
import type { Decision } from '../define.ts'

/** So many lines of what is wrong are named. */
const shown = 9

/** Nothing is written while anything is wrong; every line of it is named, as many as an answer has room for. */
export const stopped = (wrong: readonly Line[], title = 'plan.stopped'): Decision => ({
  say: [
    line(title, { count: wrong.length }),
    ...wrong.slice(0, wrong.length > shown ? shown - 1 : shown),
    ...(wrong.length > shown ? [line('plan.wrong_more', { count: wrong.length - shown + 1 })] : []),
    line('plan.again'),
  ],
})
