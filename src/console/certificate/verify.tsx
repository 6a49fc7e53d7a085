import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type CertifiedSum, certifiedTotal, readCode } from '../../domain/console/certificate.ts'
import { type Certificate, certificateByCodeQuery } from '../../store/console/certificate.ts'
import { Store } from '../../store/d1.ts'
import type { Script } from '../../text/catalogue.ts'
import { words as wordsOf } from '../../text/format.ts'
import { Door } from '../layout.tsx'
import type { Asked } from '../outside.ts'
import type { View } from '../page.ts'
import { scriptAsked } from '../script-asked.ts'
import { Sums } from './sums.tsx'

/** What a page for anybody is written with. */
interface Open {
  script: Script
  words: View['words']
}

/**
 * GET, for anybody: whether a certificate is what it says. No name, no unit, no place: the paper has them, the page its
 * figures. A code that is unknown, was taken back or never was is answered alike. 80 bits of chance are not found by trying.
 */
export async function verify(c: Asked) {
  const script = scriptAsked(c)
  const open: Open = { script, words: (code, params = {}) => wordsOf(code, params, script) }
  const text = c.req.param('code') ?? c.req.query('code')
  if (text === undefined) return c.html(<Ask open={open} title={open.words('certificate.verify')} />)
  const [[found]] = await new Store(c.env.DB).batch([certificateByCodeQuery(readCode(text) ?? '')])
  if (!found) {
    const title = open.words('certificate.unknown')
    return c.html(<Ask open={open} title={title} why={open.words('certificate.unknown_why')} />, 404)
  }
  return c.html(<Found open={open} found={found} />)
}

const Ask = ({ open: { script, words }, title, why }: { open: Open; title: string; why?: string }) => (
  <Door title={title} script={script}>
    {why && <p>{why}</p>}
    <form method="get" action="/verify">
      <label>
        {words('certificate.verify_how')}
        <input name="code" maxlength={40} required autocomplete="off" />
      </label>
      <button type="submit" class="main">
        {words('certificate.verify_do')}
      </button>
    </form>
  </Door>
)

const Found = ({ open: { script, words }, found }: { open: Open; found: Certificate }) => {
  const sums = JSON.parse(found.figures) as CertifiedSum[]
  const issued = words('certificate.issued', { day: dayOf(found.issued_at) })
  if (found.changed || found.ended_at !== null)
    return (
      <Door
        title={words(found.changed ? 'certificate.invalid_changed' : 'certificate.invalid_ended')}
        script={script}
      >
        <p class="bad">{words(found.changed ? 'certificate.changed_why' : 'certificate.ended_why')}</p>
        <p>{issued}</p>
      </Door>
    )
  return (
    <Door title={words('certificate.valid')} script={script}>
      <p class="good">
        {words('certificate.valid_why', { year: found.year, ...certifiedTotal(sums, found.year) })}
      </p>
      <Sums words={words} sums={sums} />
      <p>{issued}</p>
    </Door>
  )
}
