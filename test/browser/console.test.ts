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
  const { enter, say } = consoleWindow()
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
})
