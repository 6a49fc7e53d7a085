import type { Expression } from 'kysely'
import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type Line, line } from '../../domain/say.ts'
import { confirmedMonthsQuery } from '../../store/confirmation.ts'
import { certificatesOfQuery } from '../../store/console/certificate.ts'
import { feedQuery } from '../../store/console/feed.ts'
import type { Query, RowsOf } from '../../store/d1.ts'
import { exchangedQuery } from '../../store/exchange-standing.ts'
import { ownHandoversQuery } from '../../store/handover.ts'
import { evidenceCountQuery } from '../../store/import/evidence.ts'
import { ownLeavesQuery } from '../../store/leave.ts'
import {
  accountsQuery,
  actsQuery,
  allRolesQuery,
  announcementsOfQuery,
  ledgerCountQuery,
  mailCountQuery,
  movesQuery,
  newestLinesQuery,
  reasonsQuery,
  registrationQuery,
} from '../../store/my-data.ts'
import { orderCountQuery, orderWordsQuery } from '../../store/my-orders.ts'
import { rallyCountQuery, rallyWordsQuery } from '../../store/my-rallies.ts'
import { supportPairsOfQuery, supportTextsOfQuery } from '../../store/my-support.ts'
import { ownWishesQuery, pairingsOfQuery, pairWordsQuery } from '../../store/pair-wish.ts'
import { freeTimesQuery, skillsQuery } from '../../store/profile.ts'
import { shiftCountQuery } from '../../store/roster.ts'
import { ownListsQuery } from '../../store/standby.ts'
import { ownAnswersQuery, ownSuggestionsQuery } from '../../store/suggestion.ts'
import { ownWishOrdersQuery } from '../../store/wish.ts'
import { namedSuggestion } from '../ideas/suggestion-list.ts'
import { named } from '../order/order-lines.ts'
import { stretch } from '../roster/leave-lines.ts'
import { namedPair } from '../support/support-lines.ts'
import { freeLines } from './free.ts'

/** One thing that is stored about people: how it is read, and the lines that say it. A new one is one entry here. */
export interface Subject<Q extends Query = Query> {
  read: (sender: Expression<number>) => Q
  lines: (rows: RowsOf<[Q]>[0]) => Line[]
}

const subject = <Q extends Query>(read: Subject<Q>['read'], lines: Subject<Q>['lines']): Subject =>
  ({ read, lines }) as unknown as Subject

const shown = 5

