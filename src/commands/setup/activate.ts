import { refuse } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { record } from '../../store/audit.ts'
import { insertIdentities, insertStranger } from '../../store/person.ts'
import { activationQuery, grantRole, useActivation } from '../../store/role.ts'
import { senderId } from '../../store/sender.ts'
import { args, required } from '../args/args.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { anyone } from '../gates.ts'

/** `/激活 码`: the first to type the deployment's code on a platform becomes an administrator; then it is used up there. */
export const activate = defineCommand({
  name: '激活',
  aliases: ['activate', 'jh'],
  topic: 'setup',
  usage: '/激活 激活码',
  example: '/激活 您的激活码',
  args: args({ code: required(rest, 'arg.code.missing') }),
  hidden: ({ person }) => person !== undefined,
  who: anyone,
  read: ({ message }) => ({ used: activationQuery(message.platform) }),
  decide: ({ args: { code }, facts, who, settings, message, key, now }) => {
    if (!settings.activationCode) return refuse('activate.not_configured')
    if (!equal(code.trim(), settings.activationCode)) return refuse('activate.wrong')
    if (facts.used.length > 0) return refuse(isAdministrator(who.roles) ? 'activate.yours' : 'activate.used')
    const person = senderId(message)
    return {
      say: [
        line('activate.done'),
        // Whoever reads the code here could be first on the other platform.
        ...(who.inGroup ? [line('activate.seen')] : []),
        line('activate.next'),
      ],
      offer: [offer('offer.help', '/帮助')],
      writes: [
        ...(who.person ? [] : [insertStranger(now), ...insertIdentities(message, now)]),
        useActivation(message.platform, person, now),
        ...(isAdministrator(who.roles) ? [] : [grantRole({ person, role: 'administrator' }, null, now)]),
        record(
          { action: 'role.activate', subject: `platform:${message.platform}`, communityId: null },
          { actorId: person, message: key, at: now },
        ),
      ],
    }
  },
})

/** Compares without telling by its duration how much was right. */
function equal(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % b.length)
  return difference === 0
}
