import { env } from 'cloudflare:workers'
import { beforeEach, describe, test } from 'vitest'
import { DAY, MINUTE } from '../../src/domain/calendar/shanghai.ts'
import { line } from '../../src/domain/say.ts'
import { waysOf } from '../../src/http/ways.ts'
import { deliver } from '../../src/outbox/deliver.ts'
import { Store } from '../../src/store/d1.ts'
import { type GroupLetter, type Mail, post, postAll } from '../../src/store/mail.ts'
import { person, places, put, rows, run } from '../schema/lines.ts'
import { Outside } from '../support/outside.ts'
import { at } from '../support/talk.ts'

const T = at('2026-11-24 10:00')
const BOT = 'dingx8k2mq7wv4hj3n9p'
let outside: Outside
let ready: Promise<unknown> | undefined
let serial = 0

beforeEach(async () => {
  outside = new Outside()
  ready ??= places().then(() => person())
  await ready
  for (const table of ['outbox', 'channel', '"group"', 'usage', 'identity']) await run(`delete from ${table}`)
})

const ways = waysOf(env)

/** One bounded run at an instant; `fail` breaks the n-th batch of it. */
async function runAt(now: number, fail = 0) {
  let batches = 0
  const d1: Pick<D1Database, 'prepare' | 'batch'> = {
    prepare: (sql) => env.DB.prepare(sql),
    batch: async (statements) => {
      batches += 1
      if (fail > 0 && batches >= fail) throw new Error('the Worker died')
      return env.DB.batch(statements)
    },
  }
  const store = new Store(d1)
  const done = await deliver({
    store,
    now,
    ways,
    elapsed: () => 0,
    claim: `run-${++serial}`,
    chance: () => 0.5,
    warn: () => {},
  })
  return { ...done, cost: store.cost }
}

/** A group with a webhook of its own; its key is `hook-<id>`. */
async function group(platform = 'wecom', over: { [column: string]: string | number | null } = {}) {
  const url =
    platform === 'wecom'
      ? `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=hook-${++serial}`
      : `https://oapi.dingtalk.com/robot/send?access_token=hook-${++serial}`
  const [{ id: by } = { id: 1 }] = await rows<{ id: number }>('select min(id) as id from person')
  const bound = { push_url: url, push_bound_at: T, push_bound_by: by }
  const row = {
    platform,
    bot: BOT,
    conversation_id: `c${serial}`,
    community_id: 1,
    bound_at: T,
    bound_by: by,
  }
  const id = await put('group', { ...row, ...bound, ...over })
  return { id, key: `hook-${serial}`, conversation: `c${serial}` }
}

/** Somebody on DingTalk; their staff id is `s<id>`. */
async function onDingtalk(over: { [column: string]: string | number | null } = {}) {
  const id = await person(over)
  await put('identity', {
    platform: 'dingtalk',
    bot: BOT,
    kind: 'staff',
    user_id: `s${id}`,
    person_id: id,
    seen_at: T,
  })
  return { id, user: `s${id}` }
}

const write = (letters: (Mail | GroupLetter)[], now = T) => new Store(env.DB).batch([postAll(letters, now)])
const say = (text: string) => [line('push.mend_app'), line('mail.next', { next: [text] })]
const states = () =>
  rows<{ state: string; n: number }>('select state, count(*) as n from outbox group by state order by state')

