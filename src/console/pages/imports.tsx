import { maySee } from '../../domain/console/scope.ts'
import { importsQuery } from '../../store/import/file.ts'
import { mostBytes } from '../import/read-file.ts'
import type { Spec } from '../import/spec.ts'
import { specs } from '../import/specs.ts'
import { definePage, type View } from '../page.ts'
import { Table } from '../table.tsx'

const shown = 10

/** Files that may be handed in, each with its template, and what became of the last ones. */
export const imports = definePage({
  path: '/imports',
  title: 'console.imports',
  eyes: ['administrator', 'secretary', 'liaison'],
  read: ({ viewer }) => ({ files: importsQuery(viewer.id, shown) }),
  render: ({ files }, view) => {
    const { words, viewer, asked } = view
    return (
      <>
        {asked('big') && (
          <p class="answer refused" role="status">
            {words('import.too_big_to_send', { most: mostBytes / 1024 / 1024 })}
          </p>
        )}
        <p>{words('import.how')}</p>
        {specs
          .filter(({ eyes }) => maySee(eyes, viewer.roles))
          .map((spec) => (
            <UploadForm view={view} spec={spec} />
          ))}
        {files.length > 0 && (
          <section>
            <h2>{words('import.last')}</h2>
            <Table
              caption={words('import.last_caption')}
              columns={[
                {
                  title: words('import.col.file'),
                  of: (row: (typeof files)[number]) => (
                    <a href={`/console/imports/${row.id}`}>{row.name || words('import.no_name_of_file')}</a>
                  ),
                },
                { title: words('console.col.kind'), of: ({ kind }) => words(`import_kind.${kind}`) },
                { title: words('console.col.when'), of: ({ at }) => words('console.moment', { at }) },
                { title: words('console.col.state'), of: ({ state }) => words(`import_state.${state}`) },
              ]}
              rows={files}
            />
          </section>
        )}
      </>
    )
  },
})

/** One kind of file: what stands in it, its templates, and the form that sends it. */
const UploadForm = ({ view, spec: { kind, template, belongs } }: { view: View; spec: Spec }) => {
  const { words } = view
  const { nonce, token } = view.seal('import')
  const name = words(`import_kind.${kind}`)
  const columns = template.map((field) => `import_column.${field}`)
  return (
    <section>
      <h2>{name}</h2>
      <p>{words(`import_about.${kind}`)}</p>
      <p>
        {words('import.columns', { columns })}{' '}
        <a href={`/console/import-template?kind=${kind}`}>{words('import.template_xlsx', { name })}</a>{' '}
        <a href={`/console/import-template?kind=${kind}&as=csv`}>{words('import.template_csv', { name })}</a>
      </p>
      <form class="line" method="post" action="/console/imports" enctype="multipart/form-data">
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="nonce" value={nonce} />
        <input type="hidden" name="token" value={token} />
        {belongs && (
          <label>
            {words('import.place', { kind: [`import_column.${belongs}`] })}
            <input name="place" maxlength={60} autocomplete="off" />
          </label>
        )}
        <label>
          {words('import.file', { name })}
          <input type="file" name="file" accept=".xlsx,.csv" required />
        </label>
        <button type="submit" aria-label={words('import.look_at', { name })}>
          {words('import.look')}
        </button>
      </form>
    </section>
  )
}
