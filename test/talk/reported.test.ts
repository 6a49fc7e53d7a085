import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { dingtalkRequest, dingtalkRichText, readDingtalk } from '../support/dingtalk.ts'
import { entryIn, newMember } from '../support/members.ts'
import { admin, at, onWecom, secretary, send, settledTalk, type Talk } from '../support/talk.ts'
import { readWecom, wecomRequest, wecomText } from '../support/wecom.ts'

/** What people really ran into, each as it was said. */
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
})

describe('nobody gets stuck', () => {
  test('a registration refused during a duty does not keep the duty open, and can be mended', async ({
    expect,
  }) => {
    const who = onWecom('sun')
    await talk.group(who, '/登记 孙二 市财政局')
    await talk.group(who, '/报到')
    await talk.group(secretary, '/驳回 孙二 姓名不对')
    talk.now += 40 * 60_000
    const out = await talk.group(who, '/签退 扫楼道')
    expect(out.text).toMatch(/已签退[\s\S]*已记 T\d+/)
    expect((await talk.group(secretary, '/通过 孙二')).text).toContain('已核实 1 人：孙二')
    expect((await talk.group(secretary, `/通过 ${entryIn(out.text)}`)).text).toContain('已通过 1 条')
  })

  test('a word on the outcome can be added whenever', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(who, '/报到')
    talk.now += 60 * 60_000
    await talk.group(who, '/签退')
    talk.now += 40 * 24 * 60 * 60_000
    expect((await talk.group(who, '/签退 给老人读报')).text).toContain('已补上')
    talk.now = at('2026-11-23 12:00')
  })
})

describe('undo', () => {
  test('keeps to the order in which things were said, and to the number that was named', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    await talk.group(who, '/报到')
    const hours = entryIn((await talk.group(who, '/工时 1小时 甲事')).text)
    expect((await talk.group(who, '/撤销')).text).toContain(`已撤销 T${hours}`)
    expect((await talk.group(who, '/撤销')).text).toContain('已取消')
    const first = entryIn((await talk.group(who, '/工时 1小时 乙事')).text)
    await talk.group(who, '/工时 1小时 丙事')
    expect((await talk.group(who, `/撤销 T${first}`)).text).toContain(`已撤销 T${first}`)
    expect((await talk.group(who, '/撤销 T9999')).text).toContain('T9999 不是您')
  })
})

describe('nothing is guessed', () => {
  test('all but one is not all', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(who, '/工时 1小时 打扫')
    expect((await talk.group(secretary, `/通过 全部 除了${who.name}`)).text).toContain('没有处理任何一条')
    expect((await talk.private(who, '/我的')).text).toContain('待核 1 条')
  })

  test('odd lengths are asked back', async ({ expect }) => {
    const who = await newMember(talk)
    for (const text of ['.5h 打扫', '-2小时 打扫', '1,5小时 打扫', '1e3小时 打扫']) {
      expect([text, (await talk.group(who, `/工时 ${text}`)).text]).toEqual([
        text,
        expect.not.stringContaining('已记'),
      ])
    }
    expect((await talk.group(who, '/工时 11.3 2小时 打扫')).text).toContain('11月3日')
  })

  test('two people are not appointed at once', async ({ expect }) => {
    const [one, two] = [await newMember(talk), await newMember(talk)]
    expect((await talk.group(admin, `/任命 @${one.name} @${two.name} 书记`)).text).toContain(
      '一次只能任命一位',
    )
    expect(await env.DB.prepare("select count(*) as n from role where role = 'secretary'").first('n')).toBe(1)
    expect((await talk.group(admin, '/任命 @李书记 书记')).text).toContain('已经是书记（东湖社区）')
  })

  test('what is nobody’s name is not registered', async ({ expect }) => {
    expect((await talk.group(onWecom('r1'), '/登记 姓名 单位')).text).toContain('不是姓名')
    expect((await talk.group(onWecom('r1'), '/登记 市教育局 王小强')).text).toContain('不是姓名')
    expect((await talk.group(onWecom('r1'), '/登记 王十八 市教育局 东湖社区 第三网格')).text).toMatch(
      /王十八，市教育局，东湖社区[\s\S]*网格：第三网格/,
    )
  })
})

describe('as people speak and type', () => {
  test('commas and full stops of a voice message, doubled slashes', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '工时，两小时，打扫卫生。')).text).toContain('2小时，待核')
    expect((await talk.private(who, '/、我的')).text).toContain('年工时')
    expect((await talk.group(who, '//我的')).text).toContain('私聊我发')
    expect((await talk.group(who, '签退，忘了怎么办')).kind).toBe('empty')
    expect((await talk.group(onWecom('voice'), '登记，赵三，市财政局。')).text).toContain('赵三，市财政局')
  })

  test('a name of the bot that has spaces, where the deployment says so', async ({ expect }) => {
    const who = await newMember(talk)
    const say = async (over: Partial<Env>) => {
      const text = '@红搭档 小助手 签到'
      const message = wecomText({ from: who.id, chat: talk.wecomGroup, text, mention: '' })
      return readWecom(await send(wecomRequest({ message, now: talk.now }), over))
    }
    expect((await say({})).kind).toBe('empty')
    expect((await say({ BOT_NAMES: '红搭档 小助手,Hong Dadang' })).text).toContain('已报到')
  })

  test('a mention that is a piece of its own ends there', async ({ expect }) => {
    const message = dingtalkRichText({ from: 'rich', chat: talk.dingtalkGroup, items: ['@红搭档', '签到'] })
    const answer = await readDingtalk(await send(dingtalkRequest({ message, now: talk.now })))
    expect(answer.text).toContain('还没有登记')
  })

  test('a slip is shown as it was typed, in the script of the reader', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/语言 繁')
    const near = await talk.private(who, '/簽倒')
    expect(near.text).toContain('「簽倒」')
    expect(near.text).toContain('/簽到')
    expect((await talk.private(who, '/幫助 簽退')).text).toContain('/下崗')
    expect((await talk.private(who, '/語言')).text).toContain('/語言 簡')
    expect((await talk.private(who, '①')).text).toContain('以后对您用简体')
  })

  test('the group hears that somebody has a message, not who or what', async ({ expect }) => {
    const who = await newMember(talk)
    const number = entryIn((await talk.group(who, '/工时 1小时 打扫')).text)
    const no = await talk.group(secretary, `/驳回 ${number} 时间不对`)
    expect(no.text).toContain('有 1 位同志有私信，请私聊我')
    expect(no.text).not.toContain(who.name)
  })
})
