import { line } from '../say.ts'
import { type NewPlaces, PlaceNotes } from './new-places.ts'
import type { PlannedRow, Reach } from './plan.ts'
import { fateOf } from './roll-fate.ts'
import { namesOf, type Placed, type RollFacts, type RollLine } from './roll-line.ts'
import { pairUp } from './roll-pairs.ts'
import { indexOf, place } from './roll-places.ts'

/**
 * What a roll would do, line by line: people who come in, whose community or grid changes, who leave; without a column of
 * names, places only. The same line twice is two people of one name. Refused are import.no_name, odd_name, no_unit,
 * not_yours, no_community, no_grid, grid_alone, elsewhere, not_listed.
 */
export function planRoll(
  lines: readonly RollLine[],
  hasNames: boolean,
  facts: RollFacts,
  reach: Reach,
): { rows: PlannedRow[]; places: NewPlaces } {
  const index = indexOf(facts)
  const out: PlannedRow[] = []
  const people: Placed[] = []
  const notes = new PlaceNotes()
  for (const one of lines) {
    const placed = place(one, hasNames, index, reach, notes)
    if ('code' in placed) out.push({ line: one.line, fate: 'refused', said: [placed], row: {} })
    else if (hasNames) people.push(placed)
    else
      out.push({
        line: one.line,
        fate: placed.makes.length > 0 ? 'new' : 'same',
        said: placed.makes.length > 0 ? placed.makes : [line('import.places_same', { names: namesOf(one) })],
        row: {},
      })
  }
  for (const { placed, listed, seen } of pairUp(people, facts.listed, reach)) {
    const done = fateOf(placed, listed, seen)
    const fate = done.fate === 'same' && placed.makes.length > 0 ? 'changed' : done.fate
    out.push({ ...done, fate, line: placed.line, said: [...done.said, ...placed.makes] })
  }
  return { rows: out.sort((a, b) => a.line - b.line), places: notes.places }
}
