import { test, vi } from 'vitest'
import { pages } from '../src/console/pages.ts'
import { Browser, ORIGIN } from '../test/support/console.ts'
import { at, onWecom, type Speaker, send, Talk } from '../test/support/talk.ts'
import { live } from './console-life.ts'
import { metered } from './meter.ts'
import { fill } from './rows.ts'
import { print } from './table.ts'
import { build, city, settle } from './town.ts'

/** A community and a unit of so many people: the same in the small town and in the large one. */
const crew = 60
const [few, many] = [700, city.members]
const talk = new Talk(at('2026-11-02 09:00'))
const viewers: { [role: string]: Speaker } = {
  person: onWecom('u12'),
  secretary: onWecom('u2'),
  grid_head: onWecom('u8'),
  liaison: onWecom('u4'),
  street_officer: onWecom('u10'),
  administrator: onWecom('u6'),
}
/** Whose pages may not grow with the people of other communities and units. */
const local = ['person', 'secretary', 'grid_head', 'liaison']
/** An administrator's overviews grow with communities and units (fewer of them have people in the small town), never with people. */
const mostOfAll = 12_000

/** Rows read by each page for each role, by `role page`. */
async function readings(): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const [role, who] of Object.entries(viewers)) {
    const { cookie } = await Browser.of(talk, who)
    for (const { path, eyes } of pages) {
      if (!eyes.includes('person') && !eyes.includes(role as 'secretary')) continue
      const { database, spent } = metered()
      const headers = { cookie, 'x-test-now': String(talk.now) }
      const address = new URL(`/console${path.replace(/:id.*/, '20')}`, ORIGIN)
      const response = await send(new Request(address, { headers }), { DB: database as D1Database })
      if (response.status !== 200) throw new Error(`${role} ${path}: ${response.status}`)
      await response.text()
      found.set(`${role} ${path || '/'}`, spent.read)
    }
  }
  return found
}

test('what a page reads does not grow with the people of other places', async ({ expect }) => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await build(city)
  await settle(2, few, city)
  await fill(
    "insert into community (id, name, key, street_id) values (1000, '试点社区', '试点社区', 1)",
    "insert into unit (id, name, key) values (1000, '试点局', '试点局')",
    "insert into grid (id, community_id, name, key) values (5000, 1000, '试点网格', '试点网格')",
    `update person set community_id = 1000, unit_id = 1000, grid_id = iif(id % 2, null, 5000) where id between 2 and ${crew + 2}`,
    'delete from role where person_id between 2 and 12',
    `insert into role (person_id, role, community_id, grid_id, street_id, unit_id, granted_at) values
      (2, 'secretary', 1000, null, null, null, 0), (4, 'liaison', null, null, null, 1000, 0),
      (6, 'administrator', null, null, null, null, 0), (8, 'grid_head', 1000, 5000, null, null, 0),
      (10, 'street_officer', null, null, 1, null, 0)`,
    `insert into unit_link (unit_id, community_id, state, asked_by, asked_at, settled_by, settled_at, message, settle_message)
      values (1000, 1000, 'confirmed', 1, 0, 1, 0, 'bench', 'bench')`,
  )
  await live(2, few)
  const small = await readings()
  await settle(few + 1, many, city)
  await live(few + 1, many)
  const large = await readings()

  print('Rows read by a page of the console', [
    ['', `beside ${few} people`, `beside ${many}`, 'ratio'],
    ...[...small].map(([page, read]) => {
      const after = large.get(page) ?? 0
      return [page, read, after, (after / read).toFixed(2)]
    }),
  ])
  for (const [page, read] of small)
    if (local.includes(page.split(' ')[0] ?? ''))
      expect(large.get(page), page).toBeLessThanOrEqual(1.1 * read + 20)
    else if (page.startsWith('administrator')) expect(large.get(page), page).toBeLessThan(mostOfAll)
})
