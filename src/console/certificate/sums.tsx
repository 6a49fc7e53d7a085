import type { CertifiedSum } from '../../domain/console/certificate.ts'
import type { View } from '../page.ts'
import { kinds } from '../person/ledger.tsx'
import { Table } from '../table.tsx'

/** The hours of a certificate by year and kind. */
export const Sums = ({ words, sums }: { words: View['words']; sums: readonly CertifiedSum[] }) => (
  <Table
    caption={words('certificate.caption')}
    columns={[
      { title: words('certificate.year'), of: ({ year }: CertifiedSum) => words('console.year', { year }) },
      { title: words('console.col.kind'), of: ({ kind }) => words(kinds[kind]) },
      {
        title: words('console.col.minutes'),
        of: ({ minutes }) => words('console.duration', { minutes }),
        number: true,
      },
      { title: words('console.col.points'), of: ({ points }) => points, number: true },
    ]}
    rows={sums}
  />
)
