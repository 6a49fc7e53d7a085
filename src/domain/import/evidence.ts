import { line } from '../say.ts'
import type { PlannedRow } from './plan.ts'
import { type BookLine, type BookPerson, type Owner, personOf } from './register.ts'

/** A line that was handed in before, by the same register. */
export interface KeptEvidence {
  id: number
  person_id: number | null
  key: string
  day: string
  place: number
  started_at: number | null
  ended_at: number | null
  minutes: number
}

/**
 * What a register's lines would do to the evidence (R063): of one name on one day the file's lines take the place of those
 * handed in before. A name that nobody has is kept all the same: it is what the register says. Refused is
 * import.several, where the name fits several people of the register.
 */
export function planEvidence(
  lines: readonly BookLine[],
  people: readonly BookPerson[],
  kept: readonly KeptEvidence[],
  owner: Owner,
): PlannedRow[] {
  const out: PlannedRow[] = []
  const byDay = new Map<string, { lines: BookLine[]; person: BookPerson | undefined }>()
  for (const one of lines) {
    const found = personOf(one, people, owner)
    if ('code' in found) out.push({ line: one.line, fate: 'refused', said: [found], row: {} })
    else {
      const group = `${found.person?.id ?? ''}/${one.key}/${one.day}`
      const day = byDay.get(group) ?? { lines: [], person: found.person }
      byDay.set(group, { ...day, lines: [...day.lines, one] })
    }
  }
  const before = new Map<string, KeptEvidence[]>()
  for (const one of kept) {
    const group = `${one.key}/${one.day}`
    before.set(group, [...(before.get(group) ?? []), one])
  }
  for (const { lines: all, person } of byDay.values()) {
    const [first] = all
    if (!first) continue
    const day = all.filter((one) => !stoodBefore(one, all))
    for (const { line: number, name, day: on } of all.filter((one) => !day.includes(one)))
      out.push({ line: number, fate: 'same', said: [line('import.book_twice', { name, day: on })], row: {} })
    const old = (before.get(`${first.key}/${first.day}`) ?? [])
      .filter(({ person_id }) => person_id === null || person_id === (person?.id ?? null))
      .sort((a, b) => a.place - b.place)
    const wanted = day
      .filter(({ minutes }) => minutes > 0)
      .sort((a, b) => (a.from ?? 0) - (b.from ?? 0) || a.line - b.line)
    out.push(...wanted.map((one, place) => rowOf(one, place, person, old[place])))
    const zero = day.find(({ minutes }) => minutes === 0) ?? first
    const words = { name: first.name, day: first.day }
    out.push(
      ...old.slice(wanted.length).map(
        ({ id, minutes }): PlannedRow => ({
          line: zero.line,
          fate: 'gone',
          said: [line('import.book_gone', { ...words, minutes })],
          row: { id },
        }),
      ),
    )
    if (wanted.length === 0 && old.length === 0)
      out.push({ line: zero.line, fate: 'same', said: [line('import.book_none', words)], row: {} })
  }
  return out.sort((a, b) => a.line - b.line)
}

/** Whether a line says once more what one above says, to the same minutes of the same day: nobody served that twice. */
const stoodBefore = (one: BookLine, all: readonly BookLine[]): boolean =>
  one.from !== null &&
  all.some((other) => other.line < one.line && other.from === one.from && other.to === one.to)

function rowOf(
  one: BookLine,
  place: number,
  person: BookPerson | undefined,
  was: KeptEvidence | undefined,
): PlannedRow {
  const words = { name: one.name, day: one.day, minutes: one.minutes }
  const row = {
    ...(was && { id: was.id, was: was.minutes }),
    person: person?.id ?? null,
    name: one.name,
    key: one.key,
    day: one.day,
    place,
    from: one.from,
    to: one.to,
    minutes: one.minutes,
  }
  const unknown = person ? [] : [line('import.book_unknown', { name: one.name })]
  if (!was) return { line: one.line, fate: 'new', said: [line('import.book_line', words), ...unknown], row }
  const times = one.from === was.started_at && one.to === was.ended_at
  if (was.minutes === one.minutes && times && was.person_id === (person?.id ?? null))
    return { line: one.line, fate: 'same', said: [line('import.book_line', words), ...unknown], row }
  const said = line('import.book_changed', { ...words, from: was.minutes })
  return { line: one.line, fate: 'changed', said: [said, ...unknown], row }
}
