import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type CertifiedSum, certifiedTotal, printedCode } from '../../domain/console/certificate.ts'
import { certificateOfQuery, certifiedQuery } from '../../store/console/certificate.ts'
import { personPageQuery, seenPerson } from '../../store/console/people.ts'
import { Sums } from '../certificate/sums.tsx'
import { isYear } from '../export/period.ts'
import { definePage, type View } from '../page.ts'

const yearOf = ({ asked, now, today }: View): string => {
  const year = asked('year')
  return isYear(year, now) ? year : today.slice(0, 4)
}

/** One person's certificate of service up to a year (R120), to be printed; before it is issued, what it would say. */
export const certificatePage = definePage({
  path: '/certificate/:id{[0-9]+}',
  title: 'certificate.title',
  eyes: ['person'],
  hidden: true,
  read: (view) => {
    const person = seenPerson(view.scope, Number(view.asked('id')))
    return {
      person: personPageQuery(view.scope, Number(view.asked('id'))),
      now: certifiedQuery(person, yearOf(view)),
      issued: certificateOfQuery(person, yearOf(view)),
    }
  },
  render: ({ person: [person], now, issued: [issued] }, view) => {
    if (!person?.name) return undefined
    const { words } = view
    const year = yearOf(view)
    const sums = issued ? (JSON.parse(issued.figures) as CertifiedSum[]) : now
    const newer = issued && !issued.changed && JSON.stringify(now) !== JSON.stringify(sums)
    const total = certifiedTotal(sums, year)
    const address = `${view.origin}/verify/${issued ? printedCode(issued.code) : ''}`
    return (
      <>
        <section class="paper">
          <h2>{words('certificate.heading')}</h2>
          <p>
            {words('certificate.whom', {
              name: person.name,
              unit: person.unit ?? '',
              community: person.community ?? '',
              year,
            })}
          </p>
          <Sums words={words} sums={sums} />
          <p>{words('certificate.total', { year, ...total, all: certifiedTotal(sums).minutes })}</p>
          {issued && (
            <>
              <p>{words('certificate.issued', { day: dayOf(issued.issued_at) })}</p>
              <p>
                <b>{words('certificate.code', { code: printedCode(issued.code) })}</b>
              </p>
              <p>{words('certificate.where', { address, page: `${view.origin}/verify` })}</p>
            </>
          )}
        </section>
        <section class="unprinted">
          {!issued && <p>{words(now.length > 0 ? 'certificate.not_yet' : 'certificate.nothing')}</p>}
          {issued?.changed === 1 && <p class="bad">{words('certificate.changed')}</p>}
          {newer && <p>{words('certificate.newer')}</p>}
          {now.length > 0 && (!issued || issued.changed === 1 || newer) && (
            <Issue view={view} person={person.id} year={year} />
          )}
          {issued && (
            <button type="button" data-prints hidden>
              {words('console.print')}
            </button>
          )}
          <a class="button" href={`/console/exports/certificate?person=${person.id}&year=${year}&as=xlsx`}>
            Excel
          </a>
          <a class="button" href={`/console/exports/certificate?person=${person.id}&year=${year}&as=csv`}>
            CSV
          </a>
        </section>
      </>
    )
  },
})

const Issue = ({ view, person, year }: { view: View; person: number; year: string }) => {
  const { nonce, token } = view.seal(`certificate/${person}/${year}`)
  return (
    <form class="act" method="post" action="/console/certificate">
      <input type="hidden" name="person" value={String(person)} />
      <input type="hidden" name="year" value={year} />
      <input type="hidden" name="nonce" value={nonce} />
      <input type="hidden" name="token" value={token} />
      <button type="submit" class="main">
        {view.words('certificate.issue')}
      </button>
    </form>
  )
}
