import { env } from 'cloudflare:workers'
import { beforeAll, describe, test, vi } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/domain/calendar/shanghai.ts'
import { rows, run } from '../schema/lines.ts'
import { DINGTALK_CLIENT_ID, dingtalkText } from '../support/dingtalk.ts'
import { gatewayRequest } from '../support/gateway.ts'
import { entryIn, newMember } from '../support/members.ts'
import { at, forward, secretary, send, settledTalk, type Talk } from '../support/talk.ts'
import { WECOM_BOT, wecomEnter, wecomTap, wecomText } from '../support/wecom.ts'

let talk: Talk

beforeAll(async () => {
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 08:00'))
})

const startOf = async (name: string): Promise<number | undefined> =>
  (
    await rows<{ started_at: number }>(
      'select d.started_at from duty d join person p on p.id = d.person_id where p.name = ? order by d.id desc',
      name,
    )
  )[0]?.started_at

const onWecomGroup = (from: string, text: string, id?: string) =>
  wecomText({ from, text, chat: talk.wecomGroup, id })

describe('a message that waited (rule 8.19)', () => {
  test.for<[string, number, number]>([
    ['two hours: it counts from when it was sent', 2 * HOUR, 2 * HOUR],
    ['just under a day: the same', DAY - MINUTE, DAY - MINUTE],
    ['twenty-five hours: it counts from its arrival', 25 * HOUR, 0],
    ['a clock ahead of ours: from its arrival', -MINUTE, 0],
  ])('%s', async ([, late, counted], { expect }) => {
    const who = await newMember(talk)
    const now = at('2026-11-24 15:00')
    const payload = onWecomGroup(who.id, '/报到')
    expect((await forward('wecom', payload, now, now - late)).text).toMatch(/报到/)
    expect(await startOf(who.name)).toBe(now - counted)
  })

  test('DingTalk says itself when a message was sent; the gateway’s receipt comes after that', async ({
    expect,
  }) => {
    const now = at('2026-11-24 15:00')
    const say = async (createAt: number) => {
      const who = await newMember(talk, 'dingtalk')
      const message = dingtalkText({ from: who.id, name: who.name, text: '/报到', chat: talk.dingtalkGroup })
      await forward('dingtalk', { ...message, createAt }, now, now - HOUR)
      return (await startOf(who.name)) ?? 0
    }
    expect(await say(now - 2 * HOUR)).toBe(now - 2 * HOUR)
    expect(await say(now + MINUTE)).toBe(now - HOUR)
    expect(await say(now - 25 * HOUR)).toBe(now - HOUR)
  })
})

describe('one message counts once', () => {
  test('whichever way it came first, and the answer is the same', async ({ expect }) => {
    for (const first of ['callback', 'gateway'] as const) {
      const who = await newMember(talk)
      const id = `both-${first}`
      const payload = onWecomGroup(who.id, '/工时 1小时 巡楼', id)
      const byGateway = () => forward('wecom', payload, talk.now)
      const byCallback = () => talk.group(who, '/工时 1小时 巡楼', id)
      const [one, other] =
        first === 'callback'
          ? [await byCallback(), await byGateway()]
          : [await byGateway(), await byCallback()]
      expect(one.text).toMatch(/T\d+/)
      expect(other.raw).toEqual(one.raw)
      expect((await byGateway()).again).toBe(true)
      const count =
        'select count(*) as n from hour_entry e join person p on p.id = e.person_id where p.name = ?'
      expect(await rows(count, who.name)).toEqual([{ n: 1 }])
    }
  })

  test('ten times at one instant over both ways', async ({ expect }) => {
    const who = await newMember(talk)
    const payload = onWecomGroup(who.id, '/工时 1小时 修灯', 'crowd')
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        i % 2 ? forward('wecom', payload, talk.now) : talk.group(who, '/工时 1小时 修灯', 'crowd'),
      ),
    )
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    const count =
      'select count(*) as n from hour_entry e join person p on p.id = e.person_id where p.name = ?'
    expect(await rows(count, who.name)).toEqual([{ n: 1 }])
  })
})

