import { beforeAll, describe, test } from 'vitest'
import { newMember } from '../support/members.ts'
import {
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  type Talk,
} from '../support/talk.ts'

let talk: Talk
let zhang: Speaker
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  zhang = await newMember(talk)
})

describe('what is no command', () => {
  test('talk in a group is silence, in private one short line', async ({ expect }) => {
    expect((await talk.group(zhang, '谢谢书记')).kind).toBe('empty')
    expect((await talk.group(onDingtalk('d'), '收到')).kind).toBe('empty')
    expect((await talk.private(zhang, '你好')).text).toContain('/帮助')
  })

  test('what the talk speaks of is named in the one line, as far as this person may use it', async ({
    expect,
  }) => {
    const said = async (who: Speaker, text: string) => (await talk.private(who, text)).text.split('\n')[0]
    expect(await said(zhang, '忘记签退了怎么办')).toBe(
      '我只听得懂命令，您可能要发 /签退。用法请看：/帮助 签退',
    )
    expect(await said(zhang, '查一下我的积分')).toContain('您可能要发 /我的')
    expect(await said(zhang, '我的天')).toBe('我只听得懂命令，发 /帮助 看能做什么。')
    expect(await said(zhang, '怎么审核')).toBe('我只听得懂命令，发 /帮助 看能做什么。')
    expect(await said(secretary, '怎么审核')).toContain('您可能要发 /审核')
    expect((await talk.group(zhang, '忘记签退了怎么办')).kind).toBe('empty')
  })

  test('of several commands in one message none is done, and none is lost in the words of another', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    for (const text of ['/报到\n/签退 打扫', '/报到 /签退 打扫', '签到\n签退 打扫'])
      expect((await talk.group(who, text)).text).toContain('（/报到、/签退），一条也没有办')
    expect((await talk.group(who, '/工时 2小时 打扫\n/工时 1小时 读报')).text).toContain('请分开发')
    expect((await talk.group(who, '/我的')).text).toContain('没有在值守')
    expect((await talk.group(who, '/帮助 /接单')).text).toContain('用法：/接单')
    const shown = await talk.private(secretary, '/公告 请这样发：\n/报到\n/签退 做了什么')
    expect(shown.text).toContain('公告预览')
  })

  test('a near miss keeps hours that were typed behind it, and offers no help twice', async ({ expect }) => {
    const near = await talk.private(zhang, '/工室 2小时 打扫 昨天')
    expect(near.buttons[0]?.command).toBe('/工时 2小时 打扫 昨天')
    expect((await talk.private(zhang, '/绑丁 7K2M9Q')).text).not.toContain('/绑定 7K2M9Q')
    expect((await talk.private(zhang, '/帮祝')).buttons).toHaveLength(1)
  })

  test('mentioned alone the bot shows the help card', async ({ expect }) => {
    expect((await talk.group(zhang, '')).text).toContain('您在这里可以发')
  })

  test('a near miss is named and not executed; the button runs it', async ({ expect }) => {
    const near = await talk.group(zhang, '/签倒')
    expect(near.text).toContain('签到')
    expect(near.text).toContain('没有替您执行')
    expect(near.buttons[0]?.command).toBe('/签到')
    expect((await talk.group(zhang, '/我的')).text).toContain('没有在值守')
    expect((await talk.tap(zhang, '/签到', 'task_near')).text).toContain('已报到')
    expect((await talk.group(zhang, '/完全不懂的东西')).text).toContain('没有「完全不懂的东西」这个命令')
  })

  test('a message of enormous length loses nothing and does nothing', async ({ expect }) => {
    expect((await talk.private(zhang, `/工时 2小时 ${'很'.repeat(5000)}`)).text).toContain('太长了')
  })
})