describe('the pace', () => {
  test('a hundred letters on two webhooks, four consumers at once: eighteen a minute each, none twice', async ({
    expect,
  }) => {
    const groups = [await group(), await group('dingtalk')]
    await write(
      groups.flatMap(({ id }) =>
        Array.from({ length: 50 }, (_, i) => ({ group: id, say: say(`n${i}`), dedupe: `${id}/${i}` })),
      ),
    )
    const minutes: number[] = []
    for (let minute = 0; minute < 4; minute++) {
      const before = outside.pushes.length
      for (let round = 0; round < 3; round++)
        await Promise.all([1, 2, 3, 4].map(() => runAt(T + minute * MINUTE)))
      await runAt(T + minute * MINUTE + MINUTE / 2)
      minutes.push(outside.pushes.length - before)
      for (const { key } of groups) expect(outside.to(key).length).toBeLessThanOrEqual(18 * (minute + 1))
    }
    expect(minutes).toEqual([36, 36, 28, 0])
    for (const { key } of groups) expect(new Set(outside.to(key)).size).toBe(50)
    expect(await states()).toEqual([{ state: 'sent', n: 100 }])
    expect(await rows("select used from usage where what = 'hook'")).toEqual([{ used: 50 }])
  })

  test('the platform says wait: WeCom a minute, DingTalk ten, and nothing of the letter is lost', async ({
    expect,
  }) => {
    const [wecom, dingtalk] = [await group(), await group('dingtalk')]
    await write([
      { group: wecom.id, say: say('w'), dedupe: 'w' },
      { group: dingtalk.id, say: say('d'), dedupe: 'd' },
    ])
    outside.answer = ({ to }) =>
      to.includes(wecom.key)
        ? { errcode: 45009, errmsg: 'freq' }
        : { errcode: 130101, errmsg: 'send too fast' }
    await runAt(T)
    outside.answer = () => undefined
    await runAt(T + MINUTE - 1)
    expect(outside.pushes).toHaveLength(2)
    await runAt(T + MINUTE)
    expect(outside.to(wecom.key)).toHaveLength(2)
    await runAt(T + 10 * MINUTE - 1)
    expect(outside.to(dingtalk.key)).toHaveLength(1)
    await runAt(T + 10 * MINUTE)
    expect(outside.to(dingtalk.key)).toHaveLength(2)
    expect(await states()).toEqual([{ state: 'sent', n: 2 }])
    expect(await rows('select * from channel')).toEqual([])
  })

  test('one text for forty-five people goes in three calls; who is unknown or slowed has a fate of their own', async ({
    expect,
  }) => {
    const people = []
    for (let i = 0; i < 45; i++) people.push(await onDingtalk())
    await write(people.map(({ id }) => ({ to: id, say: say('同一句'), dedupe: `same/${id}` })))
    const [gone, slowed] = [people[3]?.user ?? '', people[30]?.user ?? '']
    outside.answer = ({ way, to }) =>
      way === 'batchSend'
        ? {
            processQueryKey: 'k',
            invalidStaffIdList: to.filter((id) => id === gone),
            flowControlledStaffIdList: to.filter((id) => id === slowed),
          }
        : undefined
    await runAt(T)
    expect(outside.pushes.map(({ to }) => to.length)).toEqual([20, 20, 5])
    expect(await states()).toEqual([
      { state: 'failed', n: 1 },
      { state: 'sent', n: 43 },
      { state: 'waiting', n: 1 },
    ])
    outside.answer = () => undefined
    await runAt(T + 2 * MINUTE)
    expect(outside.pushes.at(-1)?.to).toEqual([slowed])
    expect(await rows("select used from usage where what = 'call'")).toEqual([{ used: 4 }])
  })

  test('texts of their own go one by one, eighteen a second', async ({ expect }) => {
    for (let i = 0; i < 30; i++) {
      const { id } = await onDingtalk()
      await write([{ to: id, say: say(`own ${i}`), dedupe: `own/${id}` }])
    }
    const first = await runAt(T)
    expect([first.sent, first.more]).toEqual([18, 1000])
    expect((await runAt(T + 500)).sent).toBe(0)
    const second = await runAt(T + 1000)
    expect([second.sent, second.more]).toEqual([12, undefined])
  })
})

