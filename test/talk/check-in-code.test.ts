import { env } from 'cloudflare:workers'
import { beforeEach, describe, test } from 'vitest'
import { newMember } from '../support/members.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

const today = at('2026-11-23 09:00')
const minutes = 60_000

let talk: Talk
let ready: Promise<Talk> | undefined
beforeEach(async () => {
  ready ??= settledTalk(today)
  talk = await ready
  talk.now = today
})

const codeIn = (text: string): string => /签到码：(\d{4})/.exec(text)?.[1] ?? 'none'
const codeToday = async () => codeIn((await talk.private(secretary, '/签到码')).text)
/** A code that is neither today's nor yesterday's. */
const wrong = (...right: string[]) => ['1111', '2222', '3333'].find((code) => !right.includes(code)) ?? ''
const running = async (who: Speaker) =>
  env.DB.prepare(
    'select count(*) as n from duty where ended_at is null and person_id = (select person_id from identity where user_id = ?)',
  )
    .bind(who.id)
    .first('n')

describe('before a community wants a code', () => {
  test('none is asked for, and a typed one is ignored', async ({ expect }) => {
    expect((await talk.private(secretary, '/签到码')).text).toContain('没有用签到码')
    expect((await talk.private(secretary, '/签到码 关')).text).toContain('没有用签到码')
    expect((await talk.group(await newMember(talk), '/报到')).text).toContain('已报到')
    expect((await talk.group(await newMember(talk), '/签到 7391')).text).toContain('已报到')
  })
})

describe('the code of the day', () => {
  test('is switched on by the secretary, who alone learns it', async ({ expect }) => {
    expect((await talk.group(await newMember(talk), '/签到码')).text).toContain('由')
    const on = await talk.group(secretary, '/签到码 开')
    expect(on.text).toContain('已打开：东湖社区报到从现在起要输签到码')
    expect(on.text).toContain('已私下发给您')
    expect(codeIn(on.text)).toBe('none')
    const mail = await talk.private(secretary, '/我的')
    expect(codeIn(mail.text)).toMatch(/^\d{4}$/)
    expect(await codeToday()).toBe(codeIn(mail.text))
    expect((await talk.private(secretary, '/签到码 开')).text).toContain('早已打开')
    const asked = await talk.group(secretary, '/签到码')
    expect(asked.text).toContain('已私下发给您')
    expect(asked.text).not.toContain(await codeToday())
    const acts = await env.DB.prepare("select count(*) as n from audit where action = 'code.on'").first('n')
    expect(acts).toBe(1)
  })

  test('starts the duty, in the group and in private, with or without words behind it', async ({
    expect,
  }) => {
    const code = await codeToday()
    const [first, second] = [await newMember(talk), await newMember(talk, 'dingtalk')]
    expect((await talk.group(first, `/签到 ${code}`)).text).toContain('已报到：东湖社区')
    expect((await talk.private(second, `/报到 ${code} 带了两个新同事`)).text).toContain('已报到：东湖社区')
    talk.now += 5 * minutes
    expect((await talk.group(first, `/签到 ${code}`)).text).toContain('您已在东湖社区值守')
    expect((await talk.group(first, '/签到')).text).toContain('您已在东湖社区值守')
  })

  test('is asked for when it is missing or wrong', async ({ expect }) => {
    const code = await codeToday()
    const who = await newMember(talk)
    const missing = await talk.group(who, '/报到')
    expect(missing.text).toContain('东湖社区报到要输签到码')
    expect(missing.text).toContain('/报到 7391')
    expect((await talk.private(who, '/报到 居委会门口')).text).toContain('要输签到码')
    expect((await talk.group(who, `/报到 ${wrong(code)}`)).text).toContain('签到码不对')
    expect(await running(who)).toBe(0)
  })

  test('has expired the next day', async ({ expect }) => {
    const yesterday = await codeToday()
    talk.now = at('2026-11-24 08:00')
    const who = await newMember(talk)
    expect((await talk.group(who, `/报到 ${yesterday}`)).text).toContain('签到码已过期')
    const code = await codeToday()
    expect(code).not.toBe(yesterday)
    expect((await talk.group(who, `/报到 ${code}`)).text).toContain('已报到')
  })

  test('of another community is wrong; its secretary sees only the own', async ({ expect }) => {
    const west = new Talk(talk.now, 'west')
    const xi = onWecom('xi')
    await west.group(admin, '/绑定社区 西园社区')
    await west.group(xi, '/登记 奚书记 西园社区')
    await west.group(admin, '/任命 @奚书记 书记')
    await west.group(xi, '/签到码 开')
    const code = codeIn((await west.private(xi, '/签到码')).text)
    expect(code).not.toBe(await codeToday())
    expect((await talk.group(await newMember(talk), `/报到 ${code}`)).text).toContain('签到码不对')
    expect((await west.private(xi, '/签到码 东湖社区')).text).toContain('不是您负责的社区')
    expect((await talk.group(xi, '/签到码')).text).toContain('不是您负责的社区')
    expect((await talk.private(admin, '/签到码')).text).toContain('看不出是哪个社区')
    expect(codeIn((await talk.private(admin, '/签到码 西园社区')).text)).toBe(code)
    expect((await talk.private(admin, '/签到码 北山社区')).text).toContain('没有「北山社区」')
  })
})

