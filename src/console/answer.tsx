import type { Outcome } from '../commands/outcome.ts'
import { words } from '../text/format.ts'
import type { View } from './page.ts'

/** What the kernel answered to the act before this page, in words: the same lines as in the chat. */
export const Answer = ({ view, stored }: { view: View; stored: string | undefined }) => {
  if (stored === undefined) return null
  const { say, refused } = JSON.parse(stored) as Outcome
  return (
    <section class={refused ? 'answer refused' : 'answer'} role="status">
      {say.map(({ code, params }) => words(code, params ?? {}, view.script)).join('\n')}
    </section>
  )
}
