import { env } from 'cloudflare:workers'
import { createHmac } from 'node:crypto'
import { test, vi } from 'vitest'
import { tables } from '../src/console/exports.ts'
import { pages } from '../src/console/pages.ts'
import type { Sight } from '../src/domain/console/scope.ts'
import { resources } from '../src/http/api/resources.ts'
import { Browser, ORIGIN } from '../test/support/console.ts'
import { at, onWecom, type Speaker, send, Talk } from '../test/support/talk.ts'
import { live } from './console-life.ts'
import { fill } from './database.ts'
import { metered } from './meter.ts'
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
/**
 * An administrator's overviews grow with communities and units (fewer of them have people in the small town) and, in a month
 * that is over, with the days that each had somebody on duty; never with people.
 */
const mostOfAll = 20_000

/** What is asked of a page besides itself. */
const queries: { readonly [path: string]: readonly string[] } = {
  '/orders': ['', '?state=open', '?state=closed'],
  '/people': ['', '?name=王'],
  '/month': ['?month=2026-10'],
  '/grades': ['?month=2026-11'],
  '/reconciliation': ['?month=2026-10'],
}

/** Every page of a role and every table that it may take along, of the month that was served. */
function addressesOf(role: string, person: number): string[] {
  const mine = ({ eyes }: { eyes: readonly Sight[] }) =>
    eyes.includes('person') || eyes.includes(role as Sight)
  return [
    ...pages.filter(mine).flatMap(({ path }) => {
      const id = path.startsWith('/people') ? 20 : person
      return (queries[path] ?? ['']).map((query) => path.replace(/:id.*/, String(id)) + query)
    }),
    ...tables
      .filter(mine)
      .map(
        ({ name, by }) => `/exports/${name}?as=csv&${by.includes('month') ? 'month=2026-10' : 'year=2026'}`,
      ),
  ]
}

/** Rows read by what is asked for, to its last byte. */
async function rowsReadBy(address: string, headers: { [name: string]: string }): Promise<number> {
  const { database, spent } = metered()
  const request = new Request(new URL(address, ORIGIN), {
    headers: { ...headers, 'x-test-now': String(talk.now) },
  })
  const response = await send(request, { DB: database as D1Database })
  if (response.status !== 200) throw new Error(`${address}: ${response.status}`)
  await response.text()
  return spent.read
}

/** Rows read by each page and table for each role, by `role address`. */
async function readings(): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const [role, who] of Object.entries(viewers)) {
    const { cookie } = await Browser.of(talk, who)
    for (const address of addressesOf(role, Number(who.id.slice(1))))
      found.set(`${role} ${address || '/'}`, await rowsReadBy(`/console${address}`, { cookie }))
  }
  return found
}

/** Tokens of the interface for other systems, by what they open. */
const tokens = { community: 'c'.repeat(43), unit: 'u'.repeat(43), all: 'a'.repeat(43) }
const hashOf = (token: string) =>
  createHmac('sha256', env.CONSOLE_SECRET ?? '')
    .update(`api/${token}`)
    .digest('hex')

/** Rows read by a page of the interface, by `token resource`. */
async function apiReadings(): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const [of, token] of Object.entries(tokens))
    for (const one of resources) {
      const query = one.byMonth ? '?month=2026-10' : ''
      const headers = { authorization: `Bearer ${token}` }
      found.set(`${of} ${one.name}`, await rowsReadBy(`/api/v1/${one.name}${query}`, headers))
    }
  return found
}

test('what a page reads does not grow with the people of other places', async ({ expect }) => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await fill(...build(city))
  await fill(...settle(2, few, city))
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
  await fill(`insert into api_token (name, hash, unit_id, community_id, made_by, made_at, expires_at) values
    ('城市平台', '${hashOf(tokens.all)}', null, null, 1, 0, ${10 * talk.now}),
    ('单位平台', '${hashOf(tokens.unit)}', 1000, null, 1, 0, ${10 * talk.now}),
    ('社区平台', '${hashOf(tokens.community)}', null, 1000, 1, 0, ${10 * talk.now})`)
  await live(2, few)
  const small = [await readings(), await apiReadings()] as const
  await fill(...settle(few + 1, many, city))
  await live(few + 1, many)
  const large = [await readings(), await apiReadings()] as const

  for (const [i, title] of ['a page or table of the console', 'a call of the interface'].entries())
    print(`Rows read by ${title}`, [
      ['', `beside ${few} people`, `beside ${many}`, 'ratio'],
      ...[...(small[i] ?? [])].map(([asked, read]) => {
        const after = large[i]?.get(asked) ?? 0
        return [asked, read, after, (after / read).toFixed(2)]
      }),
    ])
  const grown = [...small[0], ...small[1]].flatMap(([asked, read]) => {
    const after = large[0].get(asked) ?? large[1].get(asked) ?? 0
    const [who = ''] = asked.split(' ')
    const isLocal = local.includes(who) || who === 'unit' || who === 'community'
    if (isLocal) return after > 1.1 * read + 20 ? [`${asked}: ${read} → ${after}`] : []
    // Tables of everything are as long as they are (exports.bench.ts).
    if (asked.includes('/exports/') || who === 'street_officer') return []
    return after >= mostOfAll ? [`${asked}: ${after}`] : []
  })
  expect(grown).toEqual([])
})
