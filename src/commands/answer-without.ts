import { type Line, line, offer } from '../domain/say.ts'
import { fold } from '../text/fold.ts'
import type { Decision, Who } from './define.ts'
import { helpCard } from './help.ts'
import { commands } from './registry.ts'
import { nearestSpelling } from './suggest.ts'
import type { Understood } from './understand.ts'

/** What is said to a message that is no command that can be run (product rules 3.7, 8.2): never an act. */
export function answerWithout(
  heard: Exclude<Understood, { is: 'command' | 'wrong' }>,
  who: Who,
  hasMail: boolean,
): Decision {
  switch (heard.is) {
    case 'meant':
      return {
        say: [line('meant', { typed: heard.typed.slice(0, 20), command: heard.command })],
        offer: [
          offer('offer.run', heard.command, { name: heard.command.slice(1) }),
          offer('offer.help', '/帮助'),
        ],
      }
    case 'near': {
      const names = spellings(heard)
      return names.length > 0
        ? {
            say: [line('near', { typed: heard.typed.slice(0, 20), name: `/${names[0]}` })],
            offer: [
              ...names.map((name) => offer('offer.run', `/${name}${restFor(name, heard.rest)}`, { name })),
              ...(names.includes('帮助') ? [] : [offer('offer.help', '/帮助')]),
            ],
          }
        : {
            say: [line('unknown', { typed: heard.typed.slice(0, 20) })],
            offer: [offer('offer.help', '/帮助')],
          }
    }
    case 'choice':
      return { say: [line('choice.none', { number: heard.number })], offer: [offer('offer.help', '/帮助')] }
    case 'no':
      // The question is over: another yes finds this answer.
      return {
        say: [
          line('no.nothing'),
          ...(heard.refuse === undefined ? [] : [line('no.refuse', { command: heard.refuse })]),
        ],
        offer: [offer('offer.help', '/帮助')],
      }
    case 'talk':
      return { say: who.inGroup ? [] : [talkLine(heard.about ?? [], who)] }
    case 'several':
      return { say: [line('several', { names: heard.names.map((name) => `/${name}`) })] }
    case 'empty':
      return helpCard(commands, who)
    case 'entered': {
      // The letters need the room.
      if (hasMail) return { say: [line('welcome.mail')] }
      const { say, offer } = helpCard(commands, who)
      return { say: [line('welcome'), ...say.slice(1)], ...(offer ? { offer } : {}) }
    }
    case 'too_long':
      return { say: [line('too_long', { length: heard.length, most: heard.most })] }
    case 'unreadable':
      return { say: [line('unreadable')], offer: [offer('offer.help', '/帮助')] }
  }
}

/** One short line (product rule 3.7); what the talk speaks of is named, if this person may use it. */
function talkLine(about: readonly string[], who: Who): Line {
  const [name] = about.filter((one) =>
    commands.some((command) => command.name === one && command.who(who) === undefined),
  )
  return name === undefined ? line('talk') : line('talk.about', { name })
}

/**
 * What is kept behind the name of a near command: what was typed of an order or of hours, as far as a button holds it.
 * Nothing else: it may be a code or a key.
 */
function restFor(name: string, typed: string): string {
  const command = commands.find((one) => [one.name, ...one.aliases].includes(name))
  const isOrder = command && 'order' in command.args && /^[#＃]?\d/.test(typed)
  const isHours = command && 'work' in command.args && /[\d时点分半]/.test(typed)
  const kept = (isOrder || isHours) && [...typed].length <= 40
  return kept ? ` ${typed.replace(/\s+/g, ' ')}` : ''
}

/** The names of the nearest commands as they are spelled nearest to what was typed. */
const spellings = ({ typed, names }: { typed: string; names: string[] }): string[] =>
  names.flatMap((name) =>
    commands.filter((one) => one.name === name).map((one) => nearestSpelling(fold(typed), one)),
  )
