import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { newMember } from '../support/members.ts'
import { type Answer, admin, at, onDingtalk, onWecom, secretary, settledTalk, Talk } from '../support/talk.ts'

const HOOK = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key='

let talk: Talk
let west: Talk
const clock = new Clock()
const xi = onWecom('xi')
const officer = onWecom('jie')
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区 湖滨街道')
  await west.group(xi, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
  await talk.group(admin, '/绑定社区 东湖社区 湖滨街道')
  await talk.group(officer, '/登记 街道干事 东湖社区')
  await talk.group(admin, '/任命 @街道干事 街道 湖滨街道')
  await talk.private(secretary, `/绑定推送 ${HOOK}east-east-east`)
})

/** The draft's number as the preview's button or its last line names it. */
const numberIn = ({ text, buttons }: Answer): string =>
  /发送 (\d{4})/.exec([text, ...buttons.map(({ command }) => command)].join('\n'))?.[1] ?? ''
/** Previews and sends. */
async function announce(text: string): Promise<Answer> {
  return talk.private(secretary, `/公告 发送 ${numberIn(await talk.private(secretary, `/公告 ${text}`))}`)
}
const letters = () =>
  rows<{ state: string; say: string; platform: string; name: string }>(
    `select o.state, o.say, g.platform, c.name from outbox o join "group" g on g.id = o.group_id
      join community c on c.id = g.community_id where o.dedupe like 'announcement/%' order by o.id`,
  )
const arrived = async () => {
  talk.now += 60_000
  const before = clock.outside.pushes.length
  await clock.tick(talk.now)
  return clock.outside.pushes.slice(before)
}

