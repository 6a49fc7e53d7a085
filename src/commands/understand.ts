import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { IncomingMessage } from '../platforms/message.ts'
import { clean } from '../text/clean.ts'
import { parseArgs } from './args/args.ts'
import type { Command } from './define.ts'
import { type Finding, find } from './find.ts'
import { meant } from './meant.ts'
import { type Normalised, normalise } from './normalise.ts'
import { commands } from './registry.ts'

/** What a message asks for, before anything is read. */
export type Understood =
  | {
      is: 'command'
      command: Command
      args: { [key: string]: unknown }
      typed: string
      by: 'slash' | 'word'
      /** It stands for one of which an argument was missing. */
      lacking?: true
    }
  | { is: 'wrong'; command: Command; refusal: Refusal }
  | { is: 'near'; typed: string; names: string[]; rest: string }
  | { is: 'meant'; command: string; typed: string }
  | { is: 'choice'; number: number }
  | { is: 'talk' }
  | { is: 'empty' }
  | { is: 'too_long'; length: number; most: number }
  | { is: 'entered' }
  | { is: 'unreadable' }

/** Characters; a month's roster pasted from a spreadsheet still fits. */
const longestText = 4000

/** `1`, `１`, `1.`, `①`, `一`: NFKC has made digits of most. */
const CHOICE = /^\s*([1-9一二三四五六七八九])[.、。)]?\s*$/

/** Reads a message: which command and with what, or what else it is. `botNames` are the bot's display names. A near miss is never executed (rule 8.2). */
export function understand(message: IncomingMessage, botNames: readonly string[]): Understood {
  if (message.kind !== 'text') return { is: message.kind }
  if (message.text.length > longestText) {
    return { is: 'too_long', length: message.text.length, most: longestText }
  }
  const group = message.conversation.kind === 'group'
  if (!group && !message.card) {
    const number = CHOICE.exec(message.text.normalize('NFKC'))?.[1]
    if (number) return { is: 'choice', number: '一二三四五六七八九'.indexOf(number) + 1 || Number(number) }
  }
  const text = message.card
    ? { text: message.text, mentionMayFollow: false }
    : normalise(message.text, { group, botNames })
  const found = findIn(text)
  if (found.is !== 'found') {
    const command = found.is === 'talk' ? meant(text.text) : undefined
    return command === undefined ? found : { is: 'meant', command, typed: text.text.trim() }
  }
  return reading(found.command, found.rest, message.sentAt, found.by)
}

/** A command with its arguments; without one that it needs perhaps the command that asks for it. */
function reading(command: Command, typed: string, now: number, by: 'slash' | 'word'): Understood {
  const args = parseArgs(command.args, typed, { now })
  if (!isRefusal(args)) return { is: 'command', command, args, typed: clean(typed), by }
  const asks = command.without?.[args.refused]
  const asked = asks && reading(asks, typed, now, by)
  return asked?.is === 'command' ? { ...asked, lacking: true } : { is: 'wrong', command, refusal: args }
}

/** What is talk may still be a word that the command itself judges (收到 while a rally is open). */
function findIn(text: Normalised): Finding<Command> {
  const found = find<Command>(text, commands)
  if (found.is !== 'talk') return found
  const word = find<Command>(text, words)
  return word.is === 'found' ? word : found
}

const words = commands.flatMap(({ slashOnly, ...command }) => (slashOnly ? [command] : []))
