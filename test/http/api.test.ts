import { beforeAll, describe, test } from 'vitest'
import { mostInMinute } from '../../src/domain/api/token.ts'
import { resources } from '../../src/http/api/resources.ts'
import type { Shape } from '../../src/http/api/shape.ts'
import { rows, run } from '../schema/lines.ts'
import { Browser, ORIGIN, textOf } from '../support/console.ts'
import {
  corners,
  cornerTown,
  eastFinance,
  helperOf,
  liaison,
  westFinance,
  westJustice,
} from '../support/corners.ts'
import { personOf } from '../support/roster.ts'
import { faultsOf } from '../support/shape.ts'
import { admin, type Speaker, secretary, send, type Talk } from '../support/talk.ts'

let talk: Talk
let office: Browser
const tokens: { [reach: string]: string } = {}
const ids: { [name: string]: number } = {}
beforeAll(async () => {
  talk = (await cornerTown()).talk
  office = await Browser.of(talk, admin)
  const places = await rows<{ key: string; id: number }>(
    `select key, id from community union all select key, id from unit where community_id is null`,
  )
  for (const { key, id } of places) ids[key] = id
  for (const place of ['', '东湖社区', '西园社区', '市财政局'])
    tokens[place === '' ? 'all' : place] = valueIn(await make({ name: `${place}平台`, place }))
})

/** The hidden fields of the form of tokens that does this. */
async function fieldsOf(browser: Browser, does: string): Promise<{ [name: string]: string }> {
  const [, form = ''] = (await browser.page('/console/settings')).split(`name="does" value="${does}"`)
  const fields = [...(form.split('</form>')[0] ?? '').matchAll(/name="(\w+)" value="([^"]*)"/g)]
  return { does, ...Object.fromEntries(fields.map(([, name, value]) => [name, value])) }
}
const make = async (over: { name: string; place?: string; days?: string }, by = office) =>
  (
    await by.post('/console/tokens', {
      ...(await fieldsOf(by, 'make')),
      days: '90',
      place: '',
      ...over,
    })
  ).text()
const valueIn = (page: string) => /readonly[^>]* value="([\w-]{43})"/.exec(page)?.[1] ?? ''
const end = async (id: number) => office.post('/console/tokens', await fieldsOf(office, `end/${id}`))

