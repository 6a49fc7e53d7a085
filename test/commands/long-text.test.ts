import { describe, test } from 'vitest'
import { parseArgs } from '../../src/commands/args/args.ts'
import { find } from '../../src/commands/find.ts'
import { normalise } from '../../src/commands/normalise.ts'
import { commands } from '../../src/commands/registry.ts'

const NOW = Date.parse('2026-11-24T12:20:00+08:00')
const LONG = 4_000

describe('a text that somebody made long', () => {
  // A pattern that backtracks would not end within the limit of a test; `npm run fuzz` measures the rest.
  test.for([
    '一',
    '1',
    ' ',
    '到',
    '-',
    '@',
    '@a ',
    '，',
    '1-',
    '12:',
    '周',
    '张',
    'a',
    'a ',
    '|',
    '\n',
    '时间：',
    '点',
    '半',
    '1小时',
    '昨天',
    '💪',
    '5号 ',
  ])('of %j is read as quickly as a short one', (piece, { expect }) => {
    const text = piece.repeat(Math.ceil(LONG / piece.length))
    expect(find(normalise(`@红搭档 /签退 ${text}`, { group: true }), commands).is).toBe('found')
    for (const { args } of commands) expect(parseArgs(args, text, { now: NOW })).toBeDefined()
  })
})