describe('what goes wrong', () => {
  test('a Worker that dies between send and mark: that one comes again and says so, no other', async ({
    expect,
  }) => {
    const { id, key } = await group()
    await write(['一', '二', '三'].map((text) => ({ group: id, say: say(text), dedupe: text })))
    // Batches of a run: look, claim, then one for each call.
    await runAt(T, 4).catch(() => {})
    expect(outside.to(key)).toHaveLength(2)
    await runAt(T + MINUTE)
    expect(outside.to(key)).toHaveLength(2)
    await runAt(T + 3 * MINUTE)
    const texts = outside.to(key)
    expect(texts).toHaveLength(4)
    expect(texts.filter((text) => text.includes('二'))).toHaveLength(2)
    expect(texts.filter((text) => text.includes('已经收到过'))).toHaveLength(2)
    expect(texts[0]).not.toContain('已经收到过')
    expect(await states()).toEqual([{ state: 'sent', n: 3 }])
  })

  const triesOf = async (hours: number): Promise<number[]> => {
    const tries: number[] = []
    for (let minute = 0; minute < hours * 60; minute += minute < 60 ? 0.5 : 10) {
      const before = outside.pushes.length
      await runAt(T + minute * MINUTE)
      if (outside.pushes.length > before) tries.push(minute)
    }
    return tries
  }

  test('an answer that never comes: tried again, longer apart each time, given up after the sixth', async ({
    expect,
  }) => {
    const { id } = await group()
    await write([{ group: id, say: say('x'), dedupe: 'x' }])
    outside.answer = () => new Response('<html>', { status: 504 })
    expect(await triesOf(5)).toEqual([0, 0.5, 2.5, 10.5, 40.5, 170])
    expect(await rows('select state, why, unsure from outbox')).toEqual([
      { state: 'failed', why: 'wecom.http_504', unsure: 1 },
    ])
  })

  test('an outage is waited for, less and less impatiently, and loses nothing', async ({ expect }) => {
    const { id } = await group()
    await write([{ group: id, say: say('x'), dedupe: 'x' }])
    outside.answer = () => new Error('connection refused')
    expect((await triesOf(9)).length).toBeLessThan(10)
    outside.answer = () => undefined
    await runAt(T + 11 * 60 * MINUTE - 1)
    expect(await states()).toEqual([{ state: 'sent', n: 1 }])
  })

  test('a removed robot is not asked again: its keepers are told, and binding it anew sends what waits', async ({
    expect,
  }) => {
    const keeper = await person()
    await put('role', { person_id: keeper, role: 'secretary', community_id: 1, granted_at: T })
    const { id } = await group()
    await write(['一', '二'].map((text) => ({ group: id, say: say(text), dedupe: text })))
    outside.answer = () => ({ errcode: 93000, errmsg: 'invalid webhook url' })
    for (let minute = 0; minute < 30; minute++) await runAt(T + minute * MINUTE)
    expect(outside.pushes).toHaveLength(1)
    expect(await rows('select say from outbox where person_id = ?', keeper)).toEqual([
      { say: expect.stringContaining('push.broken_group') },
    ])
    outside.answer = () => undefined
    await run('update "group" set push_url = push_url || ? where id = ?', 'x', id)
    await runAt(T + 40 * MINUTE)
    expect(outside.pushes).toHaveLength(3)
    await run("delete from role where role = 'secretary'")
  })

  test('an app that DingTalk refuses: its administrators find it in the mailbox, and not as news when it is mended', async ({
    expect,
  }) => {
    const [boss, member] = [await onDingtalk(), await onDingtalk()]
    await put('role', { person_id: boss.id, role: 'administrator', granted_at: T })
    await write([{ to: member.id, say: say('x'), dedupe: 'x' }])
    outside.answer = ({ way }) =>
      way === 'batchSend' ? Response.json({ code: 'robot.oto.notExist' }, { status: 400 }) : undefined
    for (const hours of [0, 1, 5]) await runAt(T + hours * 60 * MINUTE)
    expect(outside.pushes).toHaveLength(1)
    expect(await rows("select state, channel from outbox where dedupe like 'broken/%'")).toEqual([
      { state: 'kept', channel: null },
    ])
    outside.answer = () => undefined
    await runAt(T + 6 * 60 * MINUTE)
    expect(outside.to(member.user)).toHaveLength(2)
    expect(outside.to(boss.user)).toEqual([])
    await run("delete from role where role = 'administrator'").catch(() => undefined)
  })

  test('a letter that this version has no words for fails alone, and holds up no other', async ({
    expect,
  }) => {
    const { id, user } = await onDingtalk()
    await write([
      { to: id, say: [line('no.such_code')], dedupe: 'wordless' },
      { to: id, say: say('x'), dedupe: 'good' },
    ])
    expect(await runAt(T)).toMatchObject({ sent: 1, failed: 1 })
    expect(outside.to(user)).toHaveLength(1)
    expect(await rows('select dedupe, state, unsure from outbox order by id')).toEqual([
      { dedupe: 'wordless', state: 'failed', unsure: 0 },
      { dedupe: 'good', state: 'sent', unsure: 0 },
    ])
  })

  test('what is refused for itself fails alone', async ({ expect }) => {
    const { id } = await group()
    await write(['坏', '好'].map((text) => ({ group: id, say: say(text), dedupe: text })))
    outside.answer = ({ text }) => (text.includes('坏') ? { errcode: 40058, errmsg: 'too long' } : undefined)
    await runAt(T)
    expect(await states()).toEqual([
      { state: 'failed', n: 1 },
      { state: 'sent', n: 1 },
    ])
  })
})

