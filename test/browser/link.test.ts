import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { faults, SIZES } from './console-window.ts'
import { simulatorWindow } from './window.ts'

/** From the chat into the console: the link opens in the same browser, on the simulator's own address. */
describe('the console’s link in Chromium', { timeout: 600_000 }, () => {
  const { opened, chat, says, speaks, privately, turnTo, chip, onPhone, fits } = simulatorWindow()
  let page: Page
  let complaints: string[]
  beforeEach(() => {
    ;({ page, complaints } = opened())
    page.setDefaultTimeout(60_000)
  })

  /** Asks for a link and opens it as people do: a tap, and another one on the page behind it. */
  const enter = async (platform: 'wecom' | 'dingtalk') => {
    await chip(platform, '/控制台').click()
    const link = chat(platform).locator('.entry.bot').last().getByRole('link')
    const [popup] = await Promise.all([page.waitForEvent('popup'), link.click()])
    popup.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    assert.equal(new URL(popup.url()).origin, new URL(page.url()).origin)
    return popup
  }

  for (const [size, viewport] of Object.entries(SIZES))
    test(`a secretary approves by a button of the page, at the width of a ${size}`, async () => {
      if (size === 'phone') await onPhone()
      const platform = size === 'phone' ? 'dingtalk' : 'wecom'
      await speaks(size === 'phone' ? '黄梅 · 西园社区' : '董建 · 南桥社区')
      if (size === 'phone') await turnTo('钉钉')
      await privately(platform)
      const popup = await enter(platform)
      await popup.setViewportSize(viewport)
      await popup.getByRole('button', { name: '进入' }).waitFor()
      await fits()
      assert.deepEqual(await faults(popup), [])
      await popup.getByRole('button', { name: '进入' }).click()
      await popup.getByRole('heading', { level: 1, name: '今日' }).waitFor()
      assert.deepEqual(await faults(popup), [])
      const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'console')
      assert.deepEqual([cookie?.httpOnly, cookie?.sameSite], [true, 'Strict'])
      await popup
        .getByRole('button', { name: /^通过 \d+/ })
        .first()
        .click()
      await popup.getByRole('status').filter({ hasText: '已通过' }).waitFor()
      await popup.close()
      await chip(platform, '/审核').click()
      await says(platform, /待审|没有/)
      assert.deepEqual(complaints, [])
    })

  test('a used link opens nothing, and says what to type', async () => {
    await speaks('王芳 · 东湖社区')
    await privately('wecom')
    const popup = await enter('wecom')
    const used = popup.url()
    await popup.getByRole('button', { name: '进入' }).click()
    await popup.getByRole('heading', { level: 1, name: '今日' }).waitFor()
    const answer = await popup.goto(used)
    assert.equal(answer?.status(), 410)
    await popup.getByText('/控制台').first().waitFor()
  })
})
