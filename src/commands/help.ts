import { refuse } from '../domain/refusal.ts'
import { type Line, line, offer } from '../domain/say.ts'
import { fold } from '../text/fold.ts'
import { args, optional } from './args/args.ts'
import { rest } from './args/rest.ts'
import { type Command, type Decision, defineCommand, type Topic, type Who } from './define.ts'
import { anyone } from './gates.ts'
import { suggest } from './suggest.ts'

const topics: Topic[] = ['duty', 'hours', 'order', 'pair', 'self', 'review', 'figures', 'setup']

/** What people use every day is shown with its arguments; of the rest the name is enough to ask about. */
const daily: Topic[] = ['duty', 'hours']

/** `/帮助 [命令]`: what I may do here, by role; with a name its usage and an example. Made from the registry. */
export const helpFor = (commands: () => readonly Command[]): Command =>
  defineCommand({
    name: '帮助',
    aliases: ['help', 'bz', '?'],
    topic: 'self',
    usage: '/帮助 [命令]',
    example: '/帮助 签退',
    args: args({ topic: optional(rest) }),
    who: anyone,
    read: () => ({}),
    decide: ({ args: { topic }, who }) => {
      if (!topic) return helpCard(commands(), who)
      const key = fold(topic).replace(/^[/、]\s*/, '')
      const command = commands().find(({ name, aliases }) =>
        [name, ...aliases].some((known) => known.toLowerCase() === key),
      )
      if (command) return about(command)
      const named = commands().flatMap(({ name }) => (key.includes(name) ? [name] : []))
      named.sort((a, b) => b.length - a.length)
      const names = [...new Set([...named, ...suggest(key, commands())])].slice(0, 3)
      return names.length > 0
        ? {
            say: [line('help.unknown', { text: topic.slice(0, 20) })],
            offer: names.map((name) => offer('offer.help_on', `/帮助 ${name}`, { name })),
          }
        : refuse('help.unknown', { text: topic.slice(0, 20) })
    },
  })

/** The help card: one line for each topic, with what this person may use here. */
export function helpCard(commands: readonly Command[], who: Who): Decision {
  const mine = commands.filter((command) => command.who(who) === undefined && !command.hidden?.(who))
  const lines: Line[] = topics.flatMap((topic) => {
    const usages = mine
      .filter((command) => command.topic === topic)
      .map(({ usage, name }) => (daily.includes(topic) ? usage : `/${name}`))
    return usages.length > 0 ? [line(`help.${topic}`, { usages })] : []
  })
  const stranger = who.person?.state !== 'pending' && who.person?.state !== 'verified'
  return {
    say: [line(stranger ? 'help.title_stranger' : 'help.title'), ...lines, line('help.more')],
    offer: stranger ? [] : [offer('offer.check_in', '/报到'), offer('offer.me', '/我的')],
  }
}

const about = ({ name, aliases, usage, example }: Command): Decision => ({
  say: [
    line('help.about', { name }),
    line('usage', { usage }),
    line('example', { example }),
    ...(aliases.length > 0 ? [line('help.aliases', { aliases: aliases.map((alias) => `/${alias}`) })] : []),
  ],
})