describe('the hour', () => {
  test.for([
    ['at 22:10', '2026-11-24 22:10', '2026-11-25 08:00', {}, {}],
    ['before eight', '2026-11-24 05:00', '2026-11-24 08:00', {}, {}],
    ['by day', '2026-11-24 12:34', '2026-11-24 12:34', {}, {}],
    ['urgent at night', '2026-11-24 23:30', '2026-11-24 23:30', { urgent: true }, {}],
    ['for the evening, in the morning', '2026-11-24 09:00', '2026-11-24 18:00', {}, { notify: 'evening' }],
    ['for the evening, at night', '2026-11-24 21:30', '2026-11-25 18:00', {}, { notify: 'evening' }],
    ['on the last night of the year', '2026-12-31 21:00', '2027-01-01 08:00', {}, {}],
  ] as const)('%s', async ([, written, leaves, how, who], { expect }) => {
    const { id, user } = await onDingtalk({ ...who })
    await write([{ to: id, say: say('x'), dedupe: `hour/${id}`, ...how }], at(written))
    await runAt(at(leaves) - 1)
    const early = at(leaves) > at(written) ? 0 : 1
    if (early === 0) expect(outside.to(user)).toHaveLength(0)
    await runAt(at(leaves))
    expect(outside.to(user)).toHaveLength(1)
  })

  test('a letter that waited for its pace until night goes on in the morning', async ({ expect }) => {
    const { id, key } = await group()
    const late = at('2026-11-24 20:59')
    await write(
      Array.from({ length: 20 }, (_, i) => ({ group: id, say: say(`n${i}`), dedupe: `${i}` })),
      late,
    )
    await runAt(late)
    await runAt(late + MINUTE)
    await runAt(late + 2 * MINUTE)
    expect(outside.to(key)).toHaveLength(18)
    await runAt(at('2026-11-25 08:00'))
    expect(outside.to(key)).toHaveLength(20)
  })

  test('who chose evenings is not written to in the morning when the evening was missed', async ({
    expect,
  }) => {
    const evening = await onDingtalk({ notify: 'evening' })
    const other = await onDingtalk()
    for (const { id } of [evening, other])
      await write([{ to: id, say: say('x'), dedupe: `missed/${id}` }], at('2026-11-24 17:30'))
    await write([{ to: evening.id, say: say('y'), dedupe: 'now', urgent: true }], at('2026-11-25 09:00'))
    const arrived: string[] = []
    for (const when of ['11-24 21:30', '11-25 08:00', '11-25 17:59', '11-25 18:00']) {
      await runAt(at(`2026-${when}`))
      arrived.push(`${when} ${outside.to(evening.user).length} ${outside.to(other.user).length}`)
    }
    expect(arrived).toEqual(['11-24 21:30 0 0', '11-25 08:00 0 1', '11-25 17:59 1 1', '11-25 18:00 2 1'])
  })

  test('the fourth unasked letter of a week is folded, an own one is not, and Monday starts anew', async ({
    expect,
  }) => {
    const { id, user } = await onDingtalk()
    const letter = (name: string, more: object = {}): Mail => ({
      to: id,
      say: say(name),
      dedupe: `${name}/${id}`,
      ...more,
    })
    for (const day of ['24', '25', '26', '27', '28'])
      await write([letter(day, { unasked: true })], at(`2026-11-${day} 10:00`))
    await write([letter('own')], at('2026-11-28 10:00'))
    await write([letter('monday', { unasked: true })], at('2026-11-30 10:00'))
    for (const day of ['11-29', '11-30']) await runAt(at(`2026-${day} 12:00`))
    expect(outside.to(user)).toHaveLength(5)
    expect(await states()).toEqual([
      { state: 'folded', n: 2 },
      { state: 'sent', n: 5 },
    ])
  })

  test('who wants none gets none, except what is urgent; what is too old is not sent', async ({ expect }) => {
    const off = await onDingtalk({ notify: 'off' })
    await write([{ to: off.id, say: say('x'), dedupe: 'off' }])
    await write([{ to: off.id, say: say('y'), dedupe: 'off-urgent', urgent: true }])
    const late = await onDingtalk()
    await write([{ to: late.id, say: say('z'), dedupe: 'late', expiresAt: T + MINUTE }], T - 14 * 60 * MINUTE)
    const lost = await onDingtalk()
    await write([{ to: lost.id, say: say('z'), dedupe: 'lost', expiresAt: T }], T - DAY)
    await runAt(T)
    expect(outside.to(off.user)).toHaveLength(1)
    expect(outside.to(late.user)).toHaveLength(1)
    expect(outside.to(lost.user)).toHaveLength(0)
  })
})

