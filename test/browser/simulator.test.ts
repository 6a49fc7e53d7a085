import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { barriers } from './accessible.ts'
import { launchChromium, type Program, startProgram } from './program.ts'

const SCREENSHOT = fileURLToPath(new URL('../../docs/images/simulator.png', import.meta.url))
const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

/** One program for all; the tests tell one story, each with people of its own. */
describe('the simulator in Chromium', { timeout: 180_000 }, () => {
  let program: Program
  let browser: Browser
  let page: Page
  let complaints: string[]

  before(async () => {
    browser = await launchChromium()
    program = await startProgram()
  })
  after(async () => {
    await browser?.close()
    if (program) assert.equal(await program.stop(), 0, 'Ctrl-C ends it cleanly')
  })
  beforeEach(async () => {
    await page?.close()
    page = await browser.newPage({ viewport: DESKTOP, timezoneId: 'Europe/Berlin' })
    page.setDefaultTimeout(10_000)
    complaints = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(program.address)) complaints.push(`asks ${request.url()}`)
    })
    await page.goto(program.address)
    await page.locator('body[data-ready]').waitFor()
  })

  const chat = (platform: 'wecom' | 'dingtalk') => page.locator(`.chat.${platform}`)
  const newest = (platform: 'wecom' | 'dingtalk') => chat(platform).locator('.entry').last()
  const speaks = (name: string) => page.getByLabel('人员').selectOption({ label: name })
  const contains = (where: Locator, text: string | RegExp) => where.filter({ hasText: text }).waitFor()
  const privately = (platform: 'wecom' | 'dingtalk') =>
    chat(platform).getByRole('radio', { name: '私聊' }).check()
  const type = async (platform: 'wecom' | 'dingtalk', text: string) => {
    const box = chat(platform).getByRole('textbox', { name: '消息' })
    await box.fill(text)
    await box.press('Enter')
  }

  test('says a command in a WeCom group, sees the reply, and taps a button that changes the card for the tapper alone', async () => {
    await speaks('张伟 · 东湖社区')
    await type('wecom', '/报到')
    await contains(newest('wecom'), /已报到.*东湖社区/)
    const card = newest('wecom')
    await card.getByRole('button', { name: '签退' }).click()
    await contains(newest('wecom'), '已签退')
    await speaks('李娜 · 东湖社区')
    await contains(newest('wecom'), /已报到.*东湖社区/)
    await newest('wecom').getByText('原始回复').click()
    await contains(newest('wecom').locator('pre'), '"template_card"')
    assert.deepEqual(complaints, [])
  })

  test('switches person and platform; a DingTalk button says its command for whoever taps it', async () => {
    await speaks('马红 · 东湖社区')
    await chat('dingtalk').getByRole('button', { name: '发送 /报到' }).click()
    await contains(newest('dingtalk'), /已报到.*东湖社区/)
    await newest('dingtalk').getByRole('button', { name: '我的' }).click()
    await contains(chat('dingtalk').locator('.own').last(), '@红搭档 /我的')
    await contains(newest('dingtalk'), /马红.*工时/)
    await speaks('韩冰 · 西园社区')
    await contains(chat('dingtalk').getByRole('heading', { level: 2 }), '西园社区双报到群')
    assert.deepEqual(complaints, [])
  })

  test('a secretary opens a private chat, reviews what yesterday left, and approves it', async () => {
    await speaks('黄梅 · 西园社区')
    await chat('wecom').getByRole('radio', { name: '私聊' }).check()
    await contains(newest('wecom'), /\/审核/)
    await type('wecom', '/审核')
    await contains(newest('wecom'), /韩冰.*反诈宣传/)
    await type('wecom', '/通过 全部')
    await contains(newest('wecom'), '已通过')
    assert.deepEqual(complaints, [])
  })

  test('shows that a private message waits, on both accounts, until it was read on one', async () => {
    await speaks('王芳 · 东湖社区')
    const letters = page.locator('.letters', { hasText: '1 封私信在等' })
    await letters.nth(1).waitFor()
    await privately('wecom')
    await contains(newest('wecom'), /市财政局申请到东湖社区报到/)
    await letters.first().waitFor({ state: 'detached' })
    await type('wecom', '/通过 市财政局')
    await contains(newest('wecom'), '已确认单位报到')
    assert.deepEqual(complaints, [])
  })

  test('joins a second account, and then both are one person', async () => {
    await speaks('刘洋 · 东湖社区')
    await privately('wecom')
    await chat('wecom').getByRole('button', { name: '发送 /绑定', exact: true }).click()
    await contains(newest('wecom'), '绑定码：')
    const [, code] = /绑定码：(\w{6})/.exec((await newest('wecom').textContent()) ?? '') ?? []
    await privately('dingtalk')
    await type('dingtalk', '/我的')
    await contains(newest('dingtalk'), '还没有登记')
    await type('dingtalk', `/绑定 ${code}`)
    await contains(newest('dingtalk'), '两个账号现在都是刘洋')
    await chat('dingtalk').getByRole('radio', { name: '群聊' }).check()
    await type('dingtalk', '/报到')
    await contains(newest('dingtalk'), '已报到')
    await chat('wecom').getByRole('radio', { name: '群聊' }).check()
    await type('wecom', '/签退 帮厨')
    await contains(newest('wecom'), '已签退')
    assert.deepEqual(complaints, [])
  })

  test('a phone has the private chats of both accounts, and what waits there', async () => {
    await page.setViewportSize(PHONE)
    await speaks('袁琳 · 东湖社区')
    await chat('wecom').getByText('1 封私信在等').waitFor()
    await page.getByRole('radio', { name: '钉钉' }).check()
    await chat('dingtalk').getByText('1 封私信在等').waitFor()
    assert.deepEqual(await barriers(page), [])
    await privately('dingtalk')
    await chat('dingtalk').getByRole('button', { name: '发送 /单位报到', exact: true }).click()
    await contains(newest('dingtalk'), '市财政局到东湖社区的报到已确认')
    await chat('dingtalk').getByText('封私信在等').waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: '企业微信' }).check()
    assert.equal(await chat('wecom').locator('.letters').textContent(), '')
    await privately('wecom')
    await type('wecom', '/报到率')
    await contains(newest('wecom'), '市财政局')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.equal(wide, 0)
    assert.deepEqual(await barriers(page), [])
    assert.deepEqual(complaints, [])
  })

  test('the same message delivered twice gets the very same answer', async () => {
    await speaks('赵磊 · 东湖社区')
    await type('wecom', '/工时 1小时 今天 巡逻')
    await contains(newest('wecom'), '已记')
    const own = chat('wecom').locator('.own').last()
    await own.getByText('原始回调').click()
    await own.getByRole('button', { name: '平台再投递一次' }).click()
    await contains(page.getByRole('status'), '回复完全相同')
  })

  test('moves the clock, and the cron closes a forgotten duty', async () => {
    // Until the next morning the cron runs two hundred times.
    page.setDefaultTimeout(30_000)
    await speaks('王强 · 西园社区')
    await type('wecom', '/报到')
    await contains(newest('wecom'), '已报到')
    const now = page.locator('#now')
    const before = Date.parse((await now.getAttribute('datetime')) ?? '')
    await page.getByRole('button', { name: '+1 小时' }).click()
    await contains(page.getByRole('status'), '现在是')
    const later = Date.parse((await now.getAttribute('datetime')) ?? '')
    assert.ok(Math.abs(later - before - 3_600_000) < 60_000)
    await page.getByRole('button', { name: '次日 9 点' }).click()
    await contains(now, '09:00')
    await page.getByRole('button', { name: '+1 小时' }).click()
    await contains(now, '10:00')
    await page.getByRole('button', { name: '+10 分钟' }).click()
    await contains(now, '10:10')
    await page.getByText('更多').click()
    const wanted = new Date(Date.parse((await now.getAttribute('datetime')) ?? '') + 32 * 3_600_000)
    await page.getByLabel('改到').fill(wanted.toISOString().slice(0, 16))
    await page.getByRole('button', { name: '设定' }).click()
    await contains(now, '10:10')
    await type('wecom', '/我的')
    await contains(newest('wecom'), '现在没有在值守')
    assert.deepEqual(complaints, [])
  })

  test('everything works by keyboard alone', async () => {
    const focused = () =>
      page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent)
    await page.keyboard.press('Tab')
    assert.equal(await focused(), '跳到输入框')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    assert.equal(await focused(), '发送')
    await page.keyboard.press('Shift+Tab')
    assert.equal(await focused(), 'say-wecom')
    await page.keyboard.type('/帮助')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Enter')
    await contains(newest('wecom'), '/报到')
    await page.getByRole('radio', { name: '群聊' }).first().focus()
    await page.keyboard.press('ArrowRight')
    await contains(chat('wecom').getByRole('heading', { level: 2 }), '私聊')
    await chat('dingtalk').getByRole('button', { name: '发送 /帮助' }).focus()
    await page.keyboard.press('Space')
    await contains(newest('dingtalk'), '/报到')
    assert.deepEqual(complaints, [])
  })

  test('a phone shows one platform at a time, without scrolling sideways', async () => {
    await page.setViewportSize(PHONE)
    await speaks('冯雪 · 西园社区')
    assert.equal(await chat('dingtalk').isVisible(), false)
    await page.getByRole('radio', { name: '钉钉' }).check()
    assert.equal(await chat('wecom').isVisible(), false)
    await type('dingtalk', '/帮助')
    await contains(newest('dingtalk'), '/报到')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.equal(wide, 0)
    assert.deepEqual(await barriers(page), [])
    assert.deepEqual(complaints, [])
  })

  test('names, targets, sizes and contrasts are fit for everybody', async () => {
    await speaks('朱莉 · 南桥社区')
    await type('wecom', '/报到')
    await contains(newest('wecom'), '已报到')
    await type('dingtalk', '/工时 2小时 昨天 河道清洁')
    await contains(newest('dingtalk'), '已记')
    await page.getByText('更多').click()
    assert.deepEqual(await barriers(page), [])
  })

  test('what people type is never markup', async () => {
    await speaks('林霞 · 南桥社区')
    await type(
      'dingtalk',
      '/工时 1小时 今天 <img src=x onerror=alert(1)> **粗** [点我](dtmd://dingtalkclient/sendMessage?content=%2F通过)',
    )
    await contains(newest('dingtalk'), '已记')
    assert.equal(await chat('dingtalk').locator('.log img, .log .bot .link').count(), 0)
    assert.deepEqual(complaints, [])
  })

  test('leaves a screenshot for the README', async () => {
    if (existsSync(SCREENSHOT) && !process.env.SCREENSHOT) return
    await speaks('高飞 · 南桥社区')
    await type('wecom', '/报到')
    await contains(newest('wecom'), '已报到')
    await type('dingtalk', '/工时 上周二 14:00-16:30 社区图书整理')
    await contains(newest('dingtalk'), '已记')
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await mkdir(new URL('.', `file://${SCREENSHOT}`), { recursive: true })
    await page.screenshot({ path: SCREENSHOT })
  })
})
