import { refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { notifyQuery, setNotify } from '../../store/profile.ts'
import { args, requiredIfTyped } from '../args/args.ts'
import { reminders } from '../args/choices.ts'
import { defineCommand } from '../define.ts'
import { registered } from '../gates.ts'

const settingOf = { 开: 'on', 关: 'off', 晚上: 'evening' } as const
const nameOf = { on: 'notify.on', off: 'notify.off', evening: 'notify.evening' } as const
const meaningOf = {
  on: 'notify.means_on',
  off: 'notify.means_off',
  evening: 'notify.means_evening',
} as const

/** `/提醒 开|关|晚上`: when the bot may write to me first; without a word shows it. The answer says what comes, when and by which way (R128, rule 8.12). */
export const notify = defineCommand({
  name: '提醒',
  aliases: ['notify'],
  topic: 'self',
  usage: '/提醒 开|关|晚上',
  example: '/提醒 晚上',
  args: args({ setting: requiredIfTyped(reminders, 'arg.reminders.missing') }),
  who: registered,
  read: ({ sender }) => ({ mine: notifyQuery(sender) }),
  decide: ({ args, facts, who, policy }) => {
    if (!who.person) return refuse('who.unregistered')
    const setting = args.setting ? settingOf[args.setting] : (facts.mine[0]?.notify ?? 'on')
    const platform = facts.mine[0]?.platform
    const others = (['开', '关', '晚上'] as const).filter((word) => settingOf[word] !== setting)
    return {
      say: [
        line(args.setting ? 'notify.set' : 'notify.now', { setting: [nameOf[setting]] }),
        line(meaningOf[setting], { unasked: policy.unaskedAWeek }),
        line('notify.urgent'),
        ...(setting === 'off'
          ? []
          : [
              platform
                ? line('notify.by', { platform: [`platform.${platform}`] })
                : line('notify.by_mailbox'),
            ]),
      ],
      offer: others.map((word) =>
        offer('offer.notify', `/提醒 ${word}`, { setting: [nameOf[settingOf[word]]] }),
      ),
      ...(args.setting ? { writes: [setNotify(who.person.id, setting)] } : {}),
    }
  },
})
