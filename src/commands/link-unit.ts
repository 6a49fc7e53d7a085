import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts'
import { type Line, line, offer } from '../domain/say.ts'
import { recordIfChanged } from '../store/audit.ts'
import { otherwise } from '../store/inbox.ts'
import { communitiesQuery } from '../store/place.ts'
import {
  askedBy,
  askLink,
  communitiesUnlessQuery,
  decidersQuery,
  liaisonUnitsQuery,
  linkSettledBy,
  linksOfLiaisonQuery,
  linksWithQuery,
  settleLinks,
} from '../store/unit-link.ts'
import { fold } from '../text/fold.ts'
import { args, optional } from './args/args.ts'
import { type TypedLink, typedLink } from './args/unit-link.ts'
import { type Decision, defineCommand } from './define.ts'
import { liaison } from './gates.ts'
import { linkStates } from './link-states.ts'
import { nearestPlaces } from './nearest-places.ts'
import { outcomeOfRefusal } from './outcome.ts'

const shown = 8

/** The names that words may be: each of them, and all of them together (东湖 社区). */
const namesIn = ({ words }: TypedLink): string[] => [...words, words.join('')].map(fold)

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
    const { args, facts, who, key, now } = situation
    if (!who.person) return refuse('who.unregistered')
    if (facts.units.length === 0) return refuse('unit.none')
    if (!args.typed) return linkStates(facts.units, facts.all, who)
    const { words, withdraw } = args.typed

    const names = namesIn(args.typed)
    const community = names.flatMap((name) => facts.communities.filter((one) => one.key === name))[0]
    if (!community) return unknown(args.typed, facts.near)
    const others = words.filter((word) => fold(word) !== community.key)
    const unitTyped = fold(words.join('')) === community.key ? '' : others.join('')
    const unit = unitOf(unitTyped, facts.units, community.name, withdraw)
    if (isRefusal(unit) || 'say' in unit) return unit

    const link = facts.links.find((one) => one.unit_id === unit.id && one.community_id === community.id)
    const open = link && (link.state === 'pending' || link.state === 'confirmed') ? link : undefined
    const names_ = { unit: unit.name, community: community.name }
    const by = { actorId: who.person.id, message: key, at: now }
    const act = {
      subject: `unit:${unit.id}`,
      communityId: community.id,
      detail: { community: community.id, ...(open ? { link: open.id } : {}) },
    }
    const told = facts.deciders.filter(({ community_id }) => community_id === community.id)
    const lost = (code: string) =>
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse(code, names_))))

    if (withdraw) {
      if (!open) return refuse('unit.nothing_open', names_)
      return {
        say: [line('unit.withdrawn', names_)],
        offer: next,
        writes: [
          settleLinks([open.id], 'withdrawn', by),
          recordIfChanged({ action: 'unit.withdraw', ...act }, by),
          lost('unit.settled_now'),
        ],
        mail: told.map(({ person_id }) => ({
          to: person_id,
          say: [line('mail.unit_withdrawn', names_)],
          dedupe: `unit-withdrawn/${open.id}/${person_id}`,
          when: linkSettledBy(open.id, key),
        })),
      }
    }
    if (open) {
      return {
        say: [
          line(`unit.already_${open.state}`, { ...names_, at: open.asked_at }),
          line('unit.how_to_withdraw', names_),
        ],
        offer: next,
      }
    }
    const noSecretary = told.every(({ role }) => role === 'administrator')
    return {
      say: [
        line('unit.asked', names_),
        line(noSecretary ? 'unit.asked_administrator' : 'unit.told_later', names_),
      ],
      offer: next,
      writes: [
        askLink({ unit: unit.id, community: community.id, by: who.person.id, at: now, message: key }),
        recordIfChanged({ action: 'unit.ask', ...act }, by),
        lost('unit.just_now'),
      ],
      mail: told.map(({ person_id }) => ({
        to: person_id,
        say: [line('mail.unit_asked', names_)],
        dedupe: `unit-asked/${key}/${person_id}`,
        when: askedBy(key),
      })),
    }
  },
})

const next = [offer('offer.unit_links', '/单位报到')]

/** No community of that name: which was probably meant, with a button that asks it (rule 8.2). */
function unknown(
  { words, withdraw }: TypedLink,
  all: readonly { name: string; key: string }[],
): Decision | Refusal {
  const typed = words.join('')
  const text = [...typed].slice(0, 20).join('')
  const names = nearestPlaces(fold(typed), all)
  const [first] = names
  if (first === undefined) return refuse('unit.unknown', { text })
  const back = withdraw ? ' 撤回' : ''
  return {
    say: [line('unit.near', { text, name: first })],
    offer: names.map((name) => offer('offer.place', `/单位报到 ${name}${back}`, { name })),
  }
}

interface Unit {
  id: number
  name: string
  key: string
}

/** The unit that is meant: the one typed, or the only one somebody answers for. */
function unitOf(
  typed: string,
  units: readonly Unit[],
  community: string,
  withdraw: boolean,
): Unit | Decision | Refusal {
  const mine = units.map(({ name }) => name)
  const found = typed === '' ? units : units.filter(({ key }) => key === fold(typed))
  const [one] = found
  if (!one) return refuse('unit.not_yours', { text: [...typed].slice(0, 20).join(''), units: mine })
  if (found.length === 1) return one
  const say: Line[] = [line('unit.which', { units: mine, community })]
  const back = withdraw ? ' 撤回' : ''
  return {
    say,
    offer: mine
      .slice(0, 6)
      .map((name) => offer('offer.place', `/单位报到 ${community} ${name}${back}`, { name })),
  }
}
