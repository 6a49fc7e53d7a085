import { type Team, teams } from '../../domain/rally/teams.ts'
import { type Line, line } from '../../domain/say.ts'
import type { UnitLists } from '../../store/standby.ts'

/** How many stand on each list of a unit, and what it lacks (R099). */
export function countsOf({ name, ...lists }: UnitLists): Line[] {
  const { strike, work, grid } = lists
  const empty = teams.filter((team) => lists[team] === 0)
  return [
    line('standby.counts', { unit: name, strike, work, grid }),
    ...(empty.length > 0
      ? [line('standby.lacks', { teams: empty.map((team) => JSON.stringify(line(`team.${team}`))) })]
      : []),
  ]
}

const namesShown = 40

/** Who stands on the lists, or on one of them. */
export const namesOf = (rows: readonly { team: Team; name: string }[], only: string | undefined): Line[] =>
  teams.flatMap((team) => {
    const names = rows.filter((row) => row.team === team).map(({ name }) => name)
    if (names.length === 0 || (only !== undefined && only !== team)) return []
    const shown = { team: [`team.${team}`], names: names.slice(0, namesShown) }
    return [line(names.length > namesShown ? 'standby.names_more' : 'standby.names', shown)]
  })
