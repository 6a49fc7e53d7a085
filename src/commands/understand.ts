import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { IncomingMessage } from '../platforms/message.ts'
import { clean } from '../text/clean.ts'
import { parseArgs } from './args/args.ts'
import type { Command } from './define.ts'
import { type Finding, find } from './find.ts'
import { meant, spokenOf } from './meant.ts'
import { type Normalised, normalise } from './normalise.ts'
import { commands } from './registry.ts'
import { severalIn } from './several.ts'

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
  /** No, to a question; `refuse`: the command by which others hear of it. */
  | { is: 'no'; refuse: string | undefined }
  /** `about`: the command that the talk speaks of, to be named, never executed. */
  | { is: 'talk'; about?: string[] }
  | { is: 'several'; names: string[] }
  | { is: 'empty' }
  | { is: 'too_long'; length: number; most: number }
  | { is: 'entered' }
  | { is: 'unreadable' }

/** Characters; a month's roster pasted from a spreadsheet still fits. */
const longestText = 4000

/** `1`, `１`, `1.`, `①`, `一`, `第二个`, `选2`: NFKC has made digits of most. 2号 is the number of an order. */
const CHOICE =
  /^\s*(?:([1-9一二三四五六七八九])|(?:我?选(?:择)?第?|第)([1-9一二三四五六七八九])[个個条條项項]?)[.、。)!]?\s*$/

/** Reads a message: which command and with what, or what else it is. `botNames` are the bot's display names. A near miss is never executed (rule 8.2). */
export function understand(message: IncomingMessage, botNames: readonly string[]): Understood {
  if (message.kind !== 'text') return { is: message.kind }
  if (message.text.length > longestText) {
    return { is: 'too_long', length: message.text.length, most: longestText }
  }
  const group = message.conversation.kind === 'group'
  if (!group && !message.card) {
    const [, bare, named] = CHOICE.exec(message.text.normalize('NFKC')) ?? []
    const number = bare ?? named
    if (number) return { is: 'choice', number: '一二三四五六七八九'.indexOf(number) + 1 || Number(number) }
  }
  const text = message.card
    ? { text: message.text, mentionMayFollow: false }
    : normalise(message.text, { group, botNames })
  const found = findIn(text)
  if (found.is === 'talk') {
    const command = meant(text.text)
    if (command !== undefined) return { is: 'meant', command, typed: text.text.trim() }
    return group ? found : { is: 'talk', about: spokenOf(text.text, commands) }
  }
  if (found.is !== 'found') return found
  const names = severalIn(text, found, commands)
  if (names) return { is: 'several', names }
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
