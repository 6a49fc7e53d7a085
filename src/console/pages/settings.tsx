import { defaultPolicy, type Policy, policyNumbers } from '../../domain/policy.ts'
import { unitOf } from '../../domain/policy-bounds.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { tokensQuery } from '../../store/api/token.ts'
import { policyHistoryQuery } from '../../store/console/policy.ts'
import { Act } from '../act-form.tsx'
import { definePage, type View } from '../page.ts'
import { Table } from '../table.tsx'
import { mostTokens, Tokens } from '../token/tokens.tsx'

interface Line {
  key: string
  value: number
  valid_from: string
  at: number
  by: string | null
}

/** Each number of the policy: today's, the default, and what was or will be set from which day (R069); everybody may know it. */
export const settings = definePage({
  path: '/settings',
  title: 'console.settings',
  eyes: ['administrator', 'secretary', 'street_officer', 'grid_head', 'liaison'],
  read: ({ viewer }) => ({
    history: policyHistoryQuery(),
    tokens: tokensQuery(isAdministrator(viewer.roles), mostTokens),
  }),
  render: ({ history, tokens }, view) => {
    const { words, policy } = view
    const may = isAdministrator(view.viewer.roles)
    const of = (number: keyof Policy) => history.filter(({ key }) => key === number)
    return (
      <>
        <section>
          <p class="soft">{words('console.settings_how')}</p>
          <Table
            caption={words('console.settings_caption')}
            columns={[
              {
                title: words('console.col.setting'),
                of: (number: keyof Policy) => words(`policy.${number}`),
              },
              {
                title: words('console.col.now'),
                of: (number) => amount(view, number, policy[number]),
                number: true,
              },
              {
                title: words('console.col.default'),
                of: (number) => amount(view, number, defaultPolicy[number]),
                number: true,
              },
              {
                title: words('console.col.dated'),
                of: (number) => <Dated view={view} lines={of(number)} may={may} />,
                long: true,
              },
              ...(may
                ? [
                    {
                      title: words('console.col.change'),
                      of: (number: keyof Policy) => <Change view={view} number={number} />,
                    },
                  ]
                : []),
            ]}
            rows={policyNumbers}
          />
        </section>
        {may && <Tokens view={view} tokens={tokens} />}
      </>
    )
  },
})

const amount = ({ words }: View, number: keyof Policy, value: number): string =>
  words('console.amount', { value: `${value}${unitOf(number)}` })

/** What was set from which day on; by whom is the administrators' business. */
const Dated = ({ view, lines, may }: { view: View; lines: readonly Line[]; may: boolean }) => (
  <>
    {lines.map(({ key, value, valid_from, by }) => (
      <div>
        {view.words('console.from_day', {
          day: valid_from,
          value: amount(view, key as keyof Policy, value),
        })}
        {valid_from > view.today && ` ${view.words('console.not_yet')}`}
        {may && by !== null && ` · ${by}`}
      </div>
    ))}
  </>
)

const Change = ({ view, number }: { view: View; number: keyof Policy }) => {
  const name = view.words(`policy.${number}`)
  return (
    <details>
      <summary>{view.words('console.change')}</summary>
      <Act
        view={view}
        command={`/设置 ${name}`}
        label={view.words('console.set')}
        about={name}
        more={{ label: view.words('console.new_value'), required: true }}
      />
    </details>
  )
}
