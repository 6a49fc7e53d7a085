import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdministrator, isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { candidatesQuery, endRole, roleEndedBy, rolesOfCandidatesQuery } from '../../store/role.ts'
import { fold } from '../../text/fold.ts'
import { args, optional, required } from '../args/args.ts'
import { appointedRole, isBareTitle } from '../args/choices.ts'
import { person } from '../args/person.ts'
import { rest } from '../args/rest.ts'
import { choosePerson } from '../choose-person.ts'
import { type Decision, defineCommand } from '../define.ts'
import { secretary } from '../gates.ts'
import { roleMeant, rolesToChoose, scopeOf } from '../held-role.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { roleOf } from './appoint.ts'

/**
 * `/免去 @张三 书记 [范围]`: ends a role; an administrator any, a secretary heads of own grids. Somebody stays
 * administrator, whoever types at the same instant. The person is told in private.
 */
export const dismiss = defineCommand({
  name: '免去',
  aliases: [],
  topic: 'setup',
  usage: '/免去 @姓名 书记|网格长|街道|联络员|管理员 [社区、网格或单位]',
  example: '/免去 @张三 书记',
  args: args({
    role: optional(appointedRole),
    name: required(person, 'arg.who.missing'),
    scope: optional(rest),
  }),
  who: secretary,
  read: ({ args, message, community }) => ({
    candidates: candidatesQuery(message, fold(args.name), message.mentions, community),
    held: rolesOfCandidatesQuery(message, fold(args.name), message.mentions),
  }),
  decide: (situation): Decision | Refusal => {
    const { args, facts, who, key, now, typed } = situation
    if (/[@＠]/.test(args.scope ?? '')) return refuse('dismiss.one_by_one')
    if (isBareTitle(args.name, typed)) return refuse('dismiss.title', { name: args.name })
    const wanted = args.role && roleOf[args.role]
    // Of several people of one name those are meant who hold the role.
    const holders = facts.candidates.filter(({ id }) =>
      facts.held.some((one) => one.person_id === id && (wanted === undefined || one.role === wanted)),
    )
    const asked = [args.role, args.scope].filter((word) => word !== undefined).join(' ')
    const chosen = choosePerson(holders.length > 0 ? holders : facts.candidates, who, {
      unknown: refuse('dismiss.unknown', { name: args.name }),
      elsewhere: (count) => refuse('dismiss.elsewhere', { name: args.name, count }),
      several: (count) => line('dismiss.several', { name: args.name, count, role: asked }),
      command: (person) => `/免去 @${person} ${asked}`.trim(),
    })
    if (isRefusal(chosen) || 'say' in chosen) return chosen

    const name = chosen.name ?? `P${chosen.id}`
    const held = facts.held.filter((one) => one.person_id === chosen.id)
    if (held.length === 0) return refuse('dismiss.none', { name })
    const meant = roleMeant(held, wanted, args.scope, who.group?.community_id)
    const [role] = meant
    if (!role) return rolesToChoose('dismiss.not_held', name, held)
    if (meant.length > 1 || wanted === undefined) return rolesToChoose('dismiss.which', name, meant)
    const allowed =
      isAdministrator(who.roles) || (role.role === 'grid_head' && isSecretaryOf(who.roles, role.community_id))
    if (!allowed || !who.person) return refuse('who.administrator')

    const scope = scopeOf(role)
    const words = { name, role: [`role.${role.role}`], scope }
    const everywhere = scope === ''
    const last = refuse(role.role === 'administrator' ? 'dismiss.last' : 'dismiss.just_now', { name })
    const act = {
      action: 'role.end',
      subject: `person:${chosen.id}`,
      communityId: role.community_id,
      detail: { role: role.role, scope },
    }
    return {
      say: [line(everywhere ? 'dismiss.done_everywhere' : 'dismiss.done', words)],
      offer: [offer('offer.help', '/帮助')],
      writes: [
        endRole(role.id, who.person.id, now),
        recordIfChanged(act, { actorId: who.person.id, message: key, at: now }),
        otherwise(key, JSON.stringify(outcomeOfRefusal(situation, last))),
      ],
      mail: [
        {
          to: chosen.id,
          say: [line(everywhere ? 'mail.dismissed_everywhere' : 'mail.dismissed', words)],
          dedupe: `dismissed/${role.id}`,
          when: roleEndedBy(role.id, who.person.id, now),
        },
      ],
    }
  },
})
