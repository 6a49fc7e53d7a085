import { beforeAll, describe, test } from 'vitest'
import { tables } from '../../src/console/exports.ts'
import { pages } from '../../src/console/pages.ts'
import { Browser, textOf } from '../support/console.ts'
import { cornerTown } from '../support/corners.ts'
import { admin, secretary, type Talk } from '../support/talk.ts'

/** What somebody types into an address, or a program tries. */
const odd = [
  '1e999',
  '-1',
  '1.5',
  '99999999999999999999',
  "' or 1=1 --",
  '<script>alert(1)</script>',
  '2026-13',
  '\u{0}%',
  '张'.repeat(2000),
]
const names = [
  'month',
  'year',
  'place',
  'state',
  'after',
  'before',
  'behind',
  'name',
  'register',
  'from',
  'show',
  'fate',
  'done',
  'person',
  'as',
]

let talk: Talk
beforeAll(async () => {
  talk = (await cornerTown()).talk
})

describe.for([secretary, admin])('whatever stands in an address of $name', { timeout: 120_000 }, (who) => {
  test('no page breaks by it, and nothing of it is taken for markup', async ({ expect }) => {
    const browser = await Browser.of(talk, who)
    const wrong: string[] = []
    for (const { path } of pages)
      for (const value of odd) {
        const query = new URLSearchParams(names.map((name) => [name, value]))
        const response = await browser.get(`/console${path.replace(/:\w+(\{[^}]*\})?/, '1')}?${query}`)
        const html = await response.text()
        const said = textOf(html)
        if (![200, 303, 403, 404].includes(response.status))
          wrong.push(`${path} ${value}: ${response.status}`)
        if (html.includes('<script>alert') || /undefined|NaN|Infinity|\[object/.test(said))
          wrong.push(`${path} ${value}: ${said.slice(0, 80)}`)
      }
    expect(wrong).toEqual([])
  })

  test('no table is made of it but one’s own', async ({ expect }) => {
    const browser = await Browser.of(talk, who)
    const wrong: string[] = []
    for (const { name } of tables)
      for (const value of odd)
        for (const asked of ['month', 'year', 'year=2026&person']) {
          const response = await browser.get(
            `/console/exports/${name}?as=csv&${asked}=${encodeURIComponent(value)}`,
          )
          await response.text()
          if (asked !== 'year=2026&person' && response.status !== 404)
            wrong.push(`${name} ${asked}=${value}: ${response.status}`)
          if (![200, 404].includes(response.status))
            wrong.push(`${name} ${asked}=${value}: ${response.status}`)
        }
    expect(wrong).toEqual([])
  })
})
