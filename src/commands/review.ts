import { isAdministrator } from '../domain/roles.ts'
import { line, offer } from '../domain/say.ts'
import { backlogQuery, pendingQuery, registrationsQuery, waitingForQuery } from '../store/review.ts'
import { args } from './args/args.ts'
import { defineCommand } from './define.ts'
import { reviewer } from './gates.ts'
import { entryLine, registrantLine } from './review-lines.ts'

const shown = 3

/** `/审核`: what waits for my yes, registrations and hours; for an administrator in private, how much waits where. */
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
    entries: pendingQuery(sender, community, shown),
    mine: waitingForQuery(sender, community),
    everywhere: backlogQuery(8),
  }),
  decide: ({ facts, who }) => {
    const [mine] = facts.mine
    const total = { entries: mine?.entries ?? 0, people: mine?.people ?? 0 }
    const overview =
      isAdministrator(who.roles) && !who.inGroup
        ? facts.everywhere.map((row) =>
            line('review.community', { community: row.community, entries: row.entries, people: row.people }),
          )
        : []
    if (total.entries === 0 && total.people === 0) {
      return { say: [line(overview.length > 0 ? 'review.overview' : 'review.nothing'), ...overview] }
    }
    const listed = [...facts.people.map(registrantLine), ...facts.entries.map(entryLine)]
    const more = total.entries + total.people - listed.length
    return {
      say: [
        line('review.title', total),
        ...listed,
        ...(more > 0 ? [line('review.more', { count: more })] : []),
        line('review.how'),
      ],
      offer: [offer('offer.approve_all', '/通过 全部')],
    }
  },
})
