import type { View } from '../page.ts'

interface RosterDay {
  id: number
  name: string
  day: string | null
  people: number
}

/** The working days of the week to come on which a community has fewer people on its roster than there must be (R012). */
export const GapList = ({
  view: { words, policy },
  days,
  roster,
}: {
  view: View
  days: readonly string[]
  roster: readonly RosterDay[]
}) => {
  const communities = [...new Map(roster.map(({ id, name }) => [id, name]))]
  const gaps = communities.flatMap(([id, name]) => {
    const on = (day: string) => roster.find((one) => one.id === id && one.day === day)?.people ?? 0
    const thin = days.filter((day) => on(day) < policy.dutyMinimum)
    return thin.length > 0 ? [{ name, thin }] : []
  })
  return (
    <section>
      <h2>{words('console.gaps')}</h2>
      <p class="soft">{words('console.gaps_why', { least: policy.dutyMinimum })}</p>
      {gaps.length === 0 ? (
        <p class="good">{words('console.gaps_none')}</p>
      ) : (
        <ul class="rows">
          {gaps.map(({ name, thin }) => (
            <li>
              <b>{name}</b> {words('console.days', { days: thin })}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
