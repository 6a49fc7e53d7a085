import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import {
  headcountsQuery,
  missingQuery,
  namedPlacesQuery,
  overviewQuery,
  type Wanted,
} from '../../store/headcount.ts'
import { fold } from '../../text/fold.ts'
import { args, excerpt, optional } from '../args/args.ts'
import { board } from '../args/choices.ts'
import { rest } from '../args/rest.ts'
import { type Ask, defineCommand, type Who } from '../define.ts'
import { seesFigures } from '../gates.ts'
import { overviewLines, rateLine, rateLines } from './rate-lines.ts'

const namesShown = 20
const placesShown = 9
/** So many units and communities are shown with names; more would not fit in twelve lines. */
const withNames = 2

interface Typed {
  scope: '单位' | '社区' | undefined
  name: string | undefined
}

const wantedOf = ({ args: { scope, name }, sender, community, message }: Ask<Typed>): Wanted => ({
  sender,
  group: message.conversation.kind === 'group' ? community : null,
  key: name === undefined ? null : fold(name),
  units: scope !== '社区',
  communities: scope !== '单位',
})

/**
 * `/报到率 [单位|社区|名称]`: who has registered of those on the roll, and who is in a grid (R003): a liaison's unit, a
 * secretary's community, for an administrator all units from kept totals. Names of the missing in private only.
 */
export const rate = defineCommand({
  name: '报到率',
  aliases: [],
  topic: 'figures',
  usage: '/报到率 [单位|社区|名称]',
  example: '/报到率',
  args: args({ scope: optional(board), name: optional(rest) }),
  who: seesFigures,
  read: (ask) => {
    const wanted = wantedOf(ask)
    const names = wanted.group === null ? namesShown : 0
    const places = ask.args.name === undefined && wanted.group === null ? placesShown : 0
    return {
      counts: headcountsQuery(wanted),
      missing: missingQuery(wanted, names),
      named: namedPlacesQuery(wanted.key ?? ''),
      units: overviewQuery(ask.sender, 'unit', wanted.units ? places : 0),
      communities: overviewQuery(ask.sender, 'community', wanted.communities ? places : 0),
    }
  },
  decide: ({ args: typed, facts, who }) => {
    const scope = overviewOf(typed, who, facts.counts.length)
    if (scope) {
      const rows = scope === 'unit' ? facts.units : facts.communities
      if (rows.length === 0 && !isAdministrator(who.roles)) return refuse('rate.empty_street')
      return { say: overviewLines(rows, scope), offer: [offer('offer.rank_units', '/排行 单位')] }
    }
    const [first] = facts.counts
    if (!first) return nothing(typed, facts.named, who)
    if (who.inGroup)
      return { say: [...facts.counts.map(rateLine), line('rate.names_private')], offer: ranking }
    if (facts.counts.length > withNames)
      return {
        say: [...facts.counts.map(rateLine), line('rate.names_one', { name: first.name })],
        offer: ranking,
      }
    return { say: facts.counts.flatMap((count) => rateLines(count, facts.missing)), offer: ranking }
  },
})

const ranking = [offer('offer.rank', '/排行')]

/** Whether an overview is meant: in private and without a name, by an administrator or by a street officer without a place of their own. */
function overviewOf({ scope, name }: Typed, who: Who, own: number): 'unit' | 'community' | undefined {
  if (name !== undefined || who.inGroup) return undefined
  if (isAdministrator(who.roles)) return scope === '社区' ? 'community' : 'unit'
  const officer = who.roles.some(({ role }) => role === 'street_officer')
  return officer && own === 0 && scope !== '单位' ? 'community' : undefined
}

/** Why there is nothing to show: no such place, not theirs, or not here. */
function nothing({ name }: Typed, named: readonly { name: string }[], who: Who): Refusal {
  if (name !== undefined && named.length === 0) return refuse('rate.unknown', { text: excerpt(name) })
  if (who.inGroup) return refuse('rate.private')
  return named[0] ? refuse('rate.not_yours', { name: named[0].name }) : refuse('rate.none')
}
