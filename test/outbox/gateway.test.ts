import { env } from 'cloudflare:workers'
import { beforeEach, describe, test, vi } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/domain/calendar/shanghai.ts'
import { line } from '../../src/domain/say.ts'
import type { Sent } from '../../src/platforms/push.ts'
import { connectionPace } from '../../src/platforms/wecom/ways.ts'
import { type Query, Store } from '../../src/store/d1.ts'
import { claimForGateway, shutPrivate } from '../../src/store/gateway-letters.ts'
import { type GroupLetter, type Mail, postAll } from '../../src/store/mail.ts'
import { openChannelsQuery } from '../../src/store/outbox.ts'
import { person, places, put, rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { gatewayRequest } from '../support/gateway.ts'
import { at, send } from '../support/talk.ts'
import { WECOM_BOT } from '../support/wecom.ts'

const T = at('2026-11-24 10:00')
const [A, B] = ['holder-a', 'holder-b']
const clock = new Clock()
let ready: Promise<unknown> | undefined
let seq = 0
let serial = 0

beforeEach(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  clock.outside.calls = []
  ready ??= places().then(() => person())
  await ready
  for (const table of ['outbox', 'channel', '"group"', 'identity', 'gateway_lease', 'gateway_holder'])
    await run(`delete from ${table}`)
})

interface Letter {
  id: number
  claim: string
  to: { kind: string; address: string }
  body: { msgtype: string; markdown: { content: string } }
}
type Reply = { status: number; held?: boolean; letters: Letter[]; again?: number; error?: string }

async function ask(what: object, now = T, holder = A): Promise<Reply> {
  const body = { bot: WECOM_BOT, holder, seq: ++seq, ...what }
  const response = await send(gatewayRequest({ platform: 'wecom', now, body }))
  return { status: response.status, ...(await response.json<Omit<Reply, 'status'>>()) }
}
const lease = (now = T, holder = A) => ask({ do: 'lease' }, now, holder)
/** Renews the lease as the gateway does, and claims. */
async function claim(now = T, holder = A): Promise<Letter[]> {
  await lease(now, holder)
  return (await ask({ do: 'claim' }, now, holder)).letters
}
const tell = (letters: Letter[], fate: Sent, now = T, holder = A) =>
  ask({ do: 'fates', fates: letters.map(({ id, claim }) => ({ id, claim, fate })) }, now, holder)

/** A bound group of the bot. */
async function group(over: { [column: string]: string | number | null } = {}) {
  const [{ id: by } = { id: 1 }] = await rows<{ id: number }>('select min(id) as id from person')
  const conversation = `wr${++serial}`
  const row = { platform: 'wecom', bot: WECOM_BOT, conversation_id: conversation, community_id: 1 }
  return { id: await put('group', { ...row, bound_at: T, bound_by: by, ...over }), conversation }
}

/** Somebody on WeCom who has written in private, if not otherwise said. */
async function member(privateAt: number | null = T, over: { [column: string]: string | number | null } = {}) {
  const id = await person(over)
  const account = { platform: 'wecom', bot: WECOM_BOT, kind: 'user', user_id: `u${id}` }
  await put('identity', { ...account, person_id: id, seen_at: T, private_at: privateAt })
  return { id, user: `u${id}` }
}

const write = (letters: (Mail | GroupLetter)[], now = T) => new Store(env.DB).batch([postAll(letters, now)])
const say = (text: string) => [line('push.mend_app'), line('mail.next', { next: [text] })]
const states = () =>
  rows<{ state: string; n: number }>('select state, count(*) as n from outbox group by state order by state')
const many = (group: number, count: number): GroupLetter[] =>
  Array.from({ length: count }, (_, i) => ({ group, say: say(`n${i}`), dedupe: `${group}/${i}` }))

