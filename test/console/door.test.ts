import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { Browser, formOf, linkIn, ORIGIN, textOf } from '../support/console.ts'
import { newMember } from '../support/members.ts'
import { admin, at, onWecom, secretary, send, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
})

const sessions = () => rows<{ person_id: number }>('select person_id from console_session')
const keyOf = (path: string) => new URL(path, ORIGIN).searchParams.get('k') ?? ''

describe('the link', () => {
  test('is given in private, its key is stored nowhere, and a group is told to ask in private', async ({
    expect,
  }) => {
    for (const command of ['/导出', '/控制台', '/导出 上月']) {
      const { text } = await talk.private(secretary, command)
      expect(text).toContain('10 分钟')
      const key = keyOf(linkIn(text))
      expect(key).toMatch(/^[\w-]{32}$/)
      const stored = await rows<{ hash: string }>('select hash from console_link')
      expect(stored.some(({ hash }) => hash.includes(key))).toBe(false)
      expect(await rows(`select id from inbox where outcome like '%${key}%'`)).toEqual([])
    }
    const { text } = await talk.group(secretary, '/导出')
    expect(text).toContain('私聊')
    expect(text).not.toContain('/console')
  })

  test('a stranger gets none', async ({ expect }) => {
    expect((await talk.private(onWecom('stranger-1'), '/控制台')).text).toContain('/登记')
  })

  test('is never used up by a preview, is used up by the first tap, and not by a second', async ({
    expect,
  }) => {
    const path = linkIn((await talk.private(secretary, '/控制台')).text)
    const preview = new Browser(talk)
    for (const method of ['GET', 'HEAD', 'GET']) {
      const response = await send(
        new Request(new URL(path, ORIGIN), { method, headers: { 'x-test-now': String(talk.now) } }),
      )
      expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
    }
    const door = textOf(await preview.page(path))
    expect(door).toContain('李**')
    expect(door).not.toContain('李书记')

    const [first, second] = await Promise.all(
      [new Browser(talk), new Browser(talk)].map((one) => one.post('/console/enter', { k: keyOf(path) })),
    )
    expect([first?.status, second?.status].sort()).toEqual([303, 410])
    const later = await new Browser(talk).get(path)
    expect(later.status).toBe(410)
    expect(await later.text()).toContain('已经用过')
  })

  test('is over after ten minutes, and void when a new one was asked for', async ({ expect }) => {
    const old = linkIn((await talk.private(secretary, '/控制台')).text)
    const fresh = linkIn((await talk.private(secretary, '/控制台')).text)
    expect((await new Browser(talk).get(old)).status).toBe(404)
    talk.now += 10 * 60_000
    const response = await new Browser(talk).post('/console/enter', { k: keyOf(fresh) })
    expect(response.status).toBe(410)
    expect(await response.text()).toContain('失效')
  })
})

test('the link leads where PUBLIC_ORIGIN says, however that is written', async ({ expect }) => {
  const linkAt = async (PUBLIC_ORIGIN: string) => {
    talk.over = { PUBLIC_ORIGIN }
    const { text } = await talk.private(secretary, '/控制台')
    talk.over = {}
    return /https:\/\/\S+?enter/.exec(text)?.[0]
  }
  expect(await linkAt('https://x.example.cn')).toBe('https://x.example.cn/console/enter')
  expect(await linkAt('https://x.example.cn/')).toBe('https://x.example.cn/console/enter')
  // What is no address is passed over: where the message came in.
  expect(await linkAt('x.example.cn')).toBe('https://bot.test/console/enter')
})

