import { type FiveOne, type FiveRecord, type filledBy, fiveOnes } from '../../domain/ideas/five-ones.ts'
import { suggestionNumber } from '../../domain/ideas/suggestion.ts'
import { type Line, line } from '../../domain/say.ts'
import type { FiveOfUnit } from '../../store/five-ones.ts'

/** The record behind a tick, as `{record:said}` writes it. */
function recordWords({ kind, number, day, code }: FiveRecord): string[] {
  const what = { day, number: kind === 'suggestion' ? suggestionNumber(number) : number, code: code ?? '' }
  return [JSON.stringify(line(`five_record.${kind}`, what))]
}

/** The five with their record, or what to type for it; what waits for a yes says so. */
export const itemLines = (items: ReturnType<typeof filledBy>): Line[] =>
  items.map(({ item, record }) => {
    const name = [`five.${item}`]
    if (!record) return line('five.lacks', { item: name, how: [`five_how.${item}`] })
    return line(record.counts ? 'five.has' : 'five.waits', { item: name, record: recordWords(record) })
  })

/** How a unit stands, in two lines, and in private who lacks most. */
export function unitLines({ unit, members, all, items, behind }: FiveOfUnit, year: string): Line[] {
  const people = JSON.parse(items) as { [I in FiveOne]?: number }
  const names = JSON.parse(behind) as { name: string; met: number }[]
  return [
    line('five.unit', { unit, year, members, all }),
    line('five.unit_items', {
      items: fiveOnes.map((item) =>
        JSON.stringify(line('five.unit_item', { item: [`five.${item}`], people: people[item] ?? 0 })),
      ),
    }),
    ...(names.length > 0
      ? [
          line(names.length < members - all ? 'five.unit_behind_more' : 'five.unit_behind', {
            names: names.map((one) => JSON.stringify(line('five.unit_one', one))),
          }),
        ]
      : []),
  ]
}