describe('guessing', () => {
  test('ends after five wrong codes for ten minutes, and then even the right one is not looked at', async ({
    expect,
  }) => {
    const code = await codeToday()
    const who = await newMember(talk)
    for (const left of [4, 3, 2, 1, 0]) {
      const answer = await talk.group(who, `/报到 ${wrong(code)}`)
      expect(answer.text).toContain(`还可以试 ${left} 次`)
      talk.now += minutes
    }
    for (const text of [`/报到 ${wrong(code)}`, `/报到 ${code}`]) {
      const answer = await talk.group(who, text)
      expect(answer.text).toContain('签到码错了 5 次，没有报到')
    }
    expect(await running(who)).toBe(0)
    expect((await talk.group(await newMember(talk), `/报到 ${code}`)).text).toContain('已报到')
    talk.now = today + 11 * minutes
    expect((await talk.group(who, `/报到 ${code}`)).text).toContain('已报到')
  })

  test('in a crowd of messages brings no more than five tries', async ({ expect }) => {
    const code = await codeToday()
    const who = await newMember(talk)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => talk.private(who, `/报到 ${wrong(code)}`)),
    )
    expect(answers.filter(({ text }) => text.includes('签到码不对'))).toHaveLength(5)
    expect(answers.filter(({ text }) => text.includes('错了 5 次'))).toHaveLength(15)
    const tries = await env.DB.prepare(
      'select count(*) as n from wrong_code where person_id = (select person_id from identity where user_id = ?)',
    )
      .bind(who.id)
      .first('n')
    expect(tries).toBe(5)
    expect((await talk.private(who, `/报到 ${code}`)).text).toContain('错了 5 次')
  })
})

describe('switching off', () => {
  test('lets everybody check in without a code; the next time the codes are new', async ({ expect }) => {
    const before = await env.DB.prepare(
      "select check_in_seed as seed from community where name = '东湖社区'",
    ).first('seed')
    expect((await talk.group(secretary, '/签到码 关')).text).toContain('已关闭')
    expect((await talk.group(secretary, '/签到码 关')).text).toContain('没有用签到码')
    expect((await talk.group(await newMember(talk), '/报到')).text).toContain('已报到')
    const on = await talk.private(secretary, '/签到码 开')
    expect(codeIn(on.text)).toMatch(/^\d{4}$/)
    const after = await env.DB.prepare(
      "select check_in_seed as seed from community where name = '东湖社区'",
    ).first('seed')
    expect(after).toMatch(/^[0-9a-f]{32}$/)
    expect(after).not.toBe(before)
  })
})
