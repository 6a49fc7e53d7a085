import { tenthsOf } from '../../domain/figures/rate.ts'
import { viewerId } from '../../store/console/scope.ts'
import { type Headcount, headcountsQuery, missingQuery, overviewQuery } from '../../store/headcount.ts'
import { fold } from '../../text/fold.ts'
import { ShareBar } from '../chart/share-bar.tsx'
import { definePage, type View } from '../page.ts'
import { Table } from '../table.tsx'

const [placesShown, namesShown] = [300, 200]

/** Who has registered of those on the roll, and who is in a grid (R003), as `/报到率` has it, with the missing names. */
export const registration = definePage({
  path: '/registration',
  title: 'console.registration',
  eyes: ['administrator', 'secretary', 'street_officer', 'liaison'],
  read: ({ scope, asked }) => {
    const [sender, place] = [viewerId(scope), asked('place')]
    const key = place === undefined ? null : fold(place)
    const wanted = { sender, group: null, key, units: true, communities: true }
    const shown = key === null ? placesShown : 0
    return {
      counts: headcountsQuery(wanted),
      missing: missingQuery(wanted, namesShown),
      units: overviewQuery(sender, 'unit', shown),
      communities: overviewQuery(sender, 'community', shown),
    }
  },
  render: ({ counts, missing, units, communities }, view) => {
    const { words } = view
    return (
      <>
        {counts.map((one) => {
          const of = (what: 'unreported' | 'ungridded') =>
            missing.filter((row) => row.what === what && row.scope === one.scope && row.id === one.id)
          return (
            <section>
              <h2>{one.name}</h2>
              <Rates view={view} title={one.name} rows={[one]} linked={false} />
              <Names title={words('console.unreported')} names={of('unreported').map(({ name }) => name)} />
              <Names title={words('console.ungridded')} names={of('ungridded').map(({ name }) => name)} />
            </section>
          )
        })}
        {[units, communities].map(
          (rows, i) =>
            rows.length > 0 && (
              <section>
                <h2>{words(i === 0 ? 'console.by_unit' : 'console.by_community')}</h2>
                <Rates
                  view={view}
                  title={words(i === 0 ? 'console.by_unit' : 'console.by_community')}
                  rows={rows}
                  linked
                />
              </section>
            ),
        )}
        {counts.length + units.length + communities.length === 0 && (
          <section>{words('console.nobody')}</section>
        )}
      </>
    )
  },
})

const Rates = ({
  view: { words },
  title,
  rows,
  linked,
}: {
  view: View
  title: string
  rows: readonly Headcount[]
  linked: boolean
}) => {
  const share = (part: number, whole: number) =>
    whole > 0 ? words('console.percent', { share: tenthsOf(part, whole) }) : '—'
  return (
    <Table
      caption={`${title} · ${words('console.registration_caption')}`}
      columns={[
        {
          title: words('console.col.place'),
          of: ({ name }: Headcount) =>
            linked ? (
              <a href={`/console/registration?${new URLSearchParams({ place: name })}`}>{name}</a>
            ) : (
              name
            ),
        },
        { title: words('console.col.listed'), of: ({ listed }) => listed, number: true },
        { title: words('console.col.reported'), of: ({ reported }) => reported, number: true },
        { title: words('console.registration'), of: (row) => share(row.reported, row.listed), number: true },
        {
          title: words('console.col.share'),
          of: (row) => <ShareBar part={row.reported} whole={row.listed} />,
        },
        { title: words('console.col.verified'), of: ({ verified }) => verified, number: true },
        { title: words('console.col.gridded'), of: (row) => share(row.gridded, row.verified), number: true },
      ]}
      rows={rows}
    />
  )
}

const Names = ({ title, names }: { title: string; names: readonly string[] }) =>
  names.length > 0 ? (
    <p>
      <b>{title}</b> {names.join('、')}
    </p>
  ) : null
