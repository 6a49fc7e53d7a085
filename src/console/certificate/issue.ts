import { codeBytes, codeOf } from '../../domain/console/certificate.ts'
import { certifiedQuery, issueCertificate } from '../../store/console/certificate.ts'
import { lastVerdictQuery } from '../../store/console/export/ledger.ts'
import { personPageQuery, seenPerson } from '../../store/console/people.ts'
import type { Store } from '../../store/d1.ts'
import { isYear } from '../export/period.ts'
import { formIn } from '../form.ts'
import type { Asked } from '../outside.ts'
import type { View } from '../page.ts'
import { isSealed } from '../seal.ts'

/** POST of the page: issues the certificate of somebody whom the viewer sees. Gives where to go next; undefined for a form that is not ours. */
export async function issue(c: Asked, store: Store, view: View, token: string): Promise<string | undefined> {
  const form = (await formIn(c)) as { [name in 'person' | 'year' | 'nonce' | 'token']?: unknown }
  const [person, year, nonce] = [Number(form.person), String(form.year), String(form.nonce)]
  const keys = c.get('keys')
  const sealed = isSealed(keys, token, nonce, `certificate/${person}/${year}`, String(form.token))
  if (!sealed || !isYear(year, view.now)) return undefined
  const [[seen], figures, [last]] = await store.batch([
    personPageQuery(view.scope, person),
    certifiedQuery(seenPerson(view.scope, person), year),
    lastVerdictQuery(),
  ])
  if (seen && figures.length > 0)
    await store.batch(
      issueCertificate({
        person: seen.id,
        year,
        code: codeOf(keys.random(codeBytes)),
        figures,
        lastVerdict: last?.id ?? 0,
        by: view.viewer.id,
        message: `console/${nonce}`,
        at: view.now,
      }),
    )
  return `/console/certificate/${person}?year=${year}`
}