interface Answer {
  status: number
  headers: Headers
  body: { data: { [name: string]: unknown }[]; next: string | null } & { [name: string]: unknown }
  code: string | undefined
}
async function ask(token: string | undefined, path: string, init: RequestInit = {}): Promise<Answer> {
  const request = new Request(`${ORIGIN}/api/v1/${path}`, init)
  request.headers.set('x-test-now', String(talk.now))
  if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`)
  const response = await send(request)
  const text = await response.text()
  const body = text === '' ? {} : JSON.parse(text)
  return { status: response.status, headers: response.headers, body, code: body.error?.code }
}
const month = (one: { byMonth?: true }) => (one.byMonth ? '?month=2026-11' : '')

describe('the interface for other systems', { timeout: 120_000 }, () => {
  test('answers as its own description says', async ({ expect }) => {
    const { status, body } = await ask(undefined, 'openapi.json')
    const description = body as unknown as {
      openapi: string
      paths: {
        [path: string]: {
          get: { responses: { [status: string]: { content: { [type: string]: { schema: Shape } } } } }
        }
      }
      components: { schemas: { [name: string]: Shape } }
    }
    expect([status, description.openapi]).toEqual([200, '3.1.0'])
    expect(Object.keys(description.paths)).toEqual(resources.map(({ name }) => `/${name}`))
    for (const [path, { get }] of Object.entries(description.paths)) {
      const one = resources.find(({ name }) => `/${name}` === path)
      for (const token of Object.values(tokens)) {
        const answer = await ask(token, `${path.slice(1)}${month(one ?? {})}`)
        const shape = get.responses['200']?.content['application/json']?.schema
        expect([path, answer.status, faultsOf(answer.body, shape!, description.components.schemas)]).toEqual([
          path,
          200,
          [],
        ])
        if ('data' in answer.body && path !== '/pairs')
          expect([path, answer.body.data.length > 0]).toEqual([path, true])
      }
      const refused = await ask('x'.repeat(43), path.slice(1))
      const failure = get.responses[String(refused.status)]?.content['application/json']?.schema
      expect(faultsOf(refused.body, failure!, description.components.schemas)).toEqual([])
    }
  })

  test('a token opens its own unit or community, and nothing of a neighbour', async ({ expect }) => {
    const names = async (token: string | undefined) =>
      (await ask(token, 'people')).body.data.map(({ name }) => name)
    expect(await names(tokens.东湖社区)).toEqual(expect.arrayContaining(['甲东财', '乙东法']))
    expect(await names(tokens.市财政局)).toEqual(['甲东财', '丙西财'])
    const west = await names(tokens.西园社区)
    for (const who of corners)
      expect([who.name, west.includes(who.name)]).toEqual([
        who.name,
        [westFinance, westJustice].includes(who),
      ])
    for (const one of resources) {
      const all = JSON.stringify((await ask(tokens.西园社区, `${one.name}${month(one)}`)).body)
      for (const hidden of [
        '甲东财',
        '乙东法',
        '东湖社区',
        '13800000000',
        eastFinance.order,
        westFinance.order,
        westFinance.code,
      ])
        expect([one.name, hidden, all.includes(hidden)]).toEqual([one.name, hidden, false])
    }
    for (const [token, query, expected] of [
      ['西园社区', `community=${ids.东湖社区}`, 'other_place'],
      ['西园社区', `unit=${ids.市财政局}`, 'other_place'],
      ['市财政局', `unit=${ids.市司法局}`, 'other_place'],
      ['all', `unit=1&community=1`, 'place_once'],
    ] as const)
      for (const { name } of resources) {
        const { status, code } = await ask(tokens[token], `${name}?month=2026-11&${query}`)
        expect([name, query, status, code]).toEqual([
          name,
          query,
          expected === 'other_place' ? 403 : 400,
          expected,
        ])
      }
    const narrowed = await ask(tokens.all, `people?community=${ids.西园社区}`)
    expect(narrowed.body.data.map(({ name }) => name)).toEqual(west)
  })

  test('hours, shifts and figures are those of the ledger', async ({ expect }) => {
    const sums = await rows<{ scope: string; scope_id: number; minutes: number; people: number }>(
      "select scope, scope_id, minutes, people from ledger_total where period = '2026-11'",
    )
    const kept = (name: string | undefined) =>
      sums.find(
        (one) =>
          one.scope_id === (name ? ids[name] : 0) &&
          (one.scope === 'all') === !name &&
          (!name || (one.scope === 'unit') === name.endsWith('局')),
      )!
    const sum = (data: { minutes?: unknown }[]) => data.reduce((all, { minutes }) => all + Number(minutes), 0)
    for (const name of [undefined, '东湖社区', '市财政局']) {
      const token = tokens[name ?? 'all']
      const { minutes, people } = kept(name)
      const hours = (await ask(token, 'hours?month=2026-11')).body.data
      const figures = (await ask(token, 'figures?month=2026-11')).body
      expect([name, sum(hours), figures.total, figures.agrees, figures.closed]).toEqual([
        name,
        minutes,
        expect.objectContaining({ minutes, people }),
        true,
        false,
      ])
      expect(minutes).toBeGreaterThan(95)
    }
    expect((await ask(tokens.all, 'hours?month=2026-10')).body).toEqual({ data: [], next: null })
    const shifts = (await ask(tokens.西园社区, 'roster?month=2026-11')).body.data
    expect(shifts.map(({ person_id }) => person_id).sort()).toEqual(
      [await personOf(westFinance), await personOf(westJustice)].sort(),
    )
    expect(shifts[0]).toMatchObject({ day: '2026-11-25', starts_at: '2026-11-25T09:00:00+08:00' })
    const pairs = (await ask(tokens.市财政局, 'pairs?month=2026-11')).body.data
    expect(pairs).toEqual([
      { scope: 'unit', id: ids.市财政局, partners: 2, support_pairs: 2, visits: 0, households: 0 },
    ])
    expect(JSON.stringify((await ask(tokens.all, 'people')).body)).toContain(helperOf(eastFinance))
  })

  test('pages by key give every row once, and an unchanged page is not sent again', async ({ expect }) => {
    for (const one of resources.filter((one) => 'read' in one)) {
      const base = `${one.name}${month(one) || '?'}`
      const whole = (await ask(tokens.all, base)).body.data
      const walked: object[] = []
      let after = ''
      for (let pages = 0; pages < 40; pages++) {
        const { body } = await ask(tokens.all, `${base}&limit=2${after}`)
        walked.push(...body.data)
        if (body.next === null) break
        after = `&after=${body.next}`
      }
      expect([one.name, walked]).toEqual([one.name, whole])
    }
    await run('update api_token set in_minute = 0')
    const first = await ask(tokens.all, 'units')
    const etag = first.headers.get('etag') ?? ''
    const again = await ask(tokens.all, 'units', { headers: { 'if-none-match': etag } })
    expect([again.status, again.headers.get('etag'), again.body]).toEqual([304, etag, {}])
    expect((await ask(tokens.all, 'people', { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  test('what it does not understand or know, it says as code and sentence', async ({ expect }) => {
    for (const [path, status, code] of [
      ['hours', 400, 'bad_month'],
      ['hours?month=2026-13', 400, 'bad_month'],
      ["people?after=1'or'1", 400, 'bad_after'],
      ['people?limit=501', 400, 'bad_limit'],
      ['people?limit=0', 400, 'bad_limit'],
      ['people?unit=x', 400, 'bad_place'],
      ['nothing', 404, 'no_such'],
      ['', 404, 'no_such'],
    ] as const) {
      const answer = await ask(tokens.all, path)
      expect([path, answer.status, answer.code]).toEqual([path, status, code])
      expect((answer.body.error as { message: string }).message).toMatch(/。$/)
    }
    expect((await ask(tokens.all, 'people', { method: 'POST' })).code).toBe('read_only')
    expect((await ask(tokens.all, 'people', { method: 'DELETE' })).status).toBe(405)
    expect((await ask(tokens.all, 'people', { method: 'HEAD' })).status).toBe(200)
    const request = new Request(`${ORIGIN}/api/v1/people`)
    expect((await send(request, { CONSOLE_SECRET: '' })).status).toBe(503)
  })
})

describe('the tokens', { timeout: 120_000 }, () => {
  const newest = async () =>
    (
      await rows<{ id: number; hash: string; uses: number }>(
        'select * from api_token order by id desc limit 1',
      )
    )[0]!

  test('are shown once, stored as a hash, written down, and made once by one form', async ({ expect }) => {
    const fields = { ...(await fieldsOf(office, 'make')), name: '省平台', place: '市司法局', days: '30' }
    const [one, two] = [
      await office.post('/console/tokens', fields),
      await office.post('/console/tokens', fields),
    ]
    const [value, again] = [valueIn(await one.text()), valueIn(await two.text())]
    expect([value.length, again]).toEqual([43, value])
    const { hash, id } = await newest()
    expect(hash).not.toContain(value)
    expect(await rows("select count(*) as n from api_token where name = '省平台'")).toEqual([{ n: 1 }])
    const page = await office.page('/console/settings')
    expect([page.includes(value), page.includes(hash)]).toEqual([false, false])
    expect(textOf(page)).toMatch(/省平台 市司法局 2026年12月23日 有效 0 未用过/)
    await ask(value, 'people')
    await ask(value, 'people')
    expect(textOf(await office.page('/console/settings'))).toMatch(
      /省平台 市司法局 2026年12月23日 有效 2 11月23日/,
    )
    expect((await end(id)).status).toBe(303)
    expect(textOf(await office.page('/console/settings'))).toMatch(/省平台 市司法局 2026年12月23日 已收回 2/)
    const refused = await ask(value, 'people')
    expect([refused.status, refused.code, refused.headers.get('www-authenticate')]).toEqual([
      401,
      'token_ended',
      'Bearer realm="hong-dadang"',
    ])
    const acts = await rows<{ action: string }>(
      "select action from audit where action like 'token.%' order by id desc limit 2",
    )
    expect(acts.map(({ action }) => action)).toEqual(['token.end', 'token.make'])
    expect(textOf(await office.page('/console/audit'))).toContain('收回接口令牌')
  })

  test('open nothing when unknown, missing, expired, or of another deployment', async ({ expect }) => {
    expect((await ask(undefined, 'people')).code).toBe('token_missing')
    for (const wrong of ['x', 'A'.repeat(43), `${tokens.all}x`, `${tokens.all} x`, "' or 1=1 --"])
      expect([wrong, (await ask(wrong, 'people')).code]).toEqual([wrong, 'token_unknown'])
    const value = valueIn(await make({ name: '短期', days: '30' }))
    talk.now += 30 * 86_400_000
    expect([(await ask(value, 'people')).status, (await ask(value, 'people')).code]).toEqual([
      401,
      'token_expired',
    ])
    talk.now -= 30 * 86_400_000
    expect((await ask(value, 'people')).status).toBe(200)
  })

  test('may be used so often in a minute, each by itself', async ({ expect }) => {
    const value = valueIn(await make({ name: '很忙' }))
    const { id } = await newest()
    expect((await ask(value, 'units')).status).toBe(200)
    await run('update api_token set in_minute = ? where id = ?', mostInMinute - 5, id)
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(value, 'units')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    const refused = answers.find(({ status }) => status === 429)
    expect([refused?.code, refused?.headers.get('retry-after')]).toEqual(['too_many', '60'])
    expect((await newest()).uses).toBe(6)
    expect((await ask(tokens.all, 'units')).status).toBe(200)
    talk.now += 60_000
    expect((await ask(value, 'units')).status).toBe(200)
    talk.now -= 60_000
  })

  test('are made and ended by administrators only, of places that there are', async ({ expect }) => {
    const before = await rows('select count(*) as n from api_token')
    for (const who of [secretary, liaison, eastFinance] as Speaker[]) {
      const browser = await Browser.of(talk, who)
      if (who !== eastFinance) {
        const page = textOf(await browser.page('/console/settings'))
        expect([page.includes('令牌'), page.includes('平台')]).toEqual([false, false])
      }
      const tried = await browser.post('/console/tokens', {
        ...(await fieldsOf(office, 'make')),
        name: 'x',
        days: '30',
      })
      expect([who.name, tried.status]).toEqual([who.name, 403])
    }
    expect((await new Browser(talk).post('/console/tokens', { does: 'make' })).status).toBe(401)
    expect((await office.post('/console/tokens', { does: 'make', nonce: 'x', token: 'y' })).status).toBe(403)
    expect(textOf(await make({ name: '平台', place: '没有的社区' }))).toContain(
      '没有叫「没有的社区」的单位或社区',
    )
    expect(textOf(await make({ name: '  ' }))).toContain('没有写给谁用')
    expect(textOf(await make({ name: '平台', days: '9999' }))).toContain('令牌没有生成')
    expect(await rows('select count(*) as n from api_token')).toEqual(before)
  })

  test('are the deployment’s: who made one and leaves takes its name along, not the token', async ({
    expect,
  }) => {
    await talk.private(admin, '/任命 丁西法 管理员')
    const value = valueIn(await make({ name: '丁的平台' }, await Browser.of(talk, westJustice)))
    await talk.private(westJustice, '/注销')
    await talk.private(westJustice, '/注销 确认')
    expect(await rows("select count(*) as n from api_token where name = '丁的平台'")).toEqual([{ n: 0 }])
    expect(textOf(await office.page('/console/settings'))).toMatch(/令牌 \d+ 全部/)
    const people = await ask(value, 'people')
    expect([people.status, people.body.data.some(({ name }) => name === '丁西法')]).toEqual([200, false])
  })
})
