import type { Ask } from '../../commands/define.ts'
import { monthReportQueries } from '../../commands/figures/month-report-queries.ts'
import { monthlyReport } from '../../commands/figures/monthly-report.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { noGroup, viewerId } from '../../store/console/scope.ts'
import type { RowsOf } from '../../store/d1.ts'
import type { View } from '../page.ts'

/** What `/月报` reads for this viewer in private. */
export const chatReportQueries = ({ scope, now }: View, month: string) =>
  monthReportQueries({
    args: { period: month, name: undefined },
    sender: viewerId(scope),
    community: noGroup,
    message: { conversation: { kind: 'private' } },
    at: now,
  } as Ask<{ period: string | undefined; name: string | undefined }>)

/** The page has its own check line, for everybody. */
const checks = ['check.agrees', 'check.differs']

/** The lines of `/月报` as the viewer would read them in private: the page can never say another thing than the chat. */
export const ChatReport = ({
  view: { viewer, now, words },
  month,
  facts,
}: {
  view: View
  month: string
  facts: RowsOf<ReturnType<typeof chatReportQueries>>
}) => {
  const decided = monthlyReport.decide({
    args: { period: month, name: undefined },
    facts,
    who: { person: undefined, roles: viewer.roles, group: undefined, inGroup: false },
    at: now,
    now,
  } as never)
  // Who answers for several places reads them in the tables below.
  if (isRefusal(decided)) return null
  return (
    <ul class="rows">
      {decided.say
        .filter(({ code }) => !checks.includes(code))
        .map(({ code, params }) => (
          <li>{words(code, params)}</li>
        ))}
    </ul>
  )
}
