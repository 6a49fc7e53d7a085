import { addDays, isDay } from '../../domain/calendar/shanghai.ts'
import type { Owner } from '../../domain/import/evidence.ts'
import { type Standing, standings } from '../../domain/reconcile/compare.ts'
import { type ReconcileRow, reconcileQuery, registersQuery } from '../../store/console/reconcile.ts'
import { askedMonth, MonthChoice } from '../month-choice.tsx'
import { definePage, type View } from '../page.ts'
import { eyes } from '../reconcile/decide.ts'
import { type BookLine, lineOf } from '../reconcile/line.ts'
import { LineTable } from '../reconcile/line-table.tsx'

/** Lines of whole days that are compared at a time. */
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

/** From which day of the month on lines are shown: its first, or where the page before left off. */
function askedDay(view: View): string {
  const [month, day = ''] = [askedMonth(view), view.asked('from')]
  return isDay(day) && day.startsWith(month) ? day : `${month}-01`
}

/** The lines of whole days, and on which day the next page of them begins, where there are more than one page holds. */
function wholeDays(rows: readonly ReconcileRow[]): {
  rows: readonly ReconcileRow[]
  rest: string | undefined
} {
  const rest = rows[most]?.day
  return { rows: rows.filter(({ day }) => day !== rest), rest }
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
      days: reconcileQuery(view.scope, owner, askedDay(view), most + 1),
    }
  },
  render: ({ registers, days }, view) => {
    const { words, asked } = view
    const month = askedMonth(view)
    const owner = askedOwner(view)
    const { rows: shownDays, rest } = wholeDays(days)
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
            lines={shownDays.map((row) => lineOf(row, owner))}
            rest={rest}
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
  rest,
  asked,
}: {
  view: View
  month: string
  owner: Owner
  lines: readonly BookLine[]
  /** The day from which on there are more. */
  rest: string | undefined
  asked: View['asked']
}) => {
  const { words } = view
  const register = 'unit' in owner ? `unit:${owner.unit}` : `community:${owner.community}`
  const standing = standings.find((one) => one === asked('show'))
  const of = (one: Standing) => lines.filter((line) => line.standing === one)
  const all = standing ? of(standing) : lines.filter((line) => line.standing !== 'agree')
  const [after, from] = [asked('after'), asked('from')]
  const start = after ? all.findIndex(({ key }) => key === after) + 1 : 0
  const here = all.slice(start, start + shown)
  const to = (more: { [name: string]: string }) =>
    `/console/reconciliation?${new URLSearchParams({ month, register, ...(from && { from }), ...more })}`
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
      {rest && (
        <p>
          {words('reconcile.part', { to: addDays(rest, -1) })}{' '}
          <a class="button" href={to({ from: rest })}>
            {words('reconcile.rest', { from: rest })}
          </a>
        </p>
      )}
      {start + shown < all.length && (
        <a class="button" href={to({ ...(standing && { show: standing }), after: here.at(-1)?.key ?? '' })}>
          {words('console.more')}
        </a>
      )}
    </section>
  )
}