describe('what the gateway claims', () => {
  test('letters to groups and to people in private, as Markdown with the commands that can be typed', async ({
    expect,
  }) => {
    await lease()
    const [room, zhang] = [await group(), await member()]
    const offer = [{ label: 'offer.me', command: '/我的' }]
    await write([
      { group: room.id, say: say('群'), offer, dedupe: 'g' },
      { to: zhang.id, say: say('人'), dedupe: 'p' },
    ])
    const letters = await claim()
    expect(letters.map(({ to }) => to)).toEqual([
      { kind: 'group', address: room.conversation },
      { kind: 'person', address: zhang.user },
    ])
    expect(letters[0]?.body).toEqual({
      msgtype: 'markdown',
      markdown: { content: expect.stringContaining('/我的') },
    })
    expect(await claim()).toEqual([])
    expect((await tell(letters, { is: 'sent' })).status).toBe(200)
    expect(await states()).toEqual([{ state: 'sent', n: 2 }])
    // The Worker's own run leaves them alone, and calls nobody.
    await clock.tick(T)
    expect(clock.outside.pushes).toEqual([])
  })

  test('nothing for who does not hold the lease, and nothing after it has run out', async ({ expect }) => {
    await lease()
    const room = await group()
    await write(many(room.id, 3))
    expect(await ask({ do: 'claim' }, T, B)).toMatchObject({ status: 409, error: 'the lease is not held' })
    expect(await ask({ do: 'claim' }, T + 30_000)).toMatchObject({ status: 409 })
    expect(await states()).toEqual([{ state: 'waiting', n: 3 }])
    expect(await claim()).toHaveLength(3)
  })

  test('two gateways at once: each letter goes to one of them, and only to the holder', async ({
    expect,
  }) => {
    await lease()
    for (let i = 0; i < 10; i++) await write(many((await group()).id, 3))
    const answers = await Promise.all(
      [A, B, A, B, A, B].map((holder) => ask({ do: 'claim' }, T, holder).catch(() => undefined)),
    )
    const got = answers.flatMap((answer) => answer?.letters ?? [])
    expect(new Set(got.map(({ id }) => id)).size).toBe(got.length)
    expect(got.length).toBe(30)
    expect(answers.filter((answer) => answer?.status === 409).length).toBeGreaterThanOrEqual(3)
  })

  test('a replayed claim takes nothing', async ({ expect }) => {
    await lease()
    await write(many((await group()).id, 1))
    const body = { do: 'claim', seq: ++seq }
    expect((await ask(body)).letters).toHaveLength(1)
    expect(await ask(body)).toMatchObject({ status: 409, error: expect.stringMatching(/replay/) })
  })

  test('twenty a minute and nine hundred an hour to one conversation, the others not held up', async ({
    expect,
  }) => {
    await lease()
    const [busy, calm] = [await group(), await group()]
    await write(many(busy.id, 50))
    await write(many(calm.id, 2))
    const of = (letters: Letter[], { conversation }: { conversation: string }) =>
      letters.filter(({ to }) => to.address === conversation).length
    const minute = [...(await claim()), ...(await claim()), ...(await claim())]
    expect([of(minute, busy), of(minute, calm)]).toEqual([20, 2])
    await tell(minute, { is: 'sent' })
    expect(await claim(T + MINUTE - 1)).toEqual([])
    expect(await claim(T + MINUTE)).toHaveLength(20)
    // Eight hundred and seventy more in the last hour leave ten.
    await run(
      `insert into outbox (group_id, say, created_at, send_at, dedupe, claimed_at)
        select ?, '[]', ?, ?, 'old/' || value, ? from json_each(?)`,
      ...[busy.id, T, T, T, JSON.stringify([...Array(850).keys()])],
    )
    await run("update outbox set state = 'sent', sent_at = send_at where dedupe like 'old/%'")
    expect(await claim(T + 2 * MINUTE)).toHaveLength(10)
    expect(await claim(T + 3 * MINUTE)).toEqual([])
  })

  test('in quiet hours only what is urgent; evenings only for who chose so', async ({ expect }) => {
    const night = at('2026-11-24 22:00')
    await lease(night)
    const [room, owl] = [await group(), await member(T, { notify: 'evening' })]
    await write(
      [
        { group: room.id, say: say('later'), dedupe: 'later' },
        { group: room.id, say: say('now'), dedupe: 'now', urgent: true },
        { to: owl.id, say: say('evening'), dedupe: 'evening' },
      ],
      night,
    )
    expect((await claim(night)).map(({ to }) => to.kind)).toEqual(['group'])
    expect((await claim(at('2026-11-25 08:00'))).map(({ to }) => to.kind)).toEqual(['group'])
    expect((await claim(at('2026-11-25 18:00'))).map(({ to }) => to.kind)).toEqual(['person'])
  })
})

