import { dayOf, daysBetween } from '../../domain/calendar/shanghai.ts'
import { silenceOn } from '../../domain/figures/silence.ts'
import { refuse } from '../../domain/refusal.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import { namedPlacesQuery, overseenPlacesQuery } from '../../store/headcount.ts'
import { targetsOf } from '../../store/report.ts'
import { type SilentCounts, silentCountsQuery, silentPeopleQuery } from '../../store/silent.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { page } from '../args/page.ts'
import { place } from '../args/place.ts'
import { defineCommand } from '../define.ts'
import { seesFigures } from '../gates.ts'
import { noPlace } from '../no-place.ts'

const namesOnPage = 7
/** So many communities are offered to those who oversee many and have none of their own. */
const choices = 3

/**
 * `/沉默 [页] [名称]`: who has not served for thirty and for sixty days (R011): a secretary's community, a liaison's unit.
 * Numbers in a group, names in private. Whoever is on leave or new is left out, and that is said. Refuses with
 * silent.no_page.
 */
export const silent = defineCommand({
  name: '沉默',
  aliases: ['沉默党员'],
  topic: 'figures',
  usage: '/沉默 [单位或社区] [页]',
  example: '/沉默',
  args: args({ page: optional(page), name: optional(place) }),
  who: seesFigures,
  read: ({ args: { page = 1, name }, sender, community, message, at }) => {
    const inGroup = message.conversation.kind === 'group'
    const key = name === undefined ? null : fold(name)
    const targets = targetsOf({
      sender,
      group: inGroup ? community : null,
      key,
      units: true,
      communities: true,
    })
    const silence = silenceOn(dayOf(at))
    const names = inGroup ? 0 : namesOnPage
    return {
      counts: silentCountsQuery(targets, silence),
      people: silentPeopleQuery(targets, silence, names, Math.max(0, page - 1) * namesOnPage),
      named: namedPlacesQuery(key ?? ''),
      overseen: overseenPlacesQuery(sender, inGroup || name !== undefined ? 0 : choices),
    }
  },
  decide: ({ args: { page = 1, name }, facts, who, at }) => {
    const [counts, other] = facts.counts
    const [overseen] = facts.overseen
    if (!counts && overseen) {
      const choose = facts.overseen.map(({ name }) => offer('offer.silent_in', `/沉默 ${name}`, { name }))
      return { say: [line('silent.which', { ...overseen })], offer: choose }
    }
    if (!counts) return noPlace('/沉默', name, facts.named, who)
    if (other) {
      const how = line('silent.one', { name: counts.name })
      return { say: [...facts.counts.map(countLine), how], offer: offers() }
    }
    const say: Line[] = [countLine(counts)]
    if (counts.away + counts.fresh > 0) say.push(line('silent.left_out', { ...counts }))
    if (counts.silent === 0) return { say, offer: offers() }
    if (who.inGroup) return { say: [...say, line('silent.advice'), line('silent.private')], offer: offers() }

    const pages = Math.ceil(counts.silent / namesOnPage)
    if (page < 1 || page > pages) return refuse('silent.no_page', { pages })
    for (const { name, last, registered } of facts.people) {
      const days = daysBetween(last ?? registered, dayOf(at))
      say.push(
        last === null ? line('silent.never', { name, days }) : line('silent.person', { name, days, last }),
      )
    }
    const next = page < pages ? `/沉默 ${page + 1}${name === undefined ? '' : ` ${name}`}` : undefined
    say.push(line('silent.advice'))
    return { say, offer: [...(next ? [offer('offer.page', next, { page: page + 1 })] : []), ...offers()] }
  },
})

const countLine = ({ name, members, silent, longer, never }: SilentCounts): Line =>
  members === 0
    ? line('silent.no_members', { name })
    : silent === 0
      ? line('silent.nobody', { name, members })
      : line('silent.counts', { name, members, silent, longer, never })

const offers = (): Offer[] => [offer('offer.report', '/月报')]
