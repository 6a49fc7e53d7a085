import { type Line, line, offer } from '../domain/say.ts'
import { foldedQuery, keep } from '../store/folded.ts'
import { defineJob } from './define.ts'
import { monday } from './monday.ts'

const atOnce = 200
/** How many letters a digest names. */
const named = 6

/**
 * On Monday whoever had letters above the weekly budget hears of them in one (R128): their first lines; the full text
 * waits in the mailbox. A letter is told of once.
 */
export const foldedDigest = defineJob({
  name: 'folded-digest',
  due: monday,
  targets: 'all',
  read: ({ cursor }, now) => ({ people: foldedQuery(cursor, now, atOnce) }),
  decide: ({ facts: { people }, run }) => {
    const folded = people.map(({ person_id, letters }) => ({
      to: person_id,
      letters: JSON.parse(letters) as { id: number; say: Line[] }[],
    }))
    return {
      mail: folded.map(({ to, letters }) => ({
        to,
        say: [
          line('remind.folded', { count: letters.length }),
          ...letters.slice(0, named).flatMap(({ say }) => say.slice(0, 1)),
          line('remind.folded_how'),
        ],
        offer: [offer('offer.letters', '/私信')],
        dedupe: `folded/${run.period}/${to}`,
      })),
      writes: folded.length > 0 ? [keep(folded.flatMap(({ letters }) => letters.map(({ id }) => id)))] : [],
      ...(people.length === atOnce && { next: people.at(-1)?.person_id ?? 0 }),
    }
  },
})
