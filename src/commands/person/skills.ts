import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line } from '../../domain/say.ts'
import { replaceSkills, skillsQuery } from '../../store/profile.ts'
import { unitOffersQuery } from '../../store/unit-offers.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { isClear } from '../args/clear.ts'
import { words } from '../args/words.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { isAboutUnit, unitOffers } from '../setup/unit-offers.ts'

/** Words on one list, and characters of one word; the schema holds the same line. */
const most = 10
const longest = 10

/**
 * `/专长 法律 医疗`: what I am good at (R006), for orders and partners; replaces the list, without words shows it, `清空`
 * clears it. A liaison says with `/专长 单位 法律咨询` what the unit offers.
 */
export const skills = defineCommand({
  name: '专长',
  aliases: ['skills'],
  topic: 'self',
  usage: '/专长 法律 医疗',
  example: '/专长 法律 医疗',
  args: args({ skills: optional(words) }),
  who: registered,
  read: ({ sender }) => ({ mine: skillsQuery(sender), units: unitOffersQuery(sender) }),
  decide: (situation): Decision | Refusal => {
    const { args, facts, who } = situation
    if (!who.person) return refuse('who.unregistered')
    const typed = args.skills
    if (typed && isAboutUnit(typed)) return unitOffers(situation, typed)
    if (!typed) {
      const mine = facts.mine.map(({ name }) => name)
      return {
        say:
          mine.length > 0
            ? [line('skills.mine', { skills: mine }), line('skills.change')]
            : [line('skills.none')],
      }
    }
    if (isClear(typed)) return { say: [line('skills.cleared')], writes: replaceSkills(who.person.id, []) }
    const list = typed
      .map((name) => ({ key: fold(name), name }))
      .filter(({ key }, i, all) => all.findIndex((other) => other.key === key) === i)
    const long = list.find(({ name }) => [...name].length > longest)
    if (long) return refuse('skills.too_long', { text: long.name, most: longest })
    if (list.length > most) return refuse('skills.too_many', { count: list.length, most })
    return {
      say: [line('skills.kept', { skills: list.map(({ name }) => name) }), line('skills.use')],
      writes: replaceSkills(who.person.id, list),
    }
  },
})