test('what was just said in the private chat is not pushed there again', async ({ expect }) => {
  const { id, user } = await onDingtalk()
  await write([{ to: id, say: say('x'), dedupe: 'said', notIn: `dingtalk/${BOT}/private/cid` }])
  await write([{ to: id, say: say('y'), dedupe: 'said-in-group', notIn: `dingtalk/${BOT}/group/cid` }])
  await runAt(T)
  expect(outside.to(user)).toHaveLength(1)
})

test('one dedupe is one letter, whatever is written again', async ({ expect }) => {
  const { id, key } = await group()
  for (let i = 0; i < 3; i++) await write([{ group: id, say: say('x'), dedupe: 'once' }])
  await Promise.all(
    [1, 2, 3].map(() => new Store(env.DB).batch([post({ group: id, say: say('x'), dedupe: 'once' }, T)])),
  )
  await runAt(T)
  expect(outside.to(key)).toHaveLength(1)
})

test('an idle run costs one batch of three statements and reads next to nothing', async ({ expect }) => {
  const { id } = await group()
  await write(Array.from({ length: 200 }, (_, i) => ({ group: id, say: say(`n${i}`), dedupe: `${i}` })))
  await runAt(T)
  const { cost } = await runAt(T + 1000 * DAY)
  expect(cost.statements).toBeLessThanOrEqual(8)
  const idle = await runAt(T + 1001 * DAY)
  expect([idle.cost.trips, idle.cost.statements]).toEqual([1, 3])
  expect(idle.cost.rowsRead).toBeLessThan(20)
})
