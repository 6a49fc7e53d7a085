import { policyNumbers } from '../../domain/policy.ts'
import type { AuditRow } from '../../store/console/audit.ts'
import { tables } from '../exports.ts'
import type { View } from '../page.ts'

/** What is typed with a sign before its number: T31, #12, P5, J7. */
const signs: { readonly [kind: string]: string } = { entry: 'T', order: '#', person: 'P', suggestion: 'J' }

/** What has a number that nobody types. */
const kinds: { readonly [kind: string]: string } = {
  community: 'console.subject_community',
  exchange: 'console.subject_exchange',
  import: 'console.subject_import',
  pairing: 'console.subject_pairing',
  rally: 'console.subject_rally',
  shift: 'console.subject_shift',
  support_pair: 'console.subject_support_pair',
  token: 'console.subject_token',
  unit: 'console.subject_unit',
}

/** What an act was done to, in words: by name where that is one person, unit or community, else as people type it. */
export const subjectWords = (
  { subject, named }: Pick<AuditRow, 'subject' | 'named'>,
  words: View['words'],
): string =>
  named ??
  subject
    .split(' ')
    .map((one) => wordsOf(one, words))
    .join(' ')
    .trim()

function wordsOf(one: string, words: View['words']): string {
  const [, kind = '', id = ''] = /^(\w+):(.*)$/.exec(one) ?? []
  const [sign, code] = [signs[kind], kinds[kind]]
  if (sign !== undefined) return sign + id
  if (code !== undefined) return words(code, { id })
  if (kind === 'household') return id.toUpperCase()
  if (kind === 'holiday') return words('console.year', { year: id })
  // A group has no name of its own; an area that is not everywhere stands in the column of communities.
  if (kind === 'group' || kind === 'area') return id === 'all' ? words('area.all') : ''
  if (kind === 'platform') return words(`platform.${id}`)
  if (kind === 'policy') return policyNumbers.some((number) => number === id) ? words(`policy.${id}`) : id
  if (kind === 'export') {
    const table = tables.find(({ name }) => name === id)
    return table ? words(table.title) : id
  }
  return one
}
