import { isDay } from '../../domain/calendar/shanghai.ts'
import type { Owner } from '../../domain/import/register.ts'
import { type ReconcileRow, reconcileQuery, registersQuery } from '../../store/console/reconcile.ts'
import { askedMonth, MonthChoice } from '../month-choice.tsx'
import { definePage, type View } from '../page.ts'
import { eyes } from '../reconcile/decide.ts'
import { lineOf } from '../reconcile/line.ts'
import { Lines } from '../reconcile/lines.tsx'

/** Lines of whole days that are compared at a time. */
const most = 5000

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
