import type { NewPlaces } from '../../../domain/import/new-places.ts'
import { planRoll } from '../../../domain/import/roll.ts'
import type { RollLine } from '../../../domain/import/roll-line.ts'
import { line } from '../../../domain/say.ts'
import {
  communitiesOfKeysQuery,
  gridsOfKeysQuery,
  listedQuery,
  rollStands,
  streetsOfKeysQuery,
  unitsOfKeysQuery,
  writeRoll,
} from '../../../store/import/roll.ts'
import { fold } from '../../../text/fold.ts'
import { gridKey } from '../../../text/grid-key.ts'
import type { Table } from '../columns.ts'
import { type About, defineImport } from '../spec.ts'

const named = (name: string, keyOf: (name: string) => string = fold) => ({ name, key: keyOf(name) })

/** Who leaves the roll, as people write it. */
const LEAVES = /^(?:调出|调离|离开|离职|退休|退出|转出|去掉|删除|移除|注销|不在册)$/

/** The lines of the table; a liaison's unit and a secretary's community stand where no column names one. */
function linesOf({ rows, has }: Table, { reach, view }: About): RollLine[] {
  const own = (field: 'unit' | 'community', role: string, ids: readonly number[]): string => {
    const held = view.viewer.roles.filter((one) => one.role === role)
    return !has(field) && !reach.everywhere && ids.length === 1 && held.length === 1
      ? (held[0]?.place ?? '')
      : ''
  }
  const unit = own('unit', 'liaison', reach.units)
  const community = reach.units.length > 0 ? '' : own('community', 'secretary', reach.communities)
  return rows.map(({ line: number, text }) => ({
    line: number,
    person: named(text('name')),
    unit: named(text('unit') || unit),
    community: named(text('community') || community),
    grid: named(text('grid'), gridKey),
    street: named(text('street')),
    district: named(text('district')),
    leaves: LEAVES.test(fold(text('leaves'))),
  }))
}

const keysOf = (lines: readonly RollLine[], of: 'person' | 'unit' | 'community' | 'street'): string[] =>
  [...new Set(lines.map((one) => one[of].key))].filter((key) => key !== '')

/** 名册: who should have registered, with units, communities and grids; without names it makes places only. */
export const roll = defineImport({
  kind: 'roll',
  eyes: ['administrator', 'secretary', 'liaison'],
  fields: ['name', 'unit', 'community', 'grid', 'street', 'district', 'leaves'],
  needed: [['name', 'unit', 'community']],
  template: ['name', 'unit', 'community', 'grid', 'leaves'],
  example: [
    ['张伟', '市财政局', '东湖社区', '3网格', ''],
    ['李梅', '市财政局', '东湖社区', '', ''],
    ['王芳', '市司法局', '', '', '调出'],
  ],
  take: (table, about) => ({ lines: linesOf(table, about), hasNames: table.has('name') }),
  read: ({ lines }) => ({
    units: unitsOfKeysQuery(keysOf(lines, 'unit')),
    communities: communitiesOfKeysQuery(keysOf(lines, 'community')),
    grids: gridsOfKeysQuery(keysOf(lines, 'community')),
    streets: streetsOfKeysQuery(keysOf(lines, 'street')),
    listed: listedQuery(keysOf(lines, 'person'), keysOf(lines, 'unit')),
  }),
  plan: ({ lines, hasNames }, facts, { reach }) => {
    const { rows, places } = planRoll(lines, hasNames, facts, reach)
    return { rows, said: [line(hasNames ? 'import.roll_stays' : 'import.roll_places')], basis: { places } }
  },
  write: ({ id, basis }) => ({
    still: rollStands(id),
    writes: writeRoll(id, (basis as { places: NewPlaces }).places),
  }),
})