describe('the session', () => {
  test('is a cookie that no script reads and no other site sends, for eight hours', async ({ expect }) => {
    const path = linkIn((await talk.private(secretary, '/控制台')).text)
    const response = await new Browser(talk).post('/console/enter', { k: keyOf(path) })
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-console=[\w-]+\.[\w-]+;/)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Max-Age=28800'])
      expect(cookie).toContain(part)
    const stored = await rows<{ hash: string }>('select hash from console_session')
    expect(stored.some(({ hash }) => cookie.includes(hash))).toBe(false)
  })

  test('is for https only, save on this machine without it', async ({ expect }) => {
    for (const [origin, only] of [
      ['http://bot.example.cn', true],
      ['http://127.0.0.1:8787', false],
      ['https://localhost', true],
    ] as const) {
      const k = keyOf(linkIn((await talk.private(secretary, '/控制台')).text))
      const request = new Request(`${origin}/console/enter`, {
        method: 'POST',
        body: new URLSearchParams({ k }),
        headers: { origin, 'x-test-now': String(talk.now) },
        redirect: 'manual',
      })
      const [cookie = ''] = (await send(request)).headers.getSetCookie()
      expect(cookie).toContain('SameSite=Strict')
      expect(cookie.includes('Secure')).toBe(only)
    }
  })

  test('ends after eight hours, by a new link, by leaving, and with a role', async ({ expect }) => {
    const first = await Browser.of(talk, secretary)
    expect((await first.get('/console')).status).toBe(200)
    const second = await Browser.of(talk, secretary)
    expect((await first.get('/console')).status).toBe(401)

    const page = await second.page('/console')
    const [, nonce = '', token = ''] =
      /action="\/console\/leave"><input[^>]*name="nonce" value="([^"]+)"\/?><input[^>]*name="token" value="([^"]+)"/.exec(
        page,
      ) ?? []
    expect((await second.post('/console/leave', { nonce, token: 'x' })).status).toBe(403)
    expect((await second.post('/console/leave', { nonce, token })).status).toBe(200)
    expect((await second.get('/console')).status).toBe(401)

    const third = await Browser.of(talk, secretary)
    talk.now += 8 * 3_600_000
    expect((await third.get('/console')).status).toBe(401)

    const member = await newMember(talk)
    await talk.group(admin, `/任命 @${member.name} 书记`)
    const fourth = await Browser.of(talk, member)
    expect((await fourth.get('/console')).status).toBe(200)
    await talk.group(admin, `/免去 @${member.name} 书记`)
    expect((await fourth.get('/console')).status).toBe(401)
  })

  test('of somebody else in this browser ends when a link is tapped', async ({ expect }) => {
    const browser = await Browser.of(talk, admin)
    const [boss] = await rows<{ id: number }>("select person_id as id from role where role = 'administrator'")
    expect(await sessions()).toContainEqual({ person_id: boss?.id })
    const path = linkIn((await talk.private(secretary, '/控制台')).text)
    await browser.post('/console/enter', { k: keyOf(path) })
    expect(textOf(await browser.page('/console'))).not.toContain('管理员')
    expect(await browser.page('/console')).toContain('李书记')
    expect(await sessions()).not.toContainEqual({ person_id: boss?.id })
  })

  test('a forged or changed cookie opens nothing', async ({ expect }) => {
    const browser = await Browser.of(talk, secretary)
    const [name = '', value = ''] = browser.cookie.split('=')
    for (const forged of ['x', 'x.y', `${value}x`, value.replace(/^./, 'A'), '']) {
      browser.cookie = `${name}=${forged}`
      expect((await browser.get('/console')).status).toBe(forged === value ? 200 : 401)
    }
  })

  test('without CONSOLE_SECRET nothing opens, and that is said', async ({ expect }) => {
    const response = await send(new Request(`${ORIGIN}/console`), { CONSOLE_SECRET: '' })
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('CONSOLE_SECRET')])
  })
})

