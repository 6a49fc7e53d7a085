import { askNext } from '../commands/pairing/pair-next.ts'
import { poolOf, readPool } from '../commands/pairing/pair-pool.ts'
import type { Pool } from '../domain/pairing/pool.ts'
import { type Line, line, offer } from '../domain/say.ts'
import { askedSome } from '../store/ask-pairs.ts'
import type { Query } from '../store/d1.ts'
import { type Mail, post } from '../store/mail.ts'
import { lastRound, seekersQuery } from '../store/pair-watch.ts'
import { seekNoMore, seekNoMoreIfAsked } from '../store/pair-wish.ts'
import { defineJob } from './define.ts'

/** So many people in a step, and so many steps of a run. */
const [atOnce, mostSteps] = [10, 100]

/**
 * Who is alone again because the other left, did not answer, or was taken at the same instant is asked about the next best
 * at once (R087, rule 8.15); where there is nobody they hear that they come first next time. Planned by the watch
 * pair-answers, whose target is the community.
 */
export const pairSeek = defineJob({
  name: 'pair-seek',
  due: () => [],
  targets: 'communities',
  read: ({ target, due_at }) => ({
    seekers: seekersQuery(target, atOnce),
    ...readPool(target, due_at, { round: lastRound(target) }),
  }),
  decide: ({ facts, run, now }) => {
    const community = run.target
    let pool: Pool = poolOf(facts)
    const name = (id: number) => facts.people.find((one) => one.id === id)?.name ?? ''
    const writes: Query[] = []
    for (const { person_id: id, round, at, keepers } of facts.seekers) {
      // Asked about another seeker a moment ago.
      if (facts.people.some((one) => one.id === id) && !pool.people.some((one) => one.id === id)) continue
      const key = `clock/next/${id}/${now}`
      const next = askNext(pool, id, { community, round, key, now })
      if (!next) {
        const alone = line('mail.pair_no_next', { name: name(id) })
        const told = name(id) === '' ? [] : (JSON.parse(keepers) as number[])
        writes.push(
          seekNoMore(id),
          post(nobody(id, at), now),
          ...told.map((to) =>
            post({ ...toSecretary(to, alone), dedupe: `pair/nobody/${id}/${at}/s${to}` }, now),
          ),
        )
        continue
      }
      const { member, volunteer, score } = next.pair
      pool = { ...pool, people: pool.people.filter((one) => one.id !== member && one.id !== volunteer) }
      const told = line('mail.pair_next', { member: name(member), volunteer: name(volunteer), score })
      writes.push(
        ...next.writes,
        ...[member, volunteer].map(seekNoMoreIfAsked),
        ...(JSON.parse(keepers) as number[]).map((to) =>
          post(
            { ...toSecretary(to, told), dedupe: `pair/next/${key}/${to}`, when: askedSome(key, community) },
            now,
          ),
        ),
      )
    }
    const more = facts.seekers.length === atOnce && run.cursor < mostSteps
    return { writes, ...(more && { next: run.cursor + 1 }) }
  },
})

const nobody = (id: number, at: number): Mail => ({
  to: id,
  say: [line('mail.pair_nobody'), line('mail.pair_first')],
  offer: [offer('offer.partner', '/搭档')],
  dedupe: `pair/nobody/${id}/${at}`,
})

const toSecretary = (to: number, told: Line) => ({
  to,
  say: [line('mail.pair_next_why'), told],
  offer: [offer('offer.pair', '/配对')],
})
