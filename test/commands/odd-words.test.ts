import { test } from 'vitest'
import { commands } from '../../src/commands/registry.ts'
import { understand } from '../../src/commands/understand.ts'
import type { IncomingMessage } from '../../src/platforms/message.ts'

/** What every object of JavaScript has: typed as a word, it is a word, also where words are looked up. */
const words = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__']
const shapes = (word: string): string[] => [
  word,
  `${word}：值`,
  `标题\n${word}：值`,
  `标题|${word}`,
  ...[
    '12',
    '@张三',
    '张三',
    '张三 市财政局',
    '12 好',
    '11-25',
    '2小时',
    '全部',
    'J1',
    'H12',
    '10分',
    '事由 3人',
  ].map((before) => `${before} ${word}`),
  `12 ${word} 理由`,
  `${word} 24小时`,
  `${word}12`,
]

const message = (text: string): IncomingMessage => ({
  platform: 'dingtalk',
  bot: 'b',
  messageId: 'm',
  sentAt: 1,
  conversation: { id: 'c', kind: 'private' },
  sender: { ids: [] },
  kind: 'text',
  text,
  mentions: [],
})

/** Whether something stands in it that nobody typed. */
function isOdd(value: unknown): boolean {
  if (typeof value === 'function' || value === Object.prototype || Number.isNaN(value)) return true
  return typeof value === 'object' && value !== null && Object.values(value).some(isOdd)
}

test.for(commands.map(({ name }) => name))(
  'words that are names of the language: /%s',
  (name, { expect }) => {
    const odd = words
      .flatMap((word) => [word, word.toLowerCase()])
      .flatMap(shapes)
      .filter((text) => {
        const { command: _, ...rest } = understand(message(`/${name} ${text}`), []) as { command?: unknown }
        return isOdd(rest)
      })
    expect(odd).toEqual([])
  },
)