describe('forms', () => {
  test('of another site, of another session and for another command count for nothing', async ({
    expect,
  }) => {
    const [mine, other] = [await Browser.of(talk, secretary), await Browser.of(talk, admin)]
    const form = formOf(await mine.page('/console'), '/语言 繁')
    const send = (fields: object, headers?: object) =>
      mine.post('/console/act', { ...form, ...fields }, headers ?? { origin: ORIGIN })
    expect((await send({}, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await send({}, { 'sec-fetch-site': 'cross-site', origin: ORIGIN })).status).toBe(403)
    expect((await send({ command: '/注销 确认' })).status).toBe(403)
    expect((await send({ token: 'x' })).status).toBe(403)
    expect((await other.post('/console/act', form)).status).toBe(403)
    // What to do is said in the reader's script: no form that is refused is a dead end.
    for (const [fields, headers, why] of [
      [{ token: 'x' }, { origin: ORIGIN }, '重新打开那一页'],
      [{}, { origin: 'null' }, '不是从控制台的页面发出的'],
      [{ token: 'x' }, { origin: ORIGIN, 'accept-language': 'zh-HK' }, '重新打開那一頁'],
    ] as const)
      expect(textOf(await (await send(fields, headers)).text())).toContain(why)
    for (const back of [
      '//evil.example/',
      '/console/\\evil.example',
      '/console?\r\nset-cookie: a=b',
      '/console?页',
    ])
      expect((await send({ back })).headers.get('location')).toMatch(/^\/console\?done=/)
  })

  test('sent twice count once, and the answer is shown to nobody else', async ({ expect }) => {
    const [mine, other] = [await Browser.of(talk, secretary), await Browser.of(talk, admin)]
    const page = await mine.page('/console')
    const command = page.includes('value="/语言 简"') ? '/语言 简' : '/语言 繁'
    const form = formOf(page, command)
    const [one, two] = [await mine.post('/console/act', form), await mine.post('/console/act', form)]
    expect(one.headers.get('location')).toBe(two.headers.get('location'))
    const next = one.headers.get('location') ?? ''
    expect(await mine.page(next)).toContain('role="status"')
    expect(await other.page(next)).not.toContain('role="status"')
    expect(await rows(`select id from inbox where key like '%${form.nonce}%'`)).toHaveLength(1)
  })
})

describe('what is sent by mistake or in bad faith', () => {
  const posts = ['enter', 'act', 'leave', 'certificate', 'calendar', 'tokens', 'imports', 'imports/apply']

  test('a body that is no form is a bad request, a long one is not read, and neither is a fault', async ({
    expect,
  }) => {
    const browser = await Browser.of(talk, admin)
    const headers = { origin: ORIGIN, cookie: browser.cookie, 'x-test-now': String(talk.now) }
    for (const path of [...posts, 'reconciliation']) {
      const post = (type: string, body: string) =>
        send(
          new Request(`${ORIGIN}/console/${path}`, {
            method: 'POST',
            headers: { ...headers, 'content-type': type },
            body,
          }),
        )
      for (const type of ['multipart/form-data', 'multipart/form-data; boundary=a']) {
        const response = await post(type, '--b')
        expect([path, response.status]).toEqual([path, 400])
        expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      }
      if (path !== 'imports')
        expect([path, (await post('application/x-www-form-urlencoded', 'x'.repeat(70_000))).status]).toEqual([
          path,
          413,
        ])
    }
  })

  test('no form is taken from another site, whatever it is for', async ({ expect }) => {
    const browser = await Browser.of(talk, admin)
    for (const path of [...posts, 'reconciliation'])
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'same-site', origin: ORIGIN },
      ])
        expect([path, (await browser.post(`/console/${path}`, { k: 'x' }, headers)).status]).toEqual([
          path,
          403,
        ])
  })

  test('an address that is none is a page of the console, with one’s own pages around it', async ({
    expect,
  }) => {
    const browser = await Browser.of(talk, secretary)
    expect((await browser.get('/console/')).headers.get('location')).toMatch(/\/console$/)
    for (const path of ['/console/nothing', '/console/people/x', '/console/a/b/c']) {
      const response = await browser.get(path)
      const page = await response.text()
      expect([path, response.status]).toEqual([path, 404])
      expect(page).toContain('没有这一页')
      expect(page).toContain('href="/console/people"')
      const outside = await new Browser(talk).get(path)
      expect([path, outside.status]).toEqual([path, 404])
      expect(await outside.text()).toContain('/控制台')
    }
  })
})

test('the session of somebody who leaves for good ends at once, and their link opens nothing', async ({
  expect,
}) => {
  const member = await newMember(talk)
  const browser = await Browser.of(talk, member)
  const path = linkIn((await talk.private(member, '/控制台')).text)
  expect((await browser.get('/console/me')).status).toBe(200)
  await talk.private(member, '/注销')
  await talk.private(member, '/注销 确认')
  expect(await rows(`select id from person where gone_at is null and name = '${member.name}'`)).toEqual([])
  expect((await browser.get('/console/me')).status).toBe(401)
  expect((await new Browser(talk).get(path)).status).toBe(404)
  expect((await new Browser(talk).post('/console/enter', { k: keyOf(path) })).status).toBe(404)
})

test('every answer has its headers; style and script are kept by what is in them', async ({ expect }) => {
  const browser = await Browser.of(talk, secretary)
  for (const path of ['/console', '/console/nothing', '/console/enter?k=x']) {
    const { headers } = await browser.get(path)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
  const page = await browser.page('/console')
  expect(page).not.toMatch(/\son\w+=|\sstyle=|<script>|<style|https?:\/\//)
  const assets = [...page.matchAll(/(?:href|src)="(\/console\/[^"]+\?v=[^"]+)"/g)].map(
    ([, path = '']) => path,
  )
  expect(assets).toHaveLength(2)
  for (const path of assets) {
    const response = await send(new Request(ORIGIN + path))
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      200,
      expect.stringContaining('immutable'),
    ])
  }
})

test('the console’s clock follows the callbacks where a test clock is allowed', async ({ expect }) => {
  const path = linkIn((await talk.private(secretary, '/控制台')).text)
  expect((await send(new Request(ORIGIN + path))).status).toBe(200)
  const [clock] = await rows<{ offset_ms: number }>('select offset_ms from test_clock')
  expect(Math.abs((clock?.offset_ms ?? 0) - (talk.now - Date.now()))).toBeLessThan(60_000)
  expect(env.ALLOW_TEST_CLOCK).toBe('1')
})
