import type { Fate } from '../../domain/import/plan.ts'
import type { Line } from '../../domain/say.ts'
import { fatesQuery, importQuery, rowsQuery } from '../../store/import/file.ts'
import { More } from '../more.tsx'
import { definePage, type View } from '../page.ts'
import { Table } from '../table.tsx'

const shown = 100
const fates: readonly Fate[] = ['refused', 'new', 'changed', 'gone', 'same']
const fateOf = (text: string | undefined): Fate | undefined => fates.find((fate) => fate === text)

/** What a file would do, line by line, and the button that does it; afterwards what it did. */
export const importPage = definePage({
  path: '/imports/:id{[0-9]+}',
  title: 'console.import',
  eyes: ['administrator', 'secretary', 'liaison'],
  hidden: true,
  read: ({ viewer, asked }) => {
    const id = Number(asked('id'))
    const from = { fate: fateOf(asked('fate')), after: Number(asked('after')) || 0 }
    return {
      file: importQuery(id, viewer.id),
      fates: fatesQuery(id, viewer.id),
      rows: rowsQuery(id, viewer.id, from, shown + 1),
    }
  },
  render: ({ file: [file], fates: found, rows }, view) => {
    if (!file) return undefined
    const { words, asked } = view
    const counts = new Map(found.map(({ fate, count }) => [fate, count]))
    const here = rows.slice(0, shown)
    const path = `/console/imports/${file.id}`
    const fate = fateOf(asked('fate'))
    const more = new URLSearchParams({ ...(fate && { fate }), after: String(here.at(-1)?.place) })
    return (
      <>
        <section>
          <h2>
            {words(`import_kind.${file.kind}`)} {file.name}
          </h2>
          <Outcome view={view} file={file} counts={counts} />
          {saidOf(view, file.said).map((text) => (
            <p>{text}</p>
          ))}
          <a class="button" href="/console/imports">
            {words('import.another')}
          </a>
        </section>
        {file.state !== 'unread' && (
          <section>
            <nav aria-label={words('import.filter')}>
              <a class="button" href={path} aria-current={fate === undefined ? 'page' : undefined}>
                {words('import.all_lines')}
              </a>
              {fates
                .filter((one) => counts.has(one))
                .map((one) => (
                  <a
                    class="button"
                    href={`${path}?fate=${one}`}
                    aria-current={fate === one ? 'page' : undefined}
                  >
                    {words('import.fate_count', {
                      fate: [`import_fate.${one}`],
                      count: counts.get(one) ?? 0,
                    })}
                  </a>
                ))}
            </nav>
            <Table
              caption={words('import.lines_caption')}
              columns={[
                {
                  title: words('import.col.line'),
                  of: (row: (typeof here)[number]) => (row.line === 0 ? '' : row.line),
                },
                {
                  title: words('import.col.fate'),
                  of: (row) => (
                    <span class={row.fate === 'refused' ? 'bad' : undefined}>
                      {words(`import_fate.${row.fate}`)}
                    </span>
                  ),
                },
                {
                  title: words('import.col.what'),
                  of: (row) => saidOf(view, row.said).join(' '),
                  long: true,
                },
              ]}
              rows={here}
            />
            <More words={words} next={rows.length > shown && `${path}?${more}`} />
          </section>
        )}
      </>
    )
  },
})

const saidOf = ({ words }: View, said: string): string[] =>
  (JSON.parse(said) as Line[]).map(({ code, params }) => words(code, params))

interface File {
  id: number
  state: string
}

/** Where it stands: unread, with faults, nothing to do, to be done (with the button), done, or changed in between. */
const Outcome = ({ view, file, counts }: { view: View; file: File; counts: ReadonlyMap<Fate, number> }) => {
  const { words, asked } = view
  const count = (fate: Fate) => counts.get(fate) ?? 0
  const changes = count('new') + count('changed') + count('gone')
  if (file.state === 'unread') return <p class="bad">{words('import.not_read')}</p>
  if (file.state === 'applied')
    return <p class="good">{words('import.done', { changes, same: count('same') })}</p>
  if (asked('stale')) return <p class="bad">{words('import.stale')}</p>
  if (count('refused') > 0)
    return <p class="bad">{words('import.has_faults', { count: count('refused') })}</p>
  if (changes === 0) return <p class="good">{words('import.nothing', { same: count('same') })}</p>
  const { nonce, token } = view.seal(`import/${file.id}`)
  return (
    <form method="post" action="/console/imports/apply">
      <p>
        {words('import.ready', {
          fresh: count('new'),
          changed: count('changed'),
          gone: count('gone'),
          same: count('same'),
        })}
      </p>
      <input type="hidden" name="id" value={String(file.id)} />
      <input type="hidden" name="nonce" value={nonce} />
      <input type="hidden" name="token" value={token} />
      <button type="submit" class="main">
        {words('import.apply', { changes })}
      </button>
    </form>
  )
}
