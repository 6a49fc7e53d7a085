import type { Command } from './define.ts'
import { find } from './find.ts'
import type { Normalised } from './normalise.ts'

/** What these take may show commands to others: it is theirs to the end. */
const TAKES_ALL = ['公告', '建议', '帮助']
const SLASH = /^\s*[/／]/

/**
 * The names of the commands that stand in one message, each on a line of its own, or the second right behind the first
 * (`/报到 /签退 打扫`); undefined where there is one. Only one can be done at a time, and none is lost in the words of another.
 */
export function severalIn(
  text: Normalised,
  { command, rest, by }: { command: Command; rest: string; by: 'slash' | 'word' },
  commands: readonly Command[],
): string[] | undefined {
  if (TAKES_ALL.includes(command.name)) return undefined
  const lines = SLASH.test(rest) ? [rest] : text.text.split('\n').slice(1)
  const others = lines.filter((line) => line.trim() !== '')
  const names = [command.name]
  for (const line of others) {
    const found = find({ text: line, mentionMayFollow: false }, commands)
    if (found.is !== 'found' || (found.by === 'word' && by === 'slash')) return undefined
    names.push(found.command.name)
  }
  return names.length > 1 ? names : undefined
}
