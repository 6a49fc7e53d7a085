import { type AuditRow, auditPageQuery } from '../../store/console/audit.ts'
import { actWords } from '../audit/act-words.ts'
import { subjectWords } from '../audit/subject-words.ts'
import { More } from '../more.tsx'
import { definePage } from '../page.ts'
import { Table } from '../table.tsx'

const shown = 50

/** Every act by a role that concerns the viewer's communities, the newest first; for an administrator all. */
export const audit = definePage({
  path: '/audit',
  title: 'console.audit',
  eyes: ['administrator', 'secretary', 'street_officer'],
  read: ({ scope, asked }) => ({ acts: auditPageQuery(scope, Number(asked('before')) || 0, shown + 1) }),
  render: ({ acts }, { words, asked }) => {
    const here = acts.slice(0, shown)
    return (
      <section>
        {here.length === 0 ? (
          <p>{words('console.nobody')}</p>
        ) : (
          <Table
            caption={words('console.audit_caption')}
            columns={[
              { title: words('console.col.when'), of: ({ at }: AuditRow) => words('console.moment', { at }) },
              { title: words('console.col.who'), of: ({ actor }) => actor ?? words('console.by_clock') },
              { title: words('console.col.act'), of: ({ action }) => actWords(action, words) },
              { title: words('console.col.subject'), of: (row) => subjectWords(row, words), long: true },
              { title: words('console.col.community'), of: ({ community }) => community ?? '' },
            ]}
            rows={here}
          />
        )}
        <More
          words={words}
          next={acts.length > shown && `/console/audit?before=${here.at(-1)?.id}`}
          first={asked('before') && '/console/audit'}
        />
      </section>
    )
  },
})
