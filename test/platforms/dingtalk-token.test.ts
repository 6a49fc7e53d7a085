import { describe, test } from 'vitest'
import { pushToConversation } from '../../src/platforms/dingtalk/push.ts'
import { accessToken, type DingtalkApp, dropToken, type Token } from '../../src/platforms/dingtalk/token.ts'
import { accidents, json, outside, push } from './outside.ts'

const NOW = 1767225600000
const MINUTE = 60_000

/** Another app for each test: tokens live as long as the isolate. */
let apps = 0
const app = (): DingtalkApp => ({
  clientId: `ding${++apps}`,
  clientSecret: 'secret',
  robotCode: 'robot',
  apiOrigin: 'https://api.dingtalk.com',
})
const granted = (accessToken = 'fw8e', expireIn = 7200) => json({ accessToken, expireIn })
const refused = (code: string, status = 400) => json({ code, message: '不合法', requestid: '30EE' }, status)
const taken = json({ processQueryKey: 'zcxx' })

describe('a token', () => {
  test('is asked for with both keys, in JSON', async ({ expect }) => {
    const calls = outside(granted())
    const mine = app()
    expect(await accessToken(mine, NOW)).toMatchObject({ is: 'token', token: 'fw8e' })
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      url: 'https://api.dingtalk.com/v1.0/oauth2/accessToken',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: { appKey: mine.clientId, appSecret: 'secret' },
      init: { method: 'POST', redirect: 'manual' },
    })
  })

  test('is kept until five minutes before its end', async ({ expect }) => {
    const calls = outside(granted('one'), granted('two'))
    const mine = app()
    await accessToken(mine, NOW)
    expect(await accessToken(mine, NOW + 115 * MINUTE - 1)).toMatchObject({ token: 'one' })
    expect(calls).toHaveLength(1)
    expect(await accessToken(mine, NOW + 115 * MINUTE)).toMatchObject({ token: 'two' })
    expect(await accessToken(mine, NOW + 116 * MINUTE)).toMatchObject({ token: 'two' })
    expect(calls).toHaveLength(2)
  })

  test('of another app is another one', async ({ expect }) => {
    const calls = outside(granted('one'), granted('two'))
    expect(await accessToken(app(), NOW)).toMatchObject({ token: 'one' })
    expect(await accessToken(app(), NOW)).toMatchObject({ token: 'two' })
    expect(calls).toHaveLength(2)
  })

  test('is fetched once for all who ask at the same time', async ({ expect }) => {
    const calls = outside(granted('one'), granted('two'))
    const mine = app()
    const all = await Promise.all(Array.from({ length: 9 }, () => accessToken(mine, NOW)))
    expect(all.map((one) => (one as Token).token)).toEqual(Array(9).fill('one'))
    expect(calls).toHaveLength(1)
  })

  test('that never came does not hold up later callers', async ({ expect }) => {
    const calls = outside(() => new Promise<never>(() => {}), granted('two'))
    const mine = app()
    void accessToken(mine, NOW)
    expect(await accessToken(mine, NOW + MINUTE)).toMatchObject({ token: 'two' })
    expect(calls).toHaveLength(2)
  })

  test('dropped by two who held it is fetched once more, not twice', async ({ expect }) => {
    const calls = outside(granted('one'), granted('two'), granted('three'))
    const mine = app()
    const old = (await accessToken(mine, NOW)) as Token
    dropToken(mine, old)
    await accessToken(mine, NOW)
    dropToken(mine, old)
    expect(await accessToken(mine, NOW)).toMatchObject({ token: 'two' })
    expect(calls).toHaveLength(2)
  })
})

describe('a token that is not given', () => {
  test('is shared by those who wait, and not kept', async ({ expect }) => {
    const calls = outside(refused('invalidClientIdOrSecret'), granted('two'))
    const mine = app()
    const end = { is: 'refused', why: 'dingtalk.invalidClientIdOrSecret', channel: true }
    expect(await Promise.all([accessToken(mine, NOW), accessToken(mine, NOW)])).toEqual([end, end])
    expect(calls).toHaveLength(1)
    expect(await accessToken(mine, NOW)).toMatchObject({ token: 'two' })
  })

  test.for([
    ['no token in it', json({ expireIn: 7200 })],
    ['an empty token', json({ accessToken: '', expireIn: 7200 })],
    ['no life in it', json({ accessToken: 'fw8e' })],
    ['an odd life', json({ accessToken: 'fw8e', expireIn: '7200' })],
  ] as const)('%s', async ([, answer], { expect }) => {
    outside(answer)
    expect(await accessToken(app(), NOW)).toEqual({
      is: 'later',
      waitMs: 30_000,
      why: 'dingtalk.unreadable',
      channel: true,
      fault: true,
    })
  })

  test.for(accidents('dingtalk'))(
    '%s: nothing was sent, and nothing can be',
    async ([, answer, end], { expect }) => {
      const calls = outside(answer)
      const want = end.is === 'unknown' ? { is: 'later', waitMs: 30_000, why: end.why, fault: true } : end
      expect(await pushToConversation(app(), 'cid1==', push(), NOW)).toEqual({ ...want, channel: true })
      expect(calls).toHaveLength(1)
    },
  )
})

describe('a token that is no longer taken', () => {
  const old = refused('InvalidAuthentication')

  test('is dropped and fetched once more, and the message goes', async ({ expect }) => {
    const calls = outside(granted('one'), old, granted('two'), taken)
    const mine = app()
    expect(await pushToConversation(mine, 'cid1==', push(), NOW)).toEqual({ is: 'sent' })
    const used = calls.map(({ headers }) => headers['x-acs-dingtalk-access-token'])
    expect(used).toEqual([undefined, 'one', undefined, 'two'])
    expect(calls[3]!.body).toEqual(calls[1]!.body)
    expect(await accessToken(mine, NOW)).toMatchObject({ token: 'two' })
  })

  test('twice: the app is wrong, and the next push asks anew', async ({ expect }) => {
    const calls = outside(granted('one'), old, granted('two'), old, granted('three'), taken)
    const mine = app()
    expect(await pushToConversation(mine, 'cid1==', push(), NOW)).toEqual({
      is: 'refused',
      why: 'dingtalk.InvalidAuthentication',
      channel: true,
    })
    expect(calls).toHaveLength(4)
    expect(await pushToConversation(mine, 'cid1==', push(), NOW)).toEqual({ is: 'sent' })
    expect(calls).toHaveLength(6)
  })
})
