import { describe, test } from 'vitest'
import { generate, phrasesOf, traditional } from '../../scripts/traditional-text.ts'
import { commands } from '../../src/commands/registry.ts'
import { zhHans } from '../../src/text/zh-hans/index.ts'
import { zhHant, zhHantPhrases } from '../../src/text/zh-hant.gen.ts'

describe('the traditional catalogue', () => {
  test('is what `npm run text` makes of the simplified one', ({ expect }) => {
    expect(zhHant).toEqual(
      Object.fromEntries(Object.entries(zhHans).map(([code, text]) => [code, traditional(text)])),
    )
    for (const text of phrasesOf(commands))
      expect([text, zhHantPhrases[text]]).toEqual([text, traditional(text)])
  })

  test('keeps every placeholder', ({ expect }) => {
    const placeholders = (text: string | undefined): string[] => (text?.match(/\{[^}]*\}/g) ?? []).sort()
    for (const [code, text] of Object.entries(zhHans))
      expect([code, placeholders(zhHant[code])]).toEqual([code, placeholders(text)])
    expect(traditional('从{里}到{后}')).toBe('從{里}到{后}')
  })

  test('is the same whenever it is made', ({ expect }) => {
    expect(generate(zhHans, ['/报到'])).toBe(generate(zhHans, ['/报到', '/报到']))
  })
})
