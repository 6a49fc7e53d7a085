import { line } from '../../../domain/say.ts'
import { confirmedMonthsQuery } from '../../../store/confirmation.ts'
import { evidenceCountQuery } from '../../../store/import/evidence.ts'
import { ledgerCountQuery, newestLinesQuery, reasonsQuery } from '../../../store/my-data.ts'
import { type Subject, shown, subject } from './subject.ts'

/** Their hours, what was said of them, and the months they confirmed. */
export const ledgerSubjects: readonly Subject[] = [
  subject(ledgerCountQuery, ([counts]) => (counts ? [line('mydata.ledger', { ...counts })] : [])),
  subject(evidenceCountQuery, ([evidence]) =>
    evidence && evidence.count > 0 ? [line('mydata.evidence', { count: evidence.count })] : [],
  ),
  subject(
    (sender) => newestLinesQuery(sender, shown),
    (rows) =>
      rows.length === 0
        ? []
        : [
            line('mydata.newest'),
            ...rows.map(({ id, service_day, minutes, verdict, text }) => {
              const what = { entry: id, day: service_day, minutes, state: [`entry.${verdict ?? 'pending'}`] }
              return text
                ? line('hours.month_entry_note', { ...what, note: text })
                : line('hours.month_entry', what)
            }),
          ],
  ),
  subject(
    (sender) => reasonsQuery(sender, shown),
    (rows) =>
      rows.map(({ entry_id, verdict, text }) =>
        line('mydata.reason', { entry: entry_id, state: [`entry.${verdict}`], note: text }),
      ),
  ),
  subject(
    (sender) => confirmedMonthsQuery(sender, shown),
    (rows) => rows.map((confirmed) => line('mydata.confirmed', { ...confirmed })),
  ),
]