describe('numbers in private', () => {
  test('a bare number chooses from the last numbered answer', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '2')).text).toContain('没有可选的')
    const offered = await talk.private(who, '/我的')
    expect(offered.text).toContain('1 /报到')
    expect((await talk.private(who, '１')).text).toContain('已报到')
    expect((await talk.private(who, '2')).text).toContain('年工时')
    expect((await talk.private(who, '9')).text).toContain('没有可选的 9')
    expect((await talk.private(who, '/我的')).text).toContain('2 /工时')
    expect((await talk.private(who, '第二个')).text).toContain('11月工时')
    await talk.private(who, '/我的')
    expect((await talk.private(who, '选第2条。')).text).toContain('11月工时')
    expect((await talk.private(who, '2号')).text).toContain('我只听得懂命令')
  })

  test('a number in a group is talk', async ({ expect }) => {
    expect((await talk.group(zhang, '1')).kind).toBe('empty')
  })
})

describe('both scripts', () => {
  test('a person chooses traditional for themselves, names stay as typed', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/语言')).text).toContain('现在用简体')
    expect((await talk.group(who, '/語言 繁')).text).toContain('以後對您用繁體')
    const mine = await talk.group(who, '/我的')
    expect(mine.text).toContain('現在沒有在值守')
    expect(mine.text).toContain(who.name)
    expect(mine.buttons[0]).toEqual({ label: '報到', command: '/報到' })
    expect((await talk.private(who, '/語言 簡')).text).toContain('以后对您用简体')
  })

  test('a secretary chooses for the group', async ({ expect }) => {
    const who = await newMember(talk, 'dingtalk')
    const dingtalkAdmin = onDingtalk('boss-d')
    expect((await talk.group(dingtalkAdmin, '/语言 繁')).text).toContain('以後本群用繁體')
    expect((await talk.group(who, '/我的')).text).toContain('現在沒有在值守')
    expect((await talk.private(who, '/我的')).text).toContain('现在没有在值守')
    await talk.group(dingtalkAdmin, '/语言 简')
    expect((await talk.group(who, '/我的')).text).toContain('现在没有在值守')
  })
})

describe('help', () => {
  test('shows what this person may do here', async ({ expect }) => {
    expect((await talk.private(zhang, '/帮助')).text).not.toContain('/审核')
    expect((await talk.private(secretary, '？')).text).toContain('/审核')
    expect((await talk.private(admin, '/bz')).text).toContain('/绑定社区')
    expect((await talk.private(onWecom('new-one'), '/help')).text).toContain('请先登记')
  })

  test('with a name shows usage, example and aliases', async ({ expect }) => {
    const about = await talk.group(zhang, '/帮助 签退')
    expect(about.text).toContain('用法：/签退 做了什么')
    expect(about.text).toContain('例如：/签退')
    expect(about.text).toContain('/下岗')
    expect((await talk.group(zhang, '/帮助 签腿')).buttons[0]?.command).toBe('/帮助 签退')
  })

  test('no answer is longer than twelve lines', async ({ expect }) => {
    for (const who of [zhang, secretary, admin]) {
      for (const text of ['/帮助', '/我的', '/审核', '/工时', '/帮助 任命']) {
        expect((await talk.private(who, text)).text.split('\n').length).toBeLessThanOrEqual(12)
      }
    }
  })
})

describe('the private chat opened', () => {
  test('welcomes a stranger and a member, and shows what waits in the mailbox', async ({ expect }) => {
    expect((await talk.enter(onWecom('newcomer'))).text).toContain('我是红搭档')
    const who = await newMember(talk)
    expect((await talk.enter(who)).text).toContain('登记已核实')
  })
})

describe('what belongs to one person', () => {
  test('never appears in a group', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(who, '/工时 昨天 3小时 陪诊')
    await talk.group(secretary, '/通过 全部')
    const inGroup = await talk.group(who, '/我的')
    expect(inGroup.text).toContain('11月工时 3小时')
    for (const secret of ['目标', '差', '积分', '名', '待核', '私信']) {
      expect(inGroup.text.replace(who.name, '')).not.toContain(secret)
    }
    expect(inGroup.text).toContain('私聊我发 /我的')
    const inPrivate = await talk.private(who, '/我的')
    expect(inPrivate.text).toMatch(
      /2026年工时 3小时，目标 20小时[\s\S]*▇▁▁▁▁▁▁▁▁▁ 15%[\s\S]*还差 17小时[\s\S]*本单位第 \d+ 名/,
    )
  })
})
