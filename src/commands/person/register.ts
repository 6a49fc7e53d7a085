import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import type { Query } from '../../store/d1.ts'
import { fill } from '../../store/inbox.ts'
import {
  codeOfState,
  insertIdentities,
  insertPerson,
  type Registration,
  updatePerson,
  useRoll,
} from '../../store/person.ts'
import { addGrid, addUnit, communitiesQuery, unitsQuery } from '../../store/place.ts'
import { senderId } from '../../store/sender.ts'
import { fold } from '../../text/fold.ts'
import { gridKey } from '../../text/grid-key.ts'
import { args, required } from '../args/args.ts'
import { registration } from '../args/registration.ts'
import { defineCommand, type Who } from '../define.ts'
import { anyone } from '../gates.ts'

/**
 * `/登记 姓名 单位 [志愿者|居民] [网格]`: makes or completes the person (R001); the group gives the community. On the
 * roll it is 已核实 at once, else 待核实. A second community is refused.
 */
export const register = defineCommand({
  name: '登记',
  aliases: ['注册', 'register', 'dj'],
  topic: 'self',
  usage: '/登记 姓名 单位 [志愿者|居民]',
  example: '/登记 张三 市财政局',
  args: args({ typed: required(registration, 'arg.name.missing') }),
  who: anyone,
  read: ({ args: { typed } }) => ({
    units: unitsQuery([fold(typed.unit)]),
    communities: communitiesQuery(typed.words.map(fold)),
  }),
  decide: ({ args: { typed }, facts, who, message, key, now }) => {
    const home = homeOf(who, facts.communities)
    if (isRefusal(home)) return home
    const own = who.person
    const current = own && (own.state === 'verified' || own.state === 'pending') ? own : undefined
    if (current && current.community_id !== home.id) {
      return refuse('register.other_community', { community: current.community ?? '', other: home.name })
    }

    const elsewhere = who.inGroup && facts.communities.find(({ id }) => id !== home.id)
    if (elsewhere && typed.words.length > 1) {
      return refuse('register.elsewhere', { community: home.name, other: elsewhere.name })
    }
    // The community may be among the words; what is left is the unit, unless nothing is left.
    const others = typed.words.filter((word) => fold(word) !== fold(home.name))
    const unitTyped = (others.length > 0 || !who.inGroup ? others : typed.words).join('')
    const unitName = typed.kind === 'member' ? unitTyped : home.name
    if (!unitName) return refuse('register.no_unit', { name: typed.name })
    const unitKey = fold(unitName)
    const known = facts.units.find((unit) => unit.key === unitKey)
    const fact: Registration = {
      name: typed.name,
      key: fold(typed.name),
      kind: typed.kind,
      unitKey,
      communityId: home.id,
      gridKey: typed.grid ? gridKey(typed.grid) : null,
      trusted: who.roles.length > 0,
    }
    const what = {
      name: typed.name,
      unit: known?.name ?? unitName,
      community: home.name,
      kind: [`kind.${typed.kind}`],
    }
    const samePerson = current !== undefined && isSamePerson(current, fact)
    if (samePerson && (fact.gridKey === null || gridKey(current.grid ?? '') === fact.gridKey)) {
      return { say: [line('register.same', { ...what, state: [`state.${current.state}`] })], offer: next }
    }

    fact.trusted ||= samePerson && current.state === 'verified'
    const person = senderId(message)
    const writes: Query[] = [
      ...(typed.kind === 'member' ? [addUnit(unitName, unitKey)] : []),
      ...(typed.grid ? [addGrid(home.id, typed.grid, gridKey(typed.grid))] : []),
      ...(own
        ? [updatePerson(own.id, fact, now)]
        : [insertPerson(fact, now), ...insertIdentities(message, now)]),
      useRoll(fact, person),
      fill(key, '$.say[1].code', codeOfState('register.', person)),
    ]
    return {
      say: [
        line(`register.${current ? 'changed' : 'done'}${unitKey === fold(home.name) ? '_here' : ''}`, what),
        line('register.pending'),
        ...(typed.grid ? [line('register.grid', { grid: typed.grid })] : []),
      ],
      offer: next,
      writes,
    }
  },
})

const next = [offer('offer.check_in', '/报到'), offer('offer.me', '/我的')]

/** The community to register in: the group's; in private the one named, or the one already registered in. */
function homeOf(
  who: Who,
  named: readonly { id: number; name: string }[],
): { id: number; name: string } | Refusal {
  if (who.inGroup) {
    return who.group ? { id: who.group.community_id, name: who.group.community } : refuse('group.unbound')
  }
  const [first] = named
  if (first) return first
  const { person } = who
  return person?.community_id && person.community
    ? { id: person.community_id, name: person.community }
    : refuse('register.which_community')
}

/** Whether a registration speaks of the person as verified: only the grid may be new. */
const isSamePerson = (own: NonNullable<Who['person']>, fact: Registration): boolean =>
  own.key === fact.key && own.kind === fact.kind && (own.unit_key ?? '') === fact.unitKey
