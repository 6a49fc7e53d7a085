import { describe, test } from 'vitest'
import { parseArgs } from '../../src/commands/args/args.ts'
import { find } from '../../src/commands/find.ts'
import { normalise } from '../../src/commands/normalise.ts'
import { commands } from '../../src/commands/registry.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { fold } from '../../src/text/fold.ts'
import { zhHans } from '../../src/text/zh-hans/index.ts'

const NOW = Date.parse('2026-11-24T12:20:00+08:00')

describe('the words of the product', () => {
  test('every name and alias is used once, also in the other script', ({ expect }) => {
    const names = commands.flatMap(({ name, aliases }) => [name, ...aliases]).map(fold)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })

  test.for(commands.map(({ name }) => name))(
    'the example of %s is understood as that command',
    (name, { expect }) => {
      const command = commands.find((one) => one.name === name)!
      const finding = find(normalise(command.example, { group: false }), commands)
      expect(finding.is === 'found' && finding.command.name).toBe(name)
      if (finding.is === 'found')
        expect(isRefusal(parseArgs(command.args, finding.rest, { now: NOW }))).toBe(false)
      expect(command.usage.startsWith(`/${name}`)).toBe(true)
    },
  )

  test('every reason for a missing argument has words', ({ expect }) => {
    const codes = commands.flatMap(({ args }) => Object.values(args).flatMap(({ missing }) => missing ?? []))
    expect(codes.filter((code) => zhHans[code] === undefined)).toEqual([])
  })

  test('no text makes an argument throw', ({ expect }) => {
    const texts = [
      '',
      '@',
      '#',
      '：',
      '12号',
      '-',
      '1-',
      '到',
      '半',
      '十',
      '零',
      '点',
      '：时间：',
      '|',
      '\n\n',
      '25:00',
      '二月三十号',
      '@@@',
      '31-',
      '上周',
      '💪',
    ]
    for (const { args } of commands)
      for (const text of texts) expect(parseArgs(args, text, { now: NOW })).toBeDefined()
  })
})
