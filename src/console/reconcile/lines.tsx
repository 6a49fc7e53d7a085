import { addDays } from '../../domain/calendar/shanghai.ts'
import type { Owner } from '../../domain/import/register.ts'
import { type Standing, standings } from '../../domain/reconcile/compare.ts'
import { More } from '../more.tsx'
import type { View } from '../page.ts'
import type { BookLine } from './line.ts'
import { LineTable } from './line-table.tsx'

const shown = 100

/** How many lines of each standing, and those of one of them or of all that need a look. */
export const Lines = ({
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
      <More
        words={words}
        next={
          start + shown < all.length &&
          to({ ...(standing && { show: standing }), after: here.at(-1)?.key ?? '' })
        }
      />
    </section>
  )
}
