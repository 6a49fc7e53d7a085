import { refuse } from '../../domain/refusal.ts'
import { isSecretaryOf } from '../../domain/roles.ts'
import { line, offer } from '../../domain/say.ts'
import { record } from '../../store/audit.ts'
import { setGroupScript, setPersonScript } from '../../store/person.ts'
import { args, optional } from '../args/args.ts'
import { script as scriptWord } from '../args/choices.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { anyone } from '../gates.ts'
import { scriptFor } from '../outcome.ts'

/** `/语言 简|繁`: my own script; from a secretary or administrator in a group, the group's. */
export const language = defineCommand({
  name: '语言',
  aliases: ['lang', 'yy'],
  topic: 'self',
  usage: '/语言 简|繁',
  example: '/语言 繁',
  args: args({ script: optional(scriptWord), other: optional(rest) }),
  who: anyone,
  read: () => ({}),
  decide: ({ args, who, key, now }) => {
    const script = args.script && (args.script === '繁' ? 'hant' : 'hans')
    const offers = [offer('offer.hans', '/语言 简'), offer('offer.hant', '/语言 繁')]
    if (!script && args.other) return refuse('arg.script.unknown', { text: args.other.slice(0, 20) })
    if (!script) return { say: [line('lang.now', { script: [`script.${scriptFor(who)}`] })], offer: offers }
    if (!who.person) return refuse('who.unregistered')
    if (who.group && isSecretaryOf(who.roles, who.group.community_id)) {
      const act = {
        action: 'group.lang',
        subject: `group:${who.group.id}`,
        communityId: who.group.community_id,
        detail: { script },
      }
      return {
        say: [line('lang.group', { script: [`script.${script}`] })],
        writes: [
          setGroupScript(who.group.id, script),
          setPersonScript(who.person.id, script),
          record(act, { actorId: who.person.id, message: key, at: now }),
        ],
        lang: script,
      }
    }
    return {
      say: [line('lang.own', { script: [`script.${script}`] })],
      writes: [setPersonScript(who.person.id, script)],
      lang: script,
    }
  },
})