describe('what became of them', () => {
  test('told by who lost the lease meanwhile, it is booked all the same; told twice, once', async ({
    expect,
  }) => {
    await lease()
    await write(many((await group()).id, 2))
    const letters = await claim()
    await lease(T + MINUTE, B)
    expect(await ask({ do: 'claim' }, T + MINUTE, B)).toMatchObject({ letters: [] })
    expect((await tell(letters, { is: 'sent' }, T + MINUTE)).status).toBe(200)
    expect((await tell(letters, { is: 'refused', why: 'late', channel: true }, T + MINUTE)).status).toBe(200)
    expect(await states()).toEqual([{ state: 'sent', n: 2 }])
    expect(await rows('select * from channel')).toEqual([])
  })

  test('never told: taken back after two minutes as perhaps arrived, and the next gateway says so', async ({
    expect,
  }) => {
    await lease()
    await write(many((await group()).id, 1))
    const [first] = await claim()
    await clock.tick(T + MINUTE)
    expect(await claim(T + MINUTE, B)).toEqual([])
    await clock.tick(T + 2 * MINUTE)
    const [second] = await claim(T + 2 * MINUTE, B)
    expect(second?.id).toBe(first?.id)
    expect(second?.body.markdown.content).toContain('如果已经收到过')
    // The dead one's late word counts for nothing: the letter is the other's now.
    await tell([first as Letter], { is: 'sent' }, T + 2 * MINUTE)
    expect(await states()).toEqual([{ state: 'claimed', n: 1 }])
    await tell([second as Letter], { is: 'sent' }, T + 2 * MINUTE, B)
    expect(await states()).toEqual([{ state: 'sent', n: 1 }])
  })

  test('the platform says wait: that conversation waits, not the others', async ({ expect }) => {
    await lease()
    const [slow, fast] = [await group(), await group()]
    await write([...many(slow.id, 2), ...many(fast.id, 1)])
    const letters = await claim()
    const of = ({ conversation }: { conversation: string }) =>
      letters.filter(({ to }) => to.address === conversation)
    await tell(of(slow), { is: 'later', waitMs: MINUTE, why: 'wecom.45009', channel: true })
    await tell(of(fast), { is: 'sent' })
    await write([{ group: fast.id, say: say('more'), dedupe: 'more' }])
    expect(await claim(T + MINUTE / 2)).toHaveLength(1)
    expect(await claim(T + MINUTE)).toHaveLength(2)
  })

  test('an outage is waited for; a connection that is cut leaves the end unknown', async ({ expect }) => {
    await lease()
    await write(many((await group()).id, 1))
    await tell(await claim(), { is: 'later', waitMs: 30_000, why: 'unreachable', channel: true, fault: true })
    expect(await claim(T + 10_000)).toEqual([])
    const again = await claim(T + MINUTE)
    expect(again).toHaveLength(1)
    await tell(again, { is: 'unknown', why: 'cut' }, T + MINUTE)
    const [last] = await claim(T + HOUR)
    expect(last?.body.markdown.content).toContain('如果已经收到过')
    await tell([last as Letter], { is: 'sent' }, T + HOUR)
    expect(await rows('select * from channel')).toEqual([])
  })

  test('a group that the bot was taken out of: its keepers hear it once, and it is tried again', async ({
    expect,
  }) => {
    await lease()
    const room = await group()
    const boss = await member()
    await put('role', { person_id: boss.id, role: 'administrator', granted_at: T, granted_by: boss.id })
    await write(many(room.id, 2))
    await tell(await claim(), { is: 'refused', why: 'wecom.93001', channel: true })
    const [told] = await claim(T + MINUTE)
    expect(told?.to).toEqual({ kind: 'person', address: boss.user })
    expect(told?.body.markdown.content).toContain('机器人在这个群里发不出消息了')
    await tell([told as Letter], { is: 'sent' }, T + MINUTE)
    expect(await claim(T + HOUR)).toEqual([])
    const back = await claim(T + 6 * HOUR)
    expect(back.map(({ to }) => to.kind)).toEqual(['group', 'group'])
    await tell(back, { is: 'sent' }, T + 6 * HOUR)
    expect(await rows('select * from channel')).toEqual([])
  })

  test('somebody whom the platform does not let us write to: the mailbox keeps it, nobody is called', async ({
    expect,
  }) => {
    await lease()
    const zhang = await member()
    await write([1, 2].map((n) => ({ to: zhang.id, say: say(`${n}`), dedupe: `p${n}` })))
    await tell(await claim(), { is: 'refused', why: 'wecom.93006', channel: true })
    expect(await states()).toEqual([{ state: 'kept', n: 2 }])
    await write([{ to: zhang.id, say: say('3'), dedupe: 'p3' }])
    expect(await states()).toEqual([{ state: 'kept', n: 3 }])
    expect(await claim(T + MINUTE)).toEqual([])
  })
})

test('who leaves stays behind in no channel', async ({ expect }) => {
  await lease()
  const zhang = await member()
  await write([{ to: zhang.id, say: say('1'), dedupe: 'p1' }])
  await tell(await claim(), { is: 'later', waitMs: MINUTE, why: 'wecom.45009', channel: true })
  expect(await rows('select why from channel')).toEqual([{ why: 'wecom.45009' }])
  await run('delete from identity where person_id = ?', zhang.id)
  expect(await rows('select * from channel')).toEqual([])
})

