import { beforeAll, describe, test } from 'vitest'
import { tables } from '../../src/console/exports.ts'
import { pages } from '../../src/console/pages.ts'
import { zhHans } from '../../src/text/zh-hans/index.ts'
import { zhHant } from '../../src/text/zh-hant.gen.ts'
import { rows, run } from '../schema/lines.ts'
import { Browser } from '../support/console.ts'
import { cornerTown, viewers } from '../support/corners.ts'
import { personOf } from '../support/roster.ts'
import type { Talk } from '../support/talk.ts'

/** Signs that our own words have in simplified script only. */
const traditional = new Set(Object.values(zhHant).join(''))
const simplified = new Set(
  [...Object.values(zhHans).join('')].filter(
    (sign) => /\p{Script=Han}/u.test(sign) && !traditional.has(sign),
  ),
)

let talk: Talk
let typed: string[]
beforeAll(async () => {
  talk = (await cornerTown()).talk
  await run("update person set lang = 'hant'")
  const texts = await Promise.all(
    [
      'person.name',
      'unit.name',
      'community.name',
      'grid.name',
      'street.name',
      'order_text.text',
      'note.text',
      'pair_text.text',
    ].map((column) => rows<{ text: string | null }>(`select ${column} as text from ${column.split('.')[0]}`)),
  )
  typed = texts
    .flat()
    .flatMap(({ text }) => (text ? [text] : []))
    .sort((one, other) => other.length - one.length)
})

/** The simplified signs of a page that stand in no text which somebody typed, and in no command, which is understood in both. */
function signsIn(text: string): string[] {
  const ours = typed.reduce((rest, words) => rest.replaceAll(words, ''), text)
  return [...new Set(ours.replace(/value="\/[^"]*"/g, ''))].filter((sign) => simplified.has(sign))
}

describe.for(viewers)('$who.name ($role) reads traditional', { timeout: 120_000 }, ({ who, role }) => {
  test('on every page and in every table', async ({ expect }) => {
    const browser = await Browser.of(talk, who)
    const mine = <One extends (typeof pages)[number] | (typeof tables)[number]>({ eyes }: One) =>
      eyes.includes('person') || eyes.includes(role)
    const addresses = [
      ...pages.filter(mine).map(({ path }) => path),
      ...tables
        .filter(mine)
        .map(
          ({ name, by }) => `/exports/${name}?as=csv&${by.includes('month') ? 'month=2026-11' : 'year=2026'}`,
        ),
    ]
    const me = String(await personOf(who))
    for (const address of addresses) {
      const response = await browser.get(`/console${address.replace(/:\w+(\{[^}]*\})?/, me)}`)
      expect([address, signsIn(await response.text())]).toEqual([address, []])
    }
  })
})

test('and the words differ at all', ({ expect }) => {
  expect(simplified.size).toBeGreaterThan(200)
})
