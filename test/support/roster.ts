import type { Line } from '../../src/domain/say.ts'
import { words } from '../../src/text/format.ts'
import { rows, run } from '../schema/lines.ts'
import { at, type Speaker } from './talk.ts'

/** The person of a speaker. */
export const personOf = async (who: Speaker): Promise<number> =>
  (await rows<{ person_id: number }>('select person_id from identity where user_id = ? limit 1', who.id))[0]
    ?.person_id ?? 0

/** Puts a planned shift on the roster of the person's community; gives its number. */
export async function planShift(who: Speaker, day: string, from = '09:00', to = '12:00'): Promise<number> {
  const person = await personOf(who)
  const { meta } = await run(
    `insert into shift (community_id, person_id, unit_id, day, starts_at, ends_at, planned_at, message)
      select community_id, id, unit_id, ?, ?, ?, ?, 'test' from person where id = ?`,
    day,
    at(`${day} ${from}`),
    at(`${day} ${to}`),
    Math.min(at(`${day} ${from}`), at('2026-11-01 09:00')),
    person,
  )
  return meta.last_row_id
}

/** Shifts of a speaker that lie in a state: `11-25 planned`. */
export const shiftsOf = async (who: Speaker): Promise<string[]> =>
  (
    await rows<{ what: string }>(
      "select substr(day, 6) || ' ' || state as what from shift where person_id = ? order by day, id",
      await personOf(who),
    )
  ).map(({ what }) => what)

/** All letters to somebody, in words, oldest first. */
export const lettersTo = async (who: Speaker): Promise<string[]> =>
  (
    await rows<{ say: string }>('select say from outbox where person_id = ? order by id', await personOf(who))
  ).map(({ say }) =>
    (JSON.parse(say) as Line[]).map(({ code, params }) => words(code, params ?? {}, 'hans')).join('\n'),
  )

/** A text without its line ends and the colons at which a card's title is cut. */
export const plain = (text: string): string => text.replace(/[\n：]/g, '')