describe('which way a letter takes', () => {
  const ways = () =>
    rows<{ dedupe: string; state: string; channel: string | null }>(
      "select dedupe, state, channel from outbox where dedupe glob '[gpb]*' and length(dedupe) < 3 order by id",
    )

  test('a webhook that was bound stays the group’s way; who never wrote in private keeps the mailbox', async ({
    expect,
  }) => {
    await lease()
    const [{ id: by } = { id: 1 }] = await rows<{ id: number }>('select min(id) as id from person')
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=hook-1'
    const hooked = await group({ push_url: url, push_bound_at: T, push_bound_by: by })
    const stranger = await member(null)
    await write([
      { group: hooked.id, say: say('g'), dedupe: 'g' },
      { to: stranger.id, say: say('p'), dedupe: 'p' },
    ])
    expect(await ways()).toEqual([
      { dedupe: 'g', state: 'waiting', channel: `wecom/hook/${hooked.id}` },
      { dedupe: 'p', state: 'kept', channel: null },
    ])
    expect(await claim()).toEqual([])
  })

  test('a gateway that comes finds what had no way; when it is gone for a day they lose it again', async ({
    expect,
  }) => {
    const room = await group()
    const [zhang, both] = [await member(), await member()]
    const staff = { platform: 'dingtalk', bot: 'ding', kind: 'staff', user_id: 's1' }
    await put('identity', { ...staff, person_id: both.id, seen_at: T - 1 })
    const letters = (n: number): (Mail | GroupLetter)[] => [
      { group: room.id, say: say('g'), dedupe: `g${n}` },
      { to: zhang.id, say: say('p'), dedupe: `p${n}` },
      { to: both.id, say: say('b'), dedupe: `b${n}` },
    ]
    await write(letters(1))
    expect((await ways()).map(({ state }) => state)).toEqual(['unreachable', 'kept', 'waiting'])
    await lease()
    // What waits in a mailbox from before is not sent after: its people heard of it.
    expect((await ways()).map(({ state }) => state)).toEqual(['waiting', 'kept', 'waiting'])
    await write(letters(2), T + MINUTE)
    const bot = `wecom/gateway/${WECOM_BOT}`
    expect((await ways()).slice(3)).toEqual([
      { dedupe: 'g2', state: 'waiting', channel: `${bot}/group/${room.conversation}` },
      { dedupe: 'p2', state: 'waiting', channel: `${bot}/person/${zhang.user}` },
      { dedupe: 'b2', state: 'waiting', channel: `${bot}/person/${both.user}` },
    ])
    await run('update outbox set send_at = ?', T + 3 * DAY - HOUR)
    await clock.tick(T + DAY)
    expect((await ways()).slice(3).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
    await clock.tick(T + DAY + MINUTE)
    const gone = await ways()
    expect(gone.slice(0, 4).map(({ state }) => state)).toEqual([
      'unreachable',
      'kept',
      'waiting',
      'unreachable',
    ])
    expect(gone.slice(4, 6)).toEqual([
      { dedupe: 'p2', state: 'kept', channel: null },
      { dedupe: 'b2', state: 'waiting', channel: 'dingtalk/person/ding' },
    ])
    await lease(T + 2 * DAY)
    expect((await ways())[0]?.state).toBe('waiting')
  })

  test('binding a webhook takes what waits for the gateway along', async ({ expect }) => {
    await lease()
    const room = await group()
    const [{ id: by } = { id: 1 }] = await rows<{ id: number }>('select min(id) as id from person')
    await write(many(room.id, 1))
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=hook-2'
    await run(
      'update "group" set push_url = ?, push_bound_at = ?, push_bound_by = ? where id = ?',
      url,
      T,
      by,
      room.id,
    )
    expect(await claim()).toEqual([])
    await clock.tick(T)
    expect(clock.outside.to('hook-2')).toHaveLength(1)
  })

  test('thousands of conversations cost a claim what it takes, and the Worker’s own run nothing', async ({
    expect,
  }) => {
    await lease()
    const room = await group()
    await write(many(room.id, 1))
    await run(
      `insert into outbox (group_id, say, created_at, send_at, dedupe, state, channel, address)
        select ?, '[]', ?, ?, 'many/' || value, 'kept', null, null from json_each(?)`,
      ...[room.id, T, T + DAY, JSON.stringify([...Array(3000).keys()])],
    )
    await run(
      `update outbox set state = 'waiting', channel = 'wecom/gateway/${WECOM_BOT}/person/' || id where dedupe like 'many/%'`,
    )
    const hour = { quiet: false, evening: false }
    const read = async (query: Query) => {
      const store = new Store(env.DB)
      await store.batch([query])
      return store.cost.rowsRead
    }
    expect(await read(openChannelsQuery(T, hour, 20))).toBeLessThan(50)
    const bot = { platform: 'wecom', bot: WECOM_BOT } as const
    expect(await read(claimForGateway(bot, B, connectionPace, 'b', T, hour, 20))).toBeLessThan(20)
    expect(await read(claimForGateway(bot, A, connectionPace, 'a', T, hour, 20))).toBeLessThan(50)
    expect(await rows("select id from outbox where state = 'claimed'")).toHaveLength(1)
    expect(await read(shutPrivate(bot, 'nobody'))).toBeLessThan(10)
  })
})
