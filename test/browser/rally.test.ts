import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { simulatorWindow } from './window.ts'

/** The tests tell one story: a rally for three people, widened once, ended; then war by two persons, and peace. */
describe('a rally in Chromium', { timeout: 600_000 }, () => {
  const {
    opened,
    chat,
    says,
    speaks,
    contains,
    privately,
    publicly,
    turnTo,
    type,
    chip,
    tap,
    onPhone,
    fits,
  } = simulatorWindow()
  let page: Page
  let complaints: string[]
  beforeEach(() => {
    ;({ page, complaints } = opened())
    // The clock's minutes and the queue take real time.
    page.setDefaultTimeout(60_000)
  })

  const called = /集结 特急】东湖社区：东湖堤坝渗水/

  test('the secretary calls with one tap: both groups hear, and people in private', async () => {
    await speaks('王芳 · 东湖社区')
    await chip('wecom', '/集结 东湖堤坝渗水 3人 特急').click()
    await says('wecom', called)
    await says('dingtalk', called)
    await contains(chat('wecom').locator('.chips'), '/结束集结')
    await fits()
    await speaks('张伟 · 东湖社区')
    await privately('dingtalk')
    await says('dingtalk', called)
    assert.deepEqual(complaints, [])
  })

  test('on a phone, one taps 收到 and arrives; it counts once', async () => {
    await onPhone()
    await speaks('马红 · 东湖社区')
    await turnTo('钉钉')
    await tap('dingtalk', called, '收到')
    await says('dingtalk', /马红.*第 1 位应答/)
    await tap('dingtalk', called, '收到')
    await says('dingtalk', '已经应答过')
    await chip('dingtalk', '/报到').first().click()
    await says('dingtalk', /到岗第 1 位.*应急/)
    await fits()
    await speaks('陈静 · 东湖社区')
    await turnTo('企业微信')
    await type('wecom', '收到')
    await says('wecom', /陈静.*第 2 位应答/)
    await fits()
    assert.deepEqual(complaints, [])
  })

  test('ten minutes later the silent ones stand by name before their liaison alone, and the street is called', async () => {
    const status = page.getByRole('status')
    await page.getByRole('button', { name: '+10 分钟' }).click()
    await contains(status, '现在是')
    // The call came some seconds after a minute, so its ten minutes may end with the next tick only.
    if (!(await status.textContent())?.includes('机器人主动说了')) await page.locator('[data-next]').click()
    await contains(status, '机器人主动说了')
    await onPhone()
    await speaks('袁琳 · 东湖社区')
    await turnTo('钉钉')
    assert.ok(!/张伟|李娜/.test((await chat('dingtalk').locator('.pushed').last().textContent()) ?? ''))
    await privately('dingtalk')
    await says('dingtalk', /没有应答[\s\S]*张伟[\s\S]*请打电话/)
    await fits()
    await speaks('谢兰 · 南桥社区')
    await publicly('dingtalk')
    await tap('dingtalk', called, '收到')
    await says('dingtalk', /谢兰.*第 3 位应答/)
    await chip('dingtalk', '/报到').first().click()
    await says('dingtalk', '已报到：东湖社区')
    assert.deepEqual(complaints, [])
  })

  test('the end tells the minutes of the four stages, in both scripts, also on a phone', async () => {
    await onPhone()
    await speaks('陈静 · 东湖社区')
    await turnTo('企业微信')
    await chip('wecom', '/报到').first().click()
    await says('wecom', '到岗第 3 位')
    await speaks('王芳 · 东湖社区')
    await says('wecom', '人已够')
    await privately('wecom')
    await chip('wecom', '/结束集结').click()
    await says('wecom', /集结结束：东湖社区/)
    for (const stage of ['网格发现', '社区呼叫', '分级响应', '协同处置'])
      await says('wecom', new RegExp(`${stage}.*\\d+分钟`))
    await fits()
    await type('wecom', '/语言 繁')
    await type('wecom', '/集結狀態')
    await says('wecom', /集結結束：东湖社区[\s\S]*應到/)
    await fits()
    await type('wecom', '/語言 簡')
    await says('wecom', '简')
    assert.deepEqual(complaints, [])
  })

  test('two persons make war and two make peace; the rules are as they were', async () => {
    await speaks('周岚 · 西园社区')
    const rules = async () => {
      await privately('wecom')
      const answers = chat('wecom').locator('.entry.bot').filter({ hasText: '时限特急' })
      const before = await answers.count()
      await type('wecom', '/设置 时限特急')
      await answers.nth(before).waitFor()
      return answers.nth(before).locator('.bubble').allTextContents()
    }
    const peace = await rules()
    await speaks('王芳 · 东湖社区')
    await chip('dingtalk', '/切换 战时').click()
    await says('dingtalk', '还没有切换')
    await speaks('周岚 · 西园社区')
    await privately('dingtalk')
    await tap('dingtalk', '王芳提出', '同意切换')
    await says('dingtalk', /东湖社区进入战时/)
    await speaks('王芳 · 东湖社区')
    await publicly('wecom')
    await says('wecom', /东湖社区进入战时/)
    await fits()
    await chip('wecom', '/切换 平时 东湖社区').click()
    await says('wecom', '还没有切换')
    await speaks('周岚 · 西园社区')
    await chip('dingtalk', '/切换 平时 东湖社区').click()
    await says('dingtalk', '东湖社区回到平时')
    await fits()
    assert.deepEqual(await rules(), peace)
    assert.deepEqual(complaints, [])
  })
})
