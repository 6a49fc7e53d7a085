import type { Owner } from '../../domain/import/evidence.ts'
import { type Standing, standings } from '../../domain/reconcile/compare.ts'
import { reconcileQuery, registersQuery } from '../../store/console/reconcile.ts'
import { askedMonth, MonthChoice } from '../month-choice.tsx'
import { definePage, type View } from '../page.ts'
import { eyes } from '../reconcile/decide.ts'
import { type BookLine, lineOf } from '../reconcile/line.ts'
import { LineTable } from '../reconcile/line-table.tsx'

const most = 5000
const shown = 100

/** Which register is asked for; who answers for one unit or community alone needs not ask. */
function askedOwner({ asked, scope }: View): Owner | undefined {
  const [, of, id] = /^(unit|community):(\d+)$/.exec(asked('register') ?? '') ?? []
  if (of === 'unit') return { unit: Number(id) }
  if (of === 'community') return { community: Number(id) }
  const { everywhere, units, communities } = scope
  if (everywhere || units.length + communities.length !== 1) return undefined
  const [unit, community] = [units[0], communities[0]]
  return unit === undefined ? { community: community ?? 0 } : { unit }
}

/** The registers outside beside the ledger, day by day: agreeing, only here, only there, different; who decided (R063). */
export const reconciliation = definePage({
  path: '/reconciliation',
  title: 'console.reconciliation',
  eyes,
  read: (view) => {
    const month = askedMonth(view)
    const owner = askedOwner(view) ?? { unit: 0 }
    return {
      registers: registersQuery(view.scope, month),
      days: reconcileQuery(view.scope, owner, month, most),
    }
  },
  render: ({ registers, days }, view) => {
    const { words, asked } = view
    const month = askedMonth(view)
    const owner = askedOwner(view)
    const chosen = registers.find(
      ({ of, id }) =>
        owner &&
        (of === 'unit'
          ? 'unit' in owner && owner.unit === id
          : 'community' in owner && owner.community === id),
    )
    return (
      <>
        <section>
          <h2>{words('console.year', { year: month })}</h2>
          <MonthChoice
            view={view}
            path="/reconciliation"
            query={chosen ? { register: `${chosen.of}:${chosen.id}` } : {}}
          />
          <p>{words('reconcile.how')}</p>
          {registers.length === 0 ? (
            <p>{words('reconcile.no_registers')}</p>
          ) : (
            <ul class="rows">
              {registers.map((one) => (
                <li>
                  <a
                    href={`/console/reconciliation?${new URLSearchParams({ month, register: `${one.of}:${one.id}` })}`}
                    aria-current={one === chosen ? 'page' : undefined}
                  >
                    {words(`import_kind.${one.of === 'unit' ? 'unit_book' : 'community_book'}`)} {one.name}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </section>
        {chosen && owner && (
          <Lines
            view={view}
            month={month}
            owner={owner}
            lines={days.map((row) => lineOf(row, owner))}
            asked={asked}
          />
        )}
      </>
    )
  },
})

/** How many lines of each standing, and those of one of them or of all that need a look. */
const Lines = ({
  view,
  month,
  owner,
  lines,
  asked,
}: {
  view: View
  month: string
  owner: Owner
  lines: readonly BookLine[]
  asked: View['asked']
}) => {
  const { words } = view
  const register = 'unit' in owner ? `unit:${owner.unit}` : `community:${owner.community}`
  const standing = standings.find((one) => one === asked('show'))
  const of = (one: Standing) => lines.filter((line) => line.standing === one)
  const all = standing ? of(standing) : lines.filter((line) => line.standing !== 'agree')
  const after = asked('after')
  const start = after ? all.findIndex(({ key }) => key === after) + 1 : 0
  const here = all.slice(start, start + shown)
  const to = (more: { [name: string]: string }) =>
    `/console/reconciliation?${new URLSearchParams({ month, register, ...more })}`
  return (
    <section>
      <h2>{words('reconcile.counts', Object.fromEntries(standings.map((one) => [one, of(one).length])))}</h2>
      <nav aria-label={words('import.filter')}>
        <a class="button" href={to({})} aria-current={standing ? undefined : 'page'}>
          {words('reconcile.to_look_at')}
        </a>
        {standings.map((one) => (
          <a class="button" href={to({ show: one })} aria-current={standing === one ? 'page' : undefined}>
            {words('import.fate_count', { fate: [`standing.${one}`], count: of(one).length })}
          </a>
        ))}
      </nav>
      {here.length === 0 ? (
        <p>{words('console.nobody')}</p>
      ) : (
        <LineTable view={view} owner={owner} lines={here} />
      )}
      {start + shown < all.length && (
        <a class="button" href={to({ ...(standing && { show: standing }), after: here.at(-1)?.key ?? '' })}>
          {words('console.more')}
        </a>
      )}
    </section>
  )
}
