import { topOf } from '../../domain/figures/board.ts'
import type { CheckLine } from '../../domain/figures/check-line.ts'
import { type Line, line } from '../../domain/say.ts'
import type { BoardRow } from '../../store/board.ts'

/** Rows of a board at most. */
export const most = 8

/** Best first; the own row is read apart from its place. */
const inOrder = <Row extends BoardRow>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => a.place - b.place || a.name.localeCompare(b.name, 'zh'))

/** The top people, one line for each place: at most so many names, and nobody behind them (R117). */
export const peopleLines = (rows: readonly BoardRow[], names: number): Line[] =>
  topOf(inOrder(rows), names).map(({ first, rows: sharing }) =>
    sharing.length > 0
      ? line('rank.names', {
          place: first.place,
          names: sharing.map(({ name }) => name),
          minutes: first.minutes,
        })
      : line('rank.tied_people', { place: first.place, count: first.tied, minutes: first.minutes }),
  )

/** The top units by hours per verified member, one line each, with the denominator (R057). */
export const unitLines = (rows: readonly (BoardRow & { verified: number })[]): Line[] =>
  topOf(inOrder(rows), most).flatMap(({ first, rows: sharing }) =>
    sharing.length > 0
      ? sharing.map(({ place, name, verified, minutes }) =>
          line('rank.unit', { place, name, average: Math.floor(minutes / verified), verified, minutes }),
        )
      : [
          line('rank.tied_units', {
            place: first.place,
            count: first.tied,
            minutes: Math.floor(first.minutes / first.verified),
          }),
        ],
  )

/** The top communities by hours, one line each. */
export const communityLines = (rows: readonly BoardRow[]): Line[] =>
  topOf(inOrder(rows), most).flatMap(({ first, rows: sharing }) =>
    sharing.length > 0
      ? sharing.map(({ place, name, minutes }) => line('rank.community', { place, name, minutes }))
      : [line('rank.tied_communities', { place: first.place, count: first.tied, minutes: first.minutes })],
  )

/** The check line that stands under figures of the whole ledger (R070). */
export const checkLines = ({ agrees, unit, community, all }: CheckLine): Line =>
  agrees ? line('check.agrees', { all }) : line('check.differs', { unit, community, all })
