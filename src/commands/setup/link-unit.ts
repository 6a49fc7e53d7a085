import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { communitiesQuery } from '../../store/place.ts'
import { askedBy, askLink, linkSettledBy, settleLinks } from '../../store/settle-unit-link.ts'
import {
  communitiesUnlessQuery,
  decidersQuery,
  liaisonUnitsQuery,
  linksOfLiaisonQuery,
  linksWithQuery,
  type UnitLink,
} from '../../store/unit-link.ts'
import { args, optional } from '../args/args.ts'
import { typedLink } from '../args/unit-link.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { liaison } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { communityIn, namesIn, unknownCommunity, whichUnit } from '../which-unit.ts'
import { linkStates } from './link-states.ts'

const shown = 8

/**
 * `/单位报到 社区 [撤回]`: the unit's half of 双报到 (R001). The community's secretary confirms; without an argument the
 * state of the own unit's links.
 */
export const linkUnit = defineCommand({
  name: '单位报到',
  aliases: ['unit'],
  topic: 'figures',
  usage: '/单位报到 社区名称 [撤回]',
  example: '/单位报到 东湖社区',
  args: args({ typed: optional(typedLink) }),
  who: liaison,
  read: ({ sender, args: { typed } }) => {
    const names = typed ? namesIn(typed) : []
    return {
      units: liaisonUnitsQuery(sender),
      all: linksOfLiaisonQuery(sender, typed ? 0 : shown),
      links: linksWithQuery(sender, names),
      communities: communitiesQuery(names),
      near: communitiesUnlessQuery(typed ? names : null),
      deciders: decidersQuery(sender, names),
    }
  },
  decide: (situation) => {
    const { facts, who } = situation
    const { typed } = situation.args
    if (!who.person) return refuse('who.unregistered')
    if (facts.units.length === 0) return refuse('unit.none')
    if (!typed) return linkStates(facts.units, facts.all, who)
    const found = communityIn(typed, facts.communities)
    if (!found) return unknownCommunity(typed, facts.near)
    const { community } = found
    const unit = whichUnit(found.others, facts.units, typed, community.name)
    if (isRefusal(unit) || 'say' in unit) return unit

    const link = facts.links.find((one) => one.unit_id === unit.id && one.community_id === community.id)
    const open = link?.state === 'pending' || link?.state === 'confirmed' ? link : undefined
    const told = facts.deciders.filter(({ community_id }) => community_id === community.id)
    const pair = { unit, community, told, actorId: who.person.id }
    return typed.withdraw ? takeBack(open, pair, situation) : ask(open, pair, situation)
  },
})

/** A unit and a community, who decides there, and who speaks for the unit. */
interface Pair {
  unit: { id: number; name: string }
  community: { id: number; name: string }
  told: readonly { person_id: number; role: string }[]
  actorId: number
}

type Said = Pick<Situation<unknown, unknown>, 'who' | 'key' | 'now'>

const next = [offer('offer.unit_links', '/单位报到')]
const namesOf = ({ unit, community }: Pair) => ({ unit: unit.name, community: community.name })
const actOf = ({ unit, community }: Pair, action: string) => ({
  action,
  subject: `unit:${unit.id}`,
  communityId: community.id,
})

/** A request to the community, unless one is open: the write looks too, two liaisons may ask at once. */
function ask(open: UnitLink | undefined, pair: Pair, said: Said): Decision {
  const names = namesOf(pair)
  const { key, now } = said
  if (open) {
    const state = line(`unit.already_${open.state}`, { ...names, at: open.asked_at })
    return { say: [state, line('unit.how_to_withdraw', names)], offer: next }
  }
  const hasSecretary = pair.told.some(({ role }) => role === 'secretary')
  const by = { actorId: pair.actorId, message: key, at: now }
  const lost = outcomeOfRefusal(said, refuse('unit.just_now', names))
  return {
    say: [
      line('unit.asked', names),
      line(hasSecretary ? 'unit.told_later' : 'unit.asked_administrator', names),
    ],
    offer: next,
    writes: [
      askLink({ unit: pair.unit.id, community: pair.community.id, by: pair.actorId, at: now, message: key }),
      recordIfChanged(actOf(pair, 'unit.ask'), by),
      otherwise(key, JSON.stringify(lost)),
    ],
    mail: pair.told.map(({ person_id }) => ({
      to: person_id,
      say: [line('mail.unit_asked', names)],
      dedupe: `unit-asked/${key}/${person_id}`,
      when: askedBy(pair.unit.id, key),
    })),
  }
}

/** The request, or the confirmed link, is taken back. Refuses with unit.nothing_open. */
function takeBack(open: UnitLink | undefined, pair: Pair, said: Said): Decision | Refusal {
  const names = namesOf(pair)
  const { key, now } = said
  if (!open) return refuse('unit.nothing_open', names)
  const by = { actorId: pair.actorId, message: key, at: now }
  const lost = outcomeOfRefusal(said, refuse('unit.settled_now', names))
  return {
    say: [line('unit.withdrawn', names)],
    offer: next,
    writes: [
      settleLinks([open.id], 'withdrawn', by),
      recordIfChanged({ ...actOf(pair, 'unit.withdraw'), detail: { links: [open.id] } }, by),
      otherwise(key, JSON.stringify(lost)),
    ],
    mail: pair.told.map(({ person_id }) => ({
      to: person_id,
      say: [line('mail.unit_withdrawn', names)],
      dedupe: `unit-withdrawn/${open.id}/${person_id}`,
      when: linkSettledBy(open.id, key),
    })),
  }
}
