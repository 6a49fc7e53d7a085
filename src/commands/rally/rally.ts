import { type Refusal, refuse } from '../../domain/refusal.ts'
import { areasQuery, communityMeant, gridMeant, gridQuery } from '../../store/area.ts'
import { candidatesQuery } from '../../store/candidates.ts'
import { unitsQuery } from '../../store/place.ts'
import { ralliesOfQuery } from '../../store/rally.ts'
import { readyPeopleQuery } from '../../store/standby.ts'
import { args, optional } from '../args/args.ts'
import { levelNeeded, peopleNeeded } from '../args/rally-need.ts'
import { placeFirst } from '../args/rally-place.ts'
import { rest } from '../args/rest.ts'
import { defineCommand, type Who } from '../define.ts'
import { decideRally } from './rally-begin.ts'
import { needsIn } from './rally-people.ts'

/** Secretaries, heads of grids, street officers, administrators. */
export const mayRally = ({ roles }: Who): boolean => roles.some(({ role }) => role !== 'liaison')

/** They alone; a liaison hears that places are called, not units. Refuses with who.rally, who.rally_liaison. */
const ralliers = (who: Who): Refusal | undefined =>
  mayRally(who) ? undefined : refuse(who.roles.length > 0 ? 'who.rally_liaison' : 'who.rally')

/** So many open rallies, and people of standing lists, are looked at. */
const [looked, readyLooked] = [8, 300]

/**
 * `/集结 事由 [人数] [级别]`: calls up an area over all its groups on both platforms, and in private those who fit best; without
 * a number everybody who can (R098, R101). The head of a grid reports what was found, the secretary's `/集结` takes it up
 * (R100). Refuses with who.rally, who.rally_liaison, rally.*, area.*, group.unbound.
 */
export const rally = defineCommand({
  name: '集结',
  aliases: ['吹哨'],
  topic: 'duty',
  usage: '/集结 事由 [人数] [级别]',
  example: '/集结 东湖堤坝渗水 20人 特急',
  args: args({ people: optional(peopleNeeded), urgency: optional(levelNeeded), note: optional(rest) }),
  hidden: (who) => !mayRally(who),
  who: ralliers,
  read: ({ args: { note }, sender, community, at, message }) => {
    const inGroup = message.conversation.kind === 'group'
    const { head, tail } = placeFirst(note)
    const there = communityMeant(sender, community, head)
    const named = head === undefined ? [] : [head]
    const heads = [head, placeFirst(tail).head].flatMap((word) => word ?? [])
    const grid = gridMeant(sender, there, heads)
    return {
      places: areasQuery(sender, community, named),
      open: ralliesOfQuery(sender, community, inGroup, looked),
      people: candidatesQuery(
        {
          community: there,
          grid,
          category: 'emergency',
          starts_at: null,
          ends_at: null,
          needs: needsIn(note),
        },
        at,
      ),
      ready: readyPeopleQuery(there, readyLooked),
      grid: gridQuery(grid),
      units: unitsQuery(named),
    }
  },
  decide: (situation) =>
    situation.who.person ? decideRally(situation, situation.who.person) : refuse('who.unregistered'),
})
