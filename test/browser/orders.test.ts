import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { PHONE, simulatorWindow } from './window.ts'

/** What the resident wrote in private yesterday; see src/simulator/yesterday.ts. */
const CONTACT = '13900001111'

/** The tests tell one story of the order that yesterday left open: two places, then a waiting list, then the grade. */
describe('an order in Chromium', { timeout: 300_000 }, () => {
  const { opened, chat, newest, says, speaks, contains, privately, publicly, turnTo, type, fits } =
    simulatorWindow()
  let page: Page
  let complaints: string[]
  beforeEach(() => {
    ;({ page, complaints } = opened())
  })

  /** The card of yesterday's order in a group, as whoever speaks sees it. */
  const card = (platform: 'wecom' | 'dingtalk', text: string | RegExp = '【1号】') =>
    chat(platform)
      .locator('.entry.bot', { has: page.locator('.card') })
      .filter({ hasText: text })
      .first()
  const take = (platform: 'wecom' | 'dingtalk') =>
    card(platform).getByRole('button', { name: '接单', exact: true }).click()

  test('is taken by a tap in the WeCom group: the card changes for the tapper alone', async () => {
    // In the night the bot writes to nobody, whenever this runs.
    page.setDefaultTimeout(60_000)
    await page.getByRole('button', { name: '次日 9 点' }).click()
    await contains(page.locator('#now'), '09:00')
    await speaks('张伟 · 东湖社区')
    await contains(card('wecom'), /陪老伴去医院复查[\s\S]*还缺2人/)
    await take('wecom')
    const mine = card('wecom', /您接了 1 号/)
    await contains(mine, '已更新，只有您看到')
    await contains(mine, /1\/2 人[\s\S]*完成[\s\S]*退单/)
    await contains(chat('wecom').locator('.chips'), '/完成 1 1小时')
    await speaks('李娜 · 东湖社区')
    await contains(card('wecom').locator('.buttons'), '接单')
    assert.equal(await card('wecom', '您接了 1 号').count(), 0)
    await fits()
    assert.deepEqual(complaints, [])
  })

  test('tells the contact to who holds a place, in private and nowhere else', async () => {
    await speaks('张伟 · 东湖社区')
    await privately('dingtalk')
    await contains(chat('dingtalk').locator('.entry.pushed').last(), CONTACT)
    await privately('wecom')
    await type('wecom', '/订单 1')
    await says('wecom', CONTACT)
    await publicly('wecom')
    await publicly('dingtalk')
    for (const platform of ['wecom', 'dingtalk'] as const) {
      await card(platform, '1 号').or(card(platform)).first().waitFor()
      assert.ok(!(await chat(platform).locator('.log').textContent())?.includes(CONTACT), platform)
    }
    assert.deepEqual(complaints, [])
  })

  test('is taken by a tap on DingTalk, on a phone; who comes next waits', async () => {
    await page.setViewportSize(PHONE)
    await speaks('马红 · 东湖社区')
    await turnTo('钉钉')
    await take('dingtalk')
    await contains(chat('dingtalk').locator('.own').last(), '@红搭档 /接单 1')
    await contains(newest('dingtalk'), /您接了 1 号.*2\/2 人/)
    await fits()
    await speaks('郭涛 · 东湖社区')
    await take('dingtalk')
    await contains(newest('dingtalk'), '候补第 1 位')
    await speaks('李娜 · 东湖社区')
    await turnTo('企业微信')
    await take('wecom')
    await contains(card('wecom', '候补第 2 位'), '已更新')
    await contains(chat('wecom').locator('.chips'), '/退单 1')
    await fits()
    assert.deepEqual(complaints, [])
  })

  test('given back, its place is offered to the next in private, with a button', async () => {
    await speaks('张伟 · 东湖社区')
    await chat('wecom').getByRole('button', { name: '发送 /退单 1 临时有事' }).click()
    await contains(newest('wecom'), /已退 1 号[\s\S]*下一位候补/)
    await speaks('郭涛 · 东湖社区')
    await privately('dingtalk')
    const offered = chat('dingtalk').locator('.entry.pushed', { hasText: '轮到您了' })
    await offered.getByRole('button', { name: '接单' }).click()
    await says('dingtalk', /您接了 1 号.*2\/2 人/)
    await says('dingtalk', CONTACT)
    assert.deepEqual(complaints, [])
  })

  test('is done, graded once by the secretary, and explained by its formula', async () => {
    await speaks('马红 · 东湖社区')
    await type('dingtalk', '/完成 1 2小时 陪诊取药')
    await contains(newest('dingtalk'), '等社区核销')
    await speaks('王芳 · 东湖社区')
    await privately('dingtalk')
    const done = chat('dingtalk').locator('.entry.pushed', { hasText: '马红报 1 号' })
    await done.getByRole('button', { name: '核销：很好' }).click()
    await says('dingtalk', /已核销：很好[\s\S]*马红：2小时，积分 \d+/)
    await done.getByRole('button', { name: '核销：好' }).click()
    await says('dingtalk', '一单只评一次')
    await speaks('马红 · 东湖社区')
    await privately('wecom')
    await chat('wecom').getByRole('button', { name: '发送 /怎么算 1' }).click()
    await says('wecom', /难度 1\.\d[\s\S]*评价 1\.2[\s\S]*算法：120分钟/)
    assert.deepEqual(complaints, [])
  })

  test('answers a tap on its old card by how it stands now', async () => {
    await speaks('孙悦 · 东湖社区')
    await take('dingtalk')
    await contains(newest('dingtalk'), '办结')
    await take('wecom')
    await contains(card('wecom', '办结'), '已更新')
    assert.deepEqual(complaints, [])
  })

  test('is asked for by a resident and pushed by the secretary with two taps, also on a phone', async () => {
    await page.setViewportSize(PHONE)
    await speaks('王芳 · 东湖社区')
    await chat('wecom').getByRole('button', { name: '发送 /派单 2', exact: true }).click()
    await contains(newest('wecom'), /【2号】厨房水管漏水[\s\S]*接单/)
    await fits()
    await turnTo('钉钉')
    await contains(chat('dingtalk').locator('.entry.pushed').last(), /【2号】[\s\S]*接单/)
    await fits()
    assert.deepEqual(complaints, [])
  })
})
