/** A row of a board as it is counted: its place, and how many share it. */
export interface Ranked {
  place: number
  tied: number
}

/** A place of a board; `rows` is empty where too many share it to be named fairly. */
export interface Place<Row> {
  first: Row
  rows: Row[]
}

/**
 * The top of a board, at most so many rows. A place is shown with all who share it or with nobody's name, and nothing
 * behind the first that does not fit (R117: whoever is behind is never named). Rows come best first.
 */
export function topOf<Row extends Ranked>(rows: readonly Row[], most: number): Place<Row>[] {
  const places: Place<Row>[] = []
  let room = most
  for (const sharing of Map.groupBy(rows, (row) => row.place).values()) {
    const [first] = sharing
    if (!first || room === 0) break
    const fits = first.tied <= room
    places.push({ first, rows: fits ? sharing : [] })
    if (!fits) break
    room -= sharing.length
  }
  return places
}
