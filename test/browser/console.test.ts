import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { livedIn } from './console-life.ts'
import { consoleWindow, faults, keepPicture, type Size } from './console-window.ts'

/** Each page as somebody sees it: who, its picture's name, its path, its heading. */
const pages = [
  ['huangmei', 'today', '', '今日'],
  ['huangmei', 'roster', '/roster', '值班表'],
  ['huangmei', 'orders', '/orders', '订单'],
  ['huangmei', 'orders-done', '/orders?state=done', '订单'],
  ['huangmei', 'orders-closed', '/orders?state=closed', '订单'],
  ['huangmei', 'wall', '/wall', '心愿墙'],
  ['huangmei', 'people', '/people', '人员'],
  ['huangmei', 'person', '/people/8', '人员详情'],
  ['huangmei', 'pairs', '/pairs', '搭档'],
  ['huangmei', 'month', '/month', '月报'],
  ['huangmei', 'balance', '/balance', '冷热'],
  ['huangmei', 'grades', '/grades', '评价分布'],
  ['huangmei', 'exports', '/exports', '导出'],
  ['yuanlin', 'roster-liaison', '/roster', '值班表'],
  ['yuanlin', 'registration', '/registration', '报到率'],
  ['zhoulan', 'registration-all', '/registration', '报到率'],
  ['zhoulan', 'orders-all', '/orders', '订单'],
  ['zhoulan', 'balance-all', '/balance?place=西园社区', '冷热'],
  ['zhoulan', 'grades-all', '/grades', '评价分布'],
  ['zhoulan', 'audit', '/audit', '操作记录'],
  ['zhoulan', 'settings', '/settings', '设置'],
  ['hanbing', 'me', '/me', '我的一年'],
] as const

/** No faults by axe, nothing wider than the window, nothing that the browser complains of. */
describe('the console in Chromium', { timeout: 600_000 }, () => {
  const { enter, linkOf, say } = consoleWindow()
  before(() => livedIn(say))

  for (const size of ['phone', 'desktop'] satisfies Size[]) {
    for (const who of new Set(pages.map(([who]) => who))) {
      test(`the pages of ${who} are legible and accessible at the width of a ${size}`, async () => {
        const { page, complaints } = await enter(who, size)
        for (const [, name, path, title] of pages.filter((one) => one[0] === who)) {
          await page.goto(new URL(`/console${path}`, page.url()).href)
          await page.getByRole('heading', { level: 1, name: title }).waitFor()
          assert.deepEqual(await faults(page), [], `${name} at ${size}`)
          await keepPicture(page, `${name}-${size}`)
        }
        assert.deepEqual(complaints, [])
      })
    }
  }

  test('a secretary approves what waits with one tap, and reads the bot’s answer', async () => {
    const { page, complaints } = await enter('huangmei')
    await page
      .getByRole('button', { name: /^通过 \d+/ })
      .first()
      .click()
    await page.getByRole('status').filter({ hasText: '已通过' }).waitFor()
    await page.reload()
    assert.deepEqual(complaints, [])
  })

  test('a link says whose it is before the tap, and what to do after it', async () => {
    const { page } = await enter('hanbing', 'phone')
    const link = await linkOf('hanbing')
    await page.goto(link)
    await page.getByText('您将以「韩*」的身份进入').waitFor()
    assert.deepEqual(await faults(page), [], 'the door')
    await page.getByRole('button', { name: '进入' }).click()
    await page.getByRole('heading', { level: 1, name: '我的一年' }).waitFor()
    await page.goto(link)
    await page.getByText('链接已经用过了').waitFor()
    assert.deepEqual(await faults(page), [], 'the door after the tap')
    await page.context().clearCookies()
    await page.goto(new URL('/console', link).href)
    await page.getByText('私聊机器人').waitFor()
    assert.deepEqual(await faults(page), [], 'without a session')
  })

  test('pairs, the month and the roster are printed without what is only for the screen', async () => {
    const { page } = await enter('huangmei')
    // A4 upright at 96 dots an inch, less the margins.
    await page.setViewportSize({ width: 703, height: 1000 })
    await page.emulateMedia({ media: 'print' })
    for (const path of ['pairs', 'month', 'roster', 'balance', 'grades']) {
      await page.goto(new URL(`/console/${path}`, page.url()).href)
      assert.equal(await page.locator('button:visible, nav:visible, form:visible').count(), 0, path)
      const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      assert.equal(wider, 0, `${path} is wider than the paper by ${wider}`)
      if (path === 'pairs' || path === 'month') await keepPicture(page, `${path}-print`)
    }
  })

  test('whose script is traditional reads every page in it', async () => {
    await say('huangmei', '/语言 繁')
    const { page, complaints } = await enter('huangmei', 'phone')
    for (const [, name, path] of pages.filter(([who]) => who === 'huangmei')) {
      await page.goto(new URL(`/console${path}`, page.url()).href)
      assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hant')
      assert.deepEqual(await faults(page), [], `${name} in traditional`)
      if (name === 'today') await keepPicture(page, 'today-traditional-phone')
    }
    await say('huangmei', '/语言 简')
    assert.deepEqual(complaints, [])
  })

  for (const size of ['phone', 'desktop'] satisfies Size[])
    test(`a token of the interface is made, shown once and taken back at the width of a ${size}`, async () => {
      const { page, complaints } = await enter('zhoulan', size)
      await page.goto(new URL('/console/settings', page.url()).href)
      await page.getByText('生成新令牌').click()
      await page.getByLabel('给谁用').fill('市一网通办')
      assert.deepEqual(await faults(page), [], `the form of tokens at ${size}`)
      await page.getByRole('button', { name: '生成令牌' }).click()
      await page.getByRole('heading', { level: 1, name: '令牌已生成' }).waitFor()
      assert.deepEqual(await faults(page), [], `a new token at ${size}`)
      await page.goto(new URL('/console/settings', page.url()).href)
      assert.deepEqual(await faults(page), [], `settings with a token at ${size}`)
      await page.getByRole('button', { name: /^收回/ }).first().click()
      assert.deepEqual(complaints, [])
    })
})
