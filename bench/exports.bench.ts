import { env } from 'cloudflare:workers'
import { describe, test } from 'vitest'
import { csvOf } from '../src/console/export/csv.ts'
import { sheetOf } from '../src/console/export/sheet-of.ts'
import { xlsxOf } from '../src/console/export/xlsx.ts'
import { tables } from '../src/console/exports.ts'
import type { View } from '../src/console/page.ts'
import { type Scope, scopeOf } from '../src/domain/console/scope.ts'
import { defaultPolicy } from '../src/domain/policy.ts'
import { Store } from '../src/store/d1.ts'
import { words } from '../src/text/format.ts'
import { at } from '../test/support/talk.ts'
import { raiseCity } from './city.ts'
import { print } from './table.ts'

const NOW = at('2026-12-01 09:00')
const nowhere = { community_id: null, grid_id: null, street_id: null, unit_id: null }
const viewers: { [who: string]: Scope } = {
  administrator: scopeOf(1, [{ role: 'administrator', ...nowhere }]),
  secretary: scopeOf(1, [{ role: 'secretary', ...nowhere, community_id: 2 }]),
  liaison: scopeOf(1, [{ role: 'liaison', ...nowhere, unit_id: 200 }]),
}

const viewOf = (scope: Scope): View =>
  ({
    scope,
    now: NOW,
    today: '2026-12-01',
    policy: defaultPolicy,
    asked: () => undefined,
    words: (code: string, params = {}) => words(code, params, 'hans'),
  }) as unknown as View

/** A table taken along as it is downloaded: its bytes are looked at and let go. */
async function taken(name: string, scope: Scope, period: string, write: typeof csvOf | typeof xlsxOf) {
  const table = tables.find((one) => one.name === name)
  if (!table) throw new Error(name)
  const store = new Store(env.DB)
  const began = performance.now()
  const sheet = await sheetOf(table, viewOf(scope), period, store)
  if (!sheet) throw new Error(`${name}: none`)
  let [lines, bytes] = [0, 0]
  const counted = {
    ...sheet,
    lines: (async function* () {
      for await (const line of sheet.lines) {
        lines += 1
        yield line
      }
    })(),
  }
  const reader = write(counted).getReader()
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read())
    bytes += value?.length ?? 0
  return { lines, bytes, seconds: (performance.now() - began) / 1000, ...store.cost }
}

describe('the tables of a city', () => {
  test('are handed out page by page', async ({ expect }) => {
    expect((await raiseCity(8 * 60)).wrong).toBe(0)
    for (const [who, scope] of Object.entries(viewers)) {
      for (const [name, period] of [
        ['ledger', '2026-11'],
        ['assessment', '2026'],
        ['units', '2026-11'],
        ['roster', '2026-12'],
      ] as const) {
        if (name === 'units' && who === 'secretary') continue
        for (const [form, write] of [
          ['xlsx', xlsxOf],
          ['csv', csvOf],
        ] as const) {
          const cost = await taken(name, scope, period, write)
          print(`${name} ${period} as ${form}, ${who}`, [
            ['lines', cost.lines],
            ['kilobytes', Math.round(cost.bytes / 1024)],
            ['seconds', cost.seconds],
            ['reads', cost.trips],
            ['rows read', cost.rowsRead],
          ])
          expect(cost.lines).toBeGreaterThan(0)
          if (who !== 'administrator') expect(cost.rowsRead).toBeLessThan(60_000)
        }
      }
    }
  })
})