export const subjects: readonly Subject[] = [
  subject(registrationQuery, (rows) =>
    rows.flatMap(({ name, kind, state, unit, community, grid, lang, notify, roll }) => [
      name && kind
        ? line('mydata.person', { name, kind: [`kind.${kind}`], state: [`state.${state}`] })
        : line('mydata.unnamed', { state: [`state.${state}`] }),
      ...(community
        ? [
            line(grid ? 'mydata.place_grid' : 'mydata.place', {
              unit: unit ?? '',
              community,
              grid: grid ?? '',
            }),
          ]
        : []),
      ...(roll ? [line('mydata.roll')] : []),
      line('mydata.settings', { script: [`script.${lang}`], notify: [`notify.${notify}`] }),
    ]),
  ),
  subject(accountsQuery, (rows) =>
    rows.map(({ platform, user_id, seen_at }) =>
      line('mydata.account', { platform: [`platform.${platform}`], id: user_id, day: dayOf(seen_at) }),
    ),
  ),
  subject(allRolesQuery, (rows) =>
    rows.map(({ role, scope, granted_at, ended_at }) => {
      const what = { role: [`role.${role}`], scope, from: dayOf(granted_at) }
      return ended_at === null
        ? line('mydata.role', what)
        : line('mydata.role_past', { ...what, to: dayOf(ended_at) })
    }),
  ),
  subject(skillsQuery, (rows) =>
    rows.length > 0 ? [line('mydata.skills', { skills: rows.map(({ name }) => name) })] : [],
  ),
  subject(freeTimesQuery, (rows) => (rows.length > 0 ? freeLines('free.mine', rows) : [])),
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
  subject(movesQuery, (rows) =>
    rows.map(({ asked_at, outcome, from, to }) =>
      line('mydata.move', { day: dayOf(asked_at), from, to, outcome: [moved[outcome ?? 'open']] }),
    ),
  ),
  subject(
    (sender) => ownLeavesQuery(sender, ''),
    (rows) =>
      rows
        .slice(-shown)
        .map(({ from, to, reason }) =>
          reason
            ? line('mydata.on_leave_reason', { ...stretch({ from, to }), note: reason })
            : line('mydata.on_leave', stretch({ from, to })),
        ),
  ),
  subject(shiftCountQuery, ([shifts]) =>
    shifts?.last ? [line('mydata.shifts', { count: shifts.count, last: shifts.last })] : [],
  ),
  subject(ownHandoversQuery, (rows) =>
    rows.map(({ given_at, text }) => line('mydata.handover', { day: dayOf(given_at), text: text ?? '' })),
  ),
  subject(orderCountQuery, ([orders]) =>
    orders && orders.asked + orders.claims + orders.voices > 0 ? [line('mydata.orders', { ...orders })] : [],
  ),
  subject(
    (sender) => orderWordsQuery(sender, shown),
    (rows) => rows.map(({ order_id, text }) => line('mydata.order_text', { order: order_id, note: text })),
  ),
  subject(
    (sender) => supportPairsOfQuery(sender, shown),
    (rows) =>
      rows.map((pair) =>
        line('mydata.support', {
          ...namedPair(pair),
          state: [`support_state.${pair.state}`],
          visits: pair.visits,
        }),
      ),
  ),
  subject(
    (sender) => supportTextsOfQuery(sender, shown),
    (rows) => rows.map(({ text }) => line('mydata.support_text', { note: text })),
  ),
  subject(exchangedQuery, ([exchanged]) =>
    exchanged?.last ? [line('mydata.exchange', { ...exchanged, last: dayOf(exchanged.last) })] : [],
  ),
  subject(
    (sender) => ownWishOrdersQuery(sender, shown),
    (rows) =>
      rows.map((one) => line('mydata.wish', { ...named(one), household: [`household.${one.household}`] })),
  ),
  subject(pairingsOfQuery, ([pairs]) =>
    pairs && pairs.asked > 0 ? [line('mydata.pairs', { asked: pairs.asked, began: pairs.began })] : [],
  ),
  subject(
    (sender) => ownWishesQuery(sender, shown),
    (rows) => rows.map(({ wants, name }) => line(wants ? 'mydata.pair_wish' : 'mydata.pair_veto', { name })),
  ),
  subject(
    (sender) => pairWordsQuery(sender, shown),
    (rows) => rows.map(({ text }) => line('mydata.pair_text', { note: text })),
  ),
  subject(
    (sender) => ownSuggestionsQuery(sender, shown),
    (rows) =>
      rows.map((one) =>
        line('mydata.suggestion', { ...namedSuggestion(one), state: [`suggest_state.${one.state}`] }),
      ),
  ),
  subject(
    (sender) => ownAnswersQuery(sender, shown),
    (rows) =>
      rows.map(({ id, text }) => line('mydata.suggestion_answer', namedSuggestion({ id, idea: text }))),
  ),
  subject(ownListsQuery, (rows) =>
    rows.length > 0
      ? [line('mydata.standby', { teams: rows.map(({ team }) => JSON.stringify(line(`team.${team}`))) })]
      : [],
  ),
  subject(rallyCountQuery, ([rallies]) =>
    rallies && rallies.called > 0 ? [line('mydata.rallies', { ...rallies })] : [],
  ),
  subject(
    (sender) => rallyWordsQuery(sender, shown),
    (rows) => rows.map(({ text }) => line('mydata.rally_text', { note: text })),
  ),
  subject(feedQuery, (rows) => rows.map(({ made_at }) => line('feed.mydata', { day: dayOf(made_at) }))),
  subject(certificatesOfQuery, ([issued]) =>
    issued?.last ? [line('certificate.mydata', { count: issued.count, day: dayOf(issued.last) })] : [],
  ),
  subject(mailCountQuery, ([mail]) => (mail && mail.all > 0 ? [line('mydata.mail', { ...mail })] : [])),
  subject(
    (sender) => announcementsOfQuery(sender, shown),
    (rows) => rows.map(({ at, text }) => line('mydata.announcement', { at, text })),
  ),
  subject(actsQuery, ([acts]) =>
    acts && acts.about + acts.by > 0 ? [line('mydata.acts', { about: acts.about, by: acts.by })] : [],
  ),
]

const moved = {
  open: 'move.open',
  moved: 'move.moved',
  refused: 'move.refused',
  withdrawn: 'move.withdrawn',
} as const