describe('what is no message', () => {
  test('a greeting, a tap, an event that wants nothing, a payload that is none', async ({ expect }) => {
    const enter = await forward('wecom', wecomEnter({ from: 'li' }), talk.now)
    expect(enter.kind).toMatch(/card|text/)
    const tap = wecomTap({ from: 'li', chat: talk.wecomGroup, key: '/帮助', task: 'card_1' })
    const updated = await forward('wecom', tap, talk.now)
    expect(updated.raw).toMatchObject({
      response_type: 'update_template_card',
      template_card: { task_id: 'card_1' },
    })
    const gone = {
      msgid: 'x',
      aibotid: WECOM_BOT,
      msgtype: 'event',
      event: { eventtype: 'disconnected_event' },
    }
    expect((await forward('wecom', gone, talk.now)).raw).toBe(null)
    const quota = { errorCode: 20001, errorMsg: 'quota' }
    expect((await forward('dingtalk', quota, talk.now)).raw).toBe(null)
    await expect(forward('wecom', { hello: 1 }, talk.now)).rejects.toThrow(/400.*not a callback/)
    const stolen = { ...onWecomGroup('li', '/帮助'), response_url: 'https://evil.test/x' }
    await expect(forward('wecom', stolen, talk.now)).rejects.toThrow(/403/)
    const talking = await forward(
      'dingtalk',
      dingtalkText({ from: 'x', text: '大家好', chat: 'cid==' }),
      talk.now,
    )
    expect(talking.raw).toBe(null)
  })
})

describe('when the Worker fails', () => {
  const asked = () =>
    gatewayRequest({
      platform: 'wecom',
      now: talk.now,
      body: {
        do: 'message',
        bot: WECOM_BOT,
        holder: 'holder-a',
        at: talk.now,
        payload: onWecomGroup('li', '/帮助', 'f'),
      },
    })
  const broken = (error: Error) => ({
    DB: { prepare: env.DB.prepare.bind(env.DB), batch: async () => Promise.reject(error) },
  })

  test('a database that does not answer is a 503: the message waits and is answered later', async ({
    expect,
  }) => {
    const error = new Error('D1_ERROR: Network connection lost.')
    const refused = await send(asked(), broken(error) as unknown as Partial<Env>)
    expect([refused.status, await refused.json()]).toEqual([503, { error: 'not now' }])
    expect((await send(asked())).status).toBe(200)
  })

  test('what would fail again is apologised for, so that nothing behind it is held up', async ({
    expect,
  }) => {
    const error = new Error('D1_ERROR: no such column: x: SQLITE_ERROR')
    const response = await send(asked(), broken(error) as unknown as Partial<Env>)
    expect(response.status).toBe(200)
    expect(JSON.stringify(await response.json())).toContain('编号')
  })
})

test('a private letter is pushed to who has written in private, and the group still hears that there is one', async ({
  expect,
}) => {
  const ask = async (what: object) => {
    const body = { bot: WECOM_BOT, holder: 'holder-a', seq: ++seq, ...what }
    return (await send(gatewayRequest({ platform: 'wecom', now: talk.now, body }))).json<{
      letters: { id: number; claim: string; to: object; body: { markdown: { content: string } } }[]
    }>()
  }
  let seq = 0
  await run('delete from outbox')
  talk.way = 'gateway'
  await ask({ do: 'lease' })
  const [told, silent] = [await newMember(talk), await newMember(talk)]
  await talk.private(told, '/我的')
  const rejected = async (who: typeof told) => {
    const entry = entryIn((await talk.group(who, '/工时 1小时 巡楼')).text)
    return (await talk.group(secretary, `/驳回 T${entry} 没有照片`)).text
  }
  await run('delete from outbox')
  expect(await rejected(told)).toContain('有 1 位同志有私信')
  expect(await rejected(silent)).toContain('有 1 位同志有私信')
  const { letters } = await ask({ do: 'claim' })
  expect(letters.map(({ to }) => to)).toEqual([{ kind: 'person', address: told.id }])
  expect(letters[0]?.body.markdown.content).toContain('没有照片')
  const fates = letters.map(({ id, claim }) => ({ id, claim, fate: { is: 'sent' } }))
  await ask({ do: 'fates', fates })
  expect((await talk.private(told, '/私信')).text).not.toContain('没有照片')
  expect((await talk.private(silent, '/私信')).text).toContain('没有照片')
  // From now on the other can be written to as well.
  await rejected(silent)
  expect((await ask({ do: 'claim' })).letters).toHaveLength(1)
  talk.way = 'callback'
})

test('a DingTalk bot on the gateway keeps the Worker’s own ways', async ({ expect }) => {
  const body = { do: 'lease', bot: DINGTALK_CLIENT_ID, holder: 'holder-a', seq: 1 }
  await send(gatewayRequest({ platform: 'dingtalk', now: talk.now, body }))
  const ways = await rows<{ channel: string }>(
    "select channel from group_way where channel like 'dingtalk/%'",
  )
  expect(ways).toEqual([{ channel: `dingtalk/group/${DINGTALK_CLIENT_ID}` }])
})