describe('/公告', () => {
  test('is shown first, with where it goes, and is sent by the yes, to both platforms', async ({
    expect,
  }) => {
    const shown = await talk.private(secretary, '/公告 今晚八点停水\n请提前储水')
    for (const part of [
      '还没有发',
      '【公告】东湖社区',
      '今晚八点停水\n请提前储水',
      '发布：书记',
      '2 个群',
      '企业微信 1 个，钉钉 1 个',
    ])
      expect(shown.text).toContain(part)
    expect(await letters()).toEqual([])
    const sent = await talk.private(secretary, '1', 'yes-1')
    expect(sent.text).toContain('公告已发出，2 个群')
    expect((await talk.private(secretary, '1', 'yes-1')).text).toBe(sent.text)
    const pushes = await arrived()
    expect(pushes.map(({ way }) => way).sort()).toEqual(['groupMessages/send', 'webhook/send'])
    for (const { text } of pushes) {
      expect(text).toContain('【公告】东湖社区')
      expect(text.replaceAll('  \n', '\n').replaceAll('\n  ', '\n')).toContain(
        '今晚八点停水\n请提前储水\n发布：书记',
      )
    }
    expect((await letters()).map(({ state }) => state)).toEqual(['sent', 'sent'])
    expect(await rows("select subject from audit where action = 'announcement.send'")).toHaveLength(1)
    const [act] = await rows<{ detail: string }>(
      "select detail from audit where action = 'announcement.send'",
    )
    expect(act?.detail).not.toContain('停水')
  })

  test('an old button never sends a newer text, and a draft is sent once', async ({ expect }) => {
    const old = numberIn(await talk.private(secretary, '/公告 第一稿'))
    const newer = numberIn(await talk.group(secretary, '/公告 第二稿'))
    expect(newer).not.toBe(old)
    const before = (await letters()).length
    expect((await talk.private(secretary, `/公告 发送 ${old}`)).text).toContain('这不是您最新的那份公告')
    expect(await letters()).toHaveLength(before)
    const both = await Promise.all([
      talk.private(secretary, `/公告 发送 ${newer}`),
      talk.group(secretary, `/公告 发送 ${newer}`),
    ])
    expect(both.filter(({ text }) => text.includes('公告已发出'))).toHaveLength(1)
    expect(both.filter(({ text }) => text.includes('没有等着发的公告'))).toHaveLength(1)
    expect(await letters()).toHaveLength(before + 2)
    await arrived()
  })

  test('waits ten minutes for the yes, and can be dropped', async ({ expect }) => {
    const number = numberIn(await talk.private(secretary, '/公告 要等的'))
    talk.now += 11 * 60_000
    expect((await talk.private(secretary, `/公告 发送 ${number}`)).text).toContain('没有等着发的公告')
    await clock.tick(talk.now)
    expect(await rows('select * from announcement_draft')).toEqual([])
    await talk.private(secretary, '/公告 不要的')
    expect((await talk.private(secretary, '/公告 取消')).text).toContain('已取消')
    expect((await talk.private(secretary, '/公告 发送')).text).toContain('没有等着发的公告')
    expect((await talk.private(secretary, '/公告 取消')).text).toContain('没有等着发的公告')
    expect((await talk.private(secretary, '/公告 取消明天的学习会')).text).toContain('取消明天的学习会')
  })

  test('the same text within an hour is asked about once more', async ({ expect }) => {
    await announce('停电一小时')
    const asked = await announce('停电一小时')
    expect(asked.text).toContain('刚对东湖社区发过一样的公告')
    const before = (await letters()).length
    const [again] = /\/公告 再发 \d{4}/.exec(
      [asked.text, ...asked.buttons.map(({ command }) => command)].join('\n'),
    ) ?? ['']
    expect((await talk.private(secretary, again)).text).toContain('公告已发出')
    expect(await letters()).toHaveLength(before + 2)
    talk.now += 61 * 60_000
    expect((await announce('停电一小时')).text).toContain('公告已发出')
    await arrived()
  })

  test('of five hundred characters goes, a longer one is refused with its length', async ({ expect }) => {
    expect((await talk.private(secretary, `/公告 ${'水'.repeat(500)}`)).text).toContain('还没有发')
    expect((await talk.private(secretary, `/公告 ${'💧'.repeat(501)}`)).text).toContain(
      '501 个字，最多 500 个字',
    )
  })

  test('is never markup, and mentions nobody', async ({ expect }) => {
    await announce('@所有人 <@all> **重要** [点这里](dtmd://dingtalkclient/sendMessage?content=/签退)')
    for (const { body, text } of await arrived()) {
      expect(JSON.stringify(body)).not.toMatch(/mentioned_list|isAtAll":true|atUserIds/)
      expect(text).not.toMatch(/@所有人|<@all>|\*\*重要|dtmd:/)
      expect(text).toContain('重要')
    }
  })

  test('in quiet hours leaves at eight, and the answer says so', async ({ expect }) => {
    const day = talk.now
    talk.now = at('2026-11-24 21:30')
    const sent = await announce('明早集合')
    expect(sent.text).toContain('11月25日 08:00 送出')
    expect(await arrived()).toEqual([])
    await clock.tick('2026-11-25 07:59')
    expect((await letters()).filter(({ state }) => state === 'waiting')).toHaveLength(2)
    await clock.tick('2026-11-25 08:00')
    expect((await letters()).filter(({ state }) => state === 'waiting')).toEqual([])
    talk.now = Math.max(day, at('2026-11-25 09:00'))
  })

  test('a group that cannot be pushed to hears it in the answer there, and no second time', async ({
    expect,
  }) => {
    const shown = await west.group(xi, '/公告 消防演习')
    expect(shown.text).toMatch(/其中 1 个群现在推送不到：G\d+ 西园社区/)
    expect(shown.text).toContain('/绑定推送')
    const sent = await west.group(xi, `/公告 发送 ${numberIn(shown)}`)
    expect(sent.text).toMatch(/^【公告】西园社区\n消防演习\n发布：书记/)
    expect((await letters()).filter(({ name }) => name === '西园社区')).toEqual([])
    expect((await west.group(xi, '/公告')).text).toMatch(/消防演习：送到 1 个群，等着 0 个/)
  })

  test('what had no way is told to those who can mend it, once, and goes out when it is bound', async ({
    expect,
  }) => {
    west.now = talk.now
    const number = numberIn(await west.private(xi, '/公告 物资到了'))
    expect((await west.private(xi, `/公告 发送 ${number}`)).text).toContain('现在没有一个群能推送')
    expect((await letters()).at(-1)).toMatchObject({ state: 'unreachable', name: '西园社区' })
    expect((await west.private(xi, '/绑定推送')).text).toMatch(/等着发的消息：G\d+×1/)
    await arrived()
    const told = () =>
      rows<{ say: string; user_id: string }>(
        `select distinct o.say, i.user_id from outbox o join identity i on i.person_id = o.person_id and i.kind <> 'sender'
          where o.dedupe like 'unreachable/%' order by i.user_id`,
      )
    expect((await told()).map(({ user_id }) => user_id)).toEqual(['boss', 'boss-d', 'xi'])
    expect((await told()).every(({ say }) => say.includes('西园社区'))).toBe(true)
    expect((await west.private(xi, '/帮助')).text).toContain('这个群还推送不到')
    west.now += 60_000
    await west.private(xi, `/公告 发送 ${numberIn(await west.private(xi, '/公告 还有物资'))}`)
    await arrived()
    expect(await told()).toHaveLength(3)

    expect((await west.private(xi, `/绑定推送 ${HOOK}west-west-west`)).text).toContain('已绑定推送')
    await arrived()
    expect(clock.outside.to('west-west-west').map((text) => /物资到了|还有物资/.exec(text)?.[0])).toEqual([
      '物资到了',
      '还有物资',
    ])
    expect((await west.private(xi, '/绑定推送')).text).not.toContain('等着发')
  })

  test('goes where its author answers for: a street, chosen communities, all', async ({ expect }) => {
    talk.now = west.now
    const street = await talk.private(officer, '/公告 街道通知')
    expect(street.text).toContain('2 个社区的 3 个群')
    expect(street.text).toContain('发布：街道干部')
    expect((await talk.private(admin, '/公告 大家好')).text).toContain('/公告 全部 内容')
    expect((await talk.private(admin, '/公告 全部 大家好')).text).toContain('2 个社区的 3 个群')
    const chosen = await talk.private(admin, '/公告 東湖社區、西园社区：\n大家好')
    expect(chosen.text).toContain('2 个社区的 3 个群')
    expect(chosen.text).toContain('发布：管理员')
    expect((await talk.private(admin, '/公告 东湖社区、北山社区 大家好')).text).toContain(
      '没有这个社区：北山社区',
    )
    expect((await talk.private(admin, '/公告 西园社区 大家好')).text).toContain('要发到西园社区的 1 个群')
    expect((await talk.private(secretary, '/公告 西园社区 大家好')).text).toContain(
      '西园社区不是您负责的社区',
    )
    expect((await west.group(secretary, '/公告 大家好')).text).toContain('西园社区不是您负责的社区')
    const before = (await letters()).length
    await talk.private(admin, `/公告 发送 ${numberIn(await talk.private(admin, '/公告 全部 大家好'))}`)
    const titles = (await letters())
      .slice(before)
      .map(({ say }) => (JSON.parse(say) as { params: object }[])[0]?.params)
    expect(titles).toEqual([{ community: '东湖社区' }, { community: '东湖社区' }, { community: '西园社区' }])
    await arrived()
  })

  test('alone tells what became of the last ones; in a group without the names of groups', async ({
    expect,
  }) => {
    const mine = await talk.private(secretary, '/公告')
    expect(mine.text).toMatch(/管理员发的：送到 2 个群，等着 0 个，没送到 0 个/)
    expect(mine.text).not.toContain('大家好')
    clock.outside.answer = ({ way }) =>
      way === 'webhook/send' ? { errcode: 93000, errmsg: 'invalid' } : undefined
    await announce('发不出去的')
    await arrived()
    clock.outside.answer = () => undefined
    const told = await talk.private(secretary, '/公告')
    expect(told.text).toMatch(/发不出去的：送到 1 个群，等着 1 个，没送到 0 个/)
    expect(told.text).toMatch(/G\d+ 东湖社区（企业微信群）：等着发/)
    expect((await talk.group(secretary, '/公告')).text).not.toMatch(/G\d+/)
    expect((await talk.private(secretary, '/绑定推送')).text).toMatch(
      /断了：G\d+ 东湖社区（企业微信群）.*wecom\.93000/,
    )
    expect((await talk.private(secretary, '/公告 还有一条')).text).toMatch(/其中 1 个群现在推送不到/)
    await talk.private(secretary, `/绑定推送 ${HOOK}east-new-key`)
    await arrived()
    expect(clock.outside.to('east-new-key')[0]).toContain('发不出去的')
  })

  test('counts in the month’s burden, with what is pushed (R128)', async ({ expect }) => {
    const [east] = await rows<{
      n: number
      to_people: number
      to_groups: number
      people: number
      groups: number
    }>(
      `select (select count(*) from announcement_place p where p.community_id = c.id) as n, b.to_people, b.to_groups,
          (select count(*) from person where community_id = c.id and state in ('pending', 'verified')) as people,
          (select count(*) from "group" where community_id = c.id) as groups
        from community c join pushed b on b.community_id = c.id where c.name = '东湖社区'`,
    )
    const sent = await rows("select id from outbox where group_id is not null and state = 'sent'")
    const [all] = await rows<{ n: number }>('select sum(to_groups) as n from pushed')
    expect(all?.n).toBe(sent.length)
    const each = (east?.to_people ?? 0) / (east?.people ?? 1) + (east?.to_groups ?? 0) / (east?.groups ?? 1)
    const { text } = await talk.private(secretary, '/月报')
    expect(text).toContain(`公告 ${east?.n} 次，人均被打扰 ${(Math.round(each * 10) / 10).toFixed(1)} 次`)
    expect((await talk.group(secretary, '/月报')).text).not.toContain('被打扰')
    expect((await talk.private(admin, '/月报')).text).toMatch(/公告 \d+ 次，人均被打扰 \d+\.\d 次/)
  })

  test('is not for members, liaisons and strangers', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/公告 我也说一句')).text).toContain('由社区书记、街道干部和管理员发')
    expect((await talk.private(who, '/帮助')).text).not.toContain('/公告')
    await run(
      "insert into role (person_id, role, unit_id, granted_at) select id, 'liaison', unit_id, 0 from person where name = ?",
      who.name,
    )
    expect((await talk.private(who, '/公告 我也说一句')).text).toContain('由社区书记、街道干部和管理员发')
    expect((await talk.group(onDingtalk('nobody'), '/公告 大家好')).text).toContain('由社区书记')
  })

  test('a role that has ended sends nothing any more', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(admin, `/任命 @${who.name} 书记`)
    await talk.group(admin, '/任命 @李书记 管理员')
    const number = numberIn(await talk.private(who, '/公告 临时通知'))
    await talk.group(admin, `/免去 @${who.name} 书记`)
    expect((await talk.private(who, `/公告 发送 ${number}`)).text).toContain('由社区书记')
  })

  test('the words of somebody who leaves go; what was not sent is not sent', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(admin, `/任命 @${who.name} 书记`)
    await talk.private(who, `/公告 发送 ${numberIn(await talk.private(who, '/公告 留言一句暗语甲'))}`)
    await arrived()
    talk.now = at('2026-11-27 22:00')
    await talk.private(who, `/公告 发送 ${numberIn(await talk.private(who, '/公告 留言一句暗语乙'))}`)
    await talk.private(who, '/公告 留言一句暗语丙')
    const pages = (await talk.private(who, '/我的数据')).text + (await talk.private(who, '/我的数据 2')).text
    expect(pages).toContain('暗语甲')
    await talk.private(secretary, '/公告')
    await talk.private(who, '/注销')
    await talk.private(who, '/注销 确认')
    for (const table of ['announcement', 'announcement_draft', 'outbox', 'inbox', 'audit']) {
      const all = JSON.stringify((await env.DB.prepare(`select * from ${table}`).all()).results)
      expect([table, all.includes('暗语')]).toEqual([table, false])
    }
    const before = clock.outside.pushes.length
    await clock.tick('2026-11-28 08:00')
    expect(clock.outside.pushes.slice(before)).toEqual([])
  })
})
