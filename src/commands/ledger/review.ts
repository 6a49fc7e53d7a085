import { isAdministrator } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { backlogQuery, pendingQuery, registrationsQuery, waitingForQuery } from '../../store/review.ts'
import { waitingTransfersQuery } from '../../store/transfer.ts'
import { waitingLinksQuery } from '../../store/unit-link.ts'
import { args } from '../args/args.ts'
import { defineCommand } from '../define.ts'
import { reviewer } from '../gates.ts'
import { transferLine } from '../person/transfers.ts'
import { entryLine, registrantLine } from './review-lines.ts'

/** Registrations shown at most, and lines for what waits altogether. */
const shown = 3
const room = 8
const unitsShown = 2

/** `/审核`: what waits for my yes, registrations, units and hours; for an administrator in private, how much waits where. */
export const review = defineCommand({
  name: '审核',
  aliases: ['review', 'sh'],
  topic: 'review',
  usage: '/审核',
  example: '/审核',
  args: args({}),
  who: reviewer,
  read: ({ sender, community }) => ({
    people: registrationsQuery(sender, community, shown),
    entries: pendingQuery(sender, community, room),
    units: waitingLinksQuery(sender, community, unitsShown),
    transfers: waitingTransfersQuery(sender, unitsShown),
    mine: waitingForQuery(sender, community),
    everywhere: backlogQuery(sender, 8),
  }),
  decide: ({ facts, who }) => {
    const [mine] = facts.mine
    const total = {
      entries: mine?.entries ?? 0,
      people: mine?.people ?? 0,
      units: facts.units[0]?.count ?? 0,
    }
    const moving = facts.transfers[0]?.count ?? 0
    const overview =
      isAdministrator(who.roles) && !who.inGroup
        ? facts.everywhere.map((row) =>
            line(row.units > 0 ? 'review.community_units' : 'review.community', { ...row }),
          )
        : []
    if (total.entries === 0 && total.people === 0 && total.units === 0 && moving === 0) {
      return { say: [line(overview.length > 0 ? 'review.overview' : 'review.nothing'), ...overview] }
    }
    const listed = [
      ...facts.people.map(registrantLine),
      ...facts.transfers.map(transferLine),
      ...facts.units.map(({ unit, community }) => line('review.unit', { unit, community })),
      ...facts.entries
        .slice(0, room - facts.people.length - facts.units.length - facts.transfers.length)
        .map(entryLine),
    ]
    const more = total.entries + total.people + total.units + moving - listed.length
    return {
      say: [
        line(moving > 0 ? 'review.title_moving' : total.units > 0 ? 'review.title_units' : 'review.title', {
          ...total,
          moving,
        }),
        ...listed,
        ...(more > 0 ? [line('review.more', { count: more })] : []),
        line('review.how'),
      ],
      offer: [offer('offer.approve_all', '/通过 全部')],
    }
  },
})
