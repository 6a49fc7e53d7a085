import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdministrator, isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { addGrid, addStreet, communitiesQuery, gridOf, streetOf, unitsQuery } from '../../store/place.ts'
import { type Candidate, candidatesQuery, type Grant, grantedNow, grantRole } from '../../store/role.ts'
import type { RoleName } from '../../store/tables/person.ts'
import { verifyPeople } from '../../store/verdicts.ts'
import { fold } from '../../text/fold.ts'
import { gridKey } from '../../text/grid-key.ts'
import { args, optional, required } from '../args/args.ts'
import { appointedRole, isBareTitle } from '../args/choices.ts'
import { person } from '../args/person.ts'
import { rest } from '../args/rest.ts'
import { choosePerson } from '../choose-person.ts'
import { type Decision, defineCommand } from '../define.ts'
import { secretary } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'

/** What each role is called when it is given or ended. */
export const roleOf = {
  书记: 'secretary',
  网格长: 'grid_head',
  街道: 'street_officer',
  联络员: 'liaison',
  管理员: 'administrator',
} as const satisfies { [word: string]: RoleName }

/** `/任命 @张三 书记|网格长|街道|联络员|管理员 [范围]`: gives a role in a scope; an administrator any, a secretary heads of own grids. */
export const appoint = defineCommand({
  name: '任命',
  aliases: ['appoint', 'rm'],
  topic: 'setup',
  usage: '/任命 @姓名 书记|网格长|街道|联络员|管理员 [社区、网格或单位]',
  example: '/任命 @张三 书记',
  args: args({
    role: required(appointedRole, 'arg.role.missing'),
    name: required(person, 'arg.who.missing'),
    scope: optional(rest),
  }),
  who: secretary,
  read: ({ args, message, community }) => ({
    candidates: candidatesQuery(message, fold(args.name), message.mentions, community),
    communities: communitiesQuery([fold(args.scope ?? '')]),
    units: unitsQuery([fold(args.scope ?? '')]),
  }),
  decide: (situation): Decision | Refusal => {
    const { args, facts, who, key, now, typed } = situation
    const role = roleOf[args.role]
    // One act, one person: what follows a second mention is nobody's scope.
    if (/[@＠]/.test(args.scope ?? '')) return refuse('appoint.one_by_one')
    if (isBareTitle(args.name, typed)) return refuse('appoint.title', { name: args.name })
    const asked = `${args.role}${args.scope ? ` ${args.scope}` : ''}`
    const mentioned = facts.candidates.filter((candidate) => candidate.mentioned === 1)
    const named = mentioned.filter((candidate) => candidate.key === fold(args.name))
    if (mentioned.length > 1 && named.length !== 1) return refuse('appoint.one_by_one')
    const chosen = choosePerson(named.length === 1 ? named : facts.candidates, who, {
      unknown: refuse('person.unknown', { name: args.name }),
      elsewhere: (count) => refuse('person.several_elsewhere', { name: args.name, count }),
      several: (count) => line('person.several', { name: args.name, count, role: asked }),
      command: (person) => `/任命 @${person} ${asked}`,
    })
    if (isRefusal(chosen)) return chosen
    if ('say' in chosen) return chosen
    const communityId = facts.communities[0]?.id ?? who.group?.community_id ?? chosen.community_id
    const community = facts.communities[0]?.name ?? who.group?.community ?? chosen.community ?? ''
    // A community mistyped is none, and not the one of the group.
    if (role === 'secretary' && !facts.communities[0] && /(?:社区|村)$/.test(fold(args.scope ?? '')))
      return refuse('appoint.which_community', { name: chosen.name ?? '' })
    const scoped = scopeOf(role, args.scope, { chosen, communityId, community, unit: facts.units[0] })
    if (isRefusal(scoped)) return scoped
    const allowed =
      isAdministrator(who.roles) || (role === 'grid_head' && isSecretaryOf(who.roles, communityId))
    if (!allowed || !who.person) return refuse('who.administrator')

    const by = { actorId: who.person.id, message: key, at: now }
    const words = { name: chosen.name ?? '', role: [`role.${role}`], scope: scoped.scope }
    const held = outcomeOfRefusal(
      situation,
      refuse(scoped.scope === '' ? 'appoint.held_everywhere' : 'appoint.held', words),
    )
    return {
      say: [
        line(scoped.scope === '' ? 'appoint.done_everywhere' : 'appoint.done', words),
        ...(chosen.state === 'pending' ? [line('appoint.verified', { name: chosen.name ?? '' })] : []),
      ],
      offer: [offer('offer.help', '/帮助')],
      writes: [
        ...scoped.before,
        grantRole({ ...scoped.grant, person: chosen.id }, who.person.id, now),
        recordIfChanged(
          {
            action: 'role.grant',
            subject: `person:${chosen.id}`,
            communityId: communityId ?? null,
            detail: { role, scope: scoped.scope },
          },
          by,
        ),
        otherwise(key, JSON.stringify(held)),
        verifyPeople([chosen.id], who.person.id, now),
      ],
      mail: [
        {
          to: chosen.id,
          say: [line('mail.appointed', words)],
          dedupe: `appointed/${chosen.id}/${role}/${scoped.scope}/${now}`,
          when: grantedNow(chosen.id, role, now),
        },
      ],
    }
  },
})

interface Scope {
  grant: Omit<Grant, 'person'>
  scope: string
  before: ReturnType<typeof addGrid | typeof addStreet>[]
}

function scopeOf(
  role: RoleName,
  typed: string | undefined,
  at: {
    chosen: Candidate
    communityId: number | null | undefined
    community: string
    unit: { id: number; name: string } | undefined
  },
): Scope | Refusal {
  const { chosen, communityId, community } = at
  if (role === 'administrator') return { grant: { role }, scope: '', before: [] }
  if (role === 'liaison') {
    const unit = at.unit?.id ?? chosen.unit_id
    if (!unit || (typed && !at.unit)) return refuse('appoint.which_unit', { name: chosen.name ?? '' })
    return { grant: { role, unit }, scope: at.unit?.name ?? chosen.unit ?? '', before: [] }
  }
  if (!communityId) return refuse('appoint.which_community', { name: chosen.name ?? '' })
  if (role === 'secretary') return { grant: { role, community: communityId }, scope: community, before: [] }
  if (role === 'grid_head') {
    if (!typed) return refuse('appoint.which_grid', { name: chosen.name ?? '' })
    const grid = gridOf(communityId, gridKey(typed))
    return {
      grant: { role, community: communityId, grid },
      scope: `${community}${typed}`,
      before: [addGrid(communityId, typed, gridKey(typed))],
    }
  }
  if (!typed && !chosen.street_id) return refuse('appoint.which_street', { name: chosen.name ?? '' })
  const street = typed ? streetOf(fold(typed)) : (chosen.street_id ?? 0)
  return { grant: { role, street }, scope: typed ?? '', before: typed ? [addStreet(typed, fold(typed))] : [] }
}
