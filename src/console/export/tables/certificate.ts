import { printedCode } from '../../../domain/console/certificate.ts'
import { certificateOfQuery, certifiedQuery } from '../../../store/console/certificate.ts'
import { personPageQuery, seenPerson } from '../../../store/console/people.ts'
import { kinds } from '../../person/ledger.tsx'
import { defineExport } from '../define.ts'

/** Whose certificate is asked for: `?person=12`, oneself by default. */
const asked = ({ asked, scope }: { asked: (name: string) => string | undefined; scope: { own: number } }) =>
  Number(asked('person')) || scope.own

/** One person's service by year and kind up to a year, with the code of the certificate that was issued for it. */
export const certificate = defineExport({
  name: 'certificate',
  title: 'certificate.title',
  about: 'certificate.about',
  eyes: ['person'],
  by: ['year'],
  begin: (view, year) => ({
    person: personPageQuery(view.scope, asked(view)),
    issued: certificateOfQuery(seenPerson(view.scope, asked(view)), year),
  }),
  page: (view, year) => certifiedQuery(seenPerson(view.scope, asked(view)), year),
  key: () => ['', 0],
  exists: ({ person }) => person.length > 0,
  columns: ({ words }, _, { person }) => [
    { title: words('console.col.name'), type: 'text', of: () => person[0]?.name ?? words('export.gone') },
    { title: words('certificate.year'), type: 'text', of: ({ year }) => year },
    { title: words('console.col.kind'), type: 'text', of: ({ kind }) => words(kinds[kind]), width: 20 },
    { title: words('console.col.minutes'), type: 'minutes', of: ({ minutes }) => minutes, sum: true },
    { title: words('console.col.points'), type: 'whole', of: ({ points }) => points, sum: true },
  ],
  notes: ({ words }, _sums, _rows, { issued }) => {
    const [found] = issued
    if (!found) return [words('certificate.none')]
    return [
      words('certificate.code', { code: printedCode(found.code) }),
      ...(found.changed ? [words('certificate.changed')] : []),
    ]
  },
})
