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
describe('the simulator in Chromium', { timeout: 300_000 }, () => {
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
  /** The bot says that in this chat, whatever else comes; opening the private chat is answered, too. */
  const says = (platform: 'wecom' | 'dingtalk', text: string | RegExp) =>
    chat(platform).locator('.entry.bot').filter({ hasText: text }).last().waitFor()
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

  test('a private message comes by itself on DingTalk, and is told from an answer', async () => {
    await speaks('王芳 · 东湖社区')
    await privately('dingtalk')
    const push = chat('dingtalk').locator('.entry', { hasText: '市财政局申请到东湖社区报到' })
    await contains(push.locator('.author'), /机器人.*主动/)
    await push.getByText('原始推送').click()
    await contains(push.locator('pre').last(), '"errcode": 0')
    await type('dingtalk', '/通过 市财政局')
    await contains(newest('dingtalk'), '已确认单位报到')
    assert.deepEqual(complaints, [])
  })

  test('shows that a private message waits where the bot cannot speak first, until it was read', async () => {
    await speaks('刘洋 · 东湖社区')
    const letters = chat('wecom').locator('.letters')
    await contains(letters, '1 封私信在等')
    await privately('wecom')
    await type('wecom', '/换班')
    await says('wecom', /东湖社区给您排了 1 个班/)
    await letters.locator('b').waitFor({ state: 'detached' })
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
    await says('dingtalk', '两个账号现在都是刘洋')
    await chat('dingtalk').getByRole('radio', { name: '群聊' }).check()
    await type('dingtalk', '/报到')
    await contains(newest('dingtalk'), '已报到')
    await chat('wecom').getByRole('radio', { name: '群聊' }).check()
    await type('wecom', '/签退 帮厨')
    await contains(newest('wecom'), '已签退')
    assert.deepEqual(complaints, [])
  })

  test('a phone has the private chats of both accounts, and what came there', async () => {
    await page.setViewportSize(PHONE)
    await speaks('袁琳 · 东湖社区')
    await page.getByRole('radio', { name: '钉钉' }).check()
    await privately('dingtalk')
    await contains(chat('dingtalk').locator('.entry.pushed'), '报到已确认')
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('radio', { name: '企业微信' }).check()
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

  test('an announcement reaches the groups of both platforms, and the outbox tells so', async () => {
    await speaks('王芳 · 东湖社区')
    await privately('wecom')
    await type('wecom', '/公告 周六上午大扫除')
    await says('wecom', /公告预览[\s\S]*大扫除/)
    await type('wecom', '/公告 发送')
    await says('wecom', '公告已发出，2 个群')
    await chat('wecom').getByRole('radio', { name: '群聊' }).check()
    await says('wecom', /红搭档推送.*主动[\s\S]*周六上午大扫除/)
    await says('dingtalk', /红搭档推送.*主动[\s\S]*周六上午大扫除/)
    await contains(page.locator('.channels li'), '企业微信 东湖社区群送到 1')
    const letter = page.locator('.sent-letters > li', { hasText: '东湖社区群（钉钉）' })
    await contains(letter, '送到')
    assert.deepEqual(await barriers(page), [])
    assert.deepEqual(complaints, [])
  })

  test('goes to the next reminder, and from the outbox to the chat where it arrived', async () => {
    page.setDefaultTimeout(60_000)
    const now = page.locator('#now')
    const before = Date.parse((await now.getAttribute('datetime')) ?? '')
    await page.getByRole('button', { name: '下一个提醒' }).click()
    await contains(page.getByRole('status'), /机器人主动说了 \d+ 条：/)
    assert.ok(Date.parse((await now.getAttribute('datetime')) ?? '') > before)
    const letter = page.locator('.sent-letters > li', { hasText: '（周' }).first()
    const [, name = ''] = /:\d\d (\S+?)(?:提醒|东湖|·|\d)/.exec((await letter.textContent()) ?? '') ?? []
    await letter.locator('summary').click()
    await letter.getByRole('button', { name: '到会话里看' }).click()
    await contains(page.getByRole('heading', { level: 2 }), `${name}的私聊`)
    assert.deepEqual(complaints, [])
  })

  test('the cron can stop, and makes up for what it missed when it goes on', async () => {
    page.setDefaultTimeout(60_000)
    const pushes = page.locator('.sent-letters > li')
    const now = page.locator('#now')
    await speaks('王芳 · 东湖社区')
    await page.getByText('更多').click()
    await page.getByLabel('每分钟跑定时任务').uncheck()
    await contains(page.getByRole('status'), '定时任务停了')
    await privately('wecom')
    await type('wecom', '/排班\n明天 10:00-12:00 赵磊')
    await says('wecom', '已排 1 个班')
    assert.ok(await page.getByRole('button', { name: '下一个提醒' }).isDisabled())
    const before = await pushes.count()
    await page.getByRole('button', { name: '次日 9 点' }).click()
    await contains(now, '09:00')
    await page.getByRole('button', { name: '+1 小时' }).click()
    await contains(now, '10:00')
    await page.getByRole('button', { name: '+10 分钟' }).click()
    await contains(now, '10:10')
    assert.equal(await pushes.count(), before)
    await page.getByLabel('每分钟跑定时任务').check()
    await contains(page.getByRole('status'), /又每分钟跑一次，补上了 \d+ 条/)
    assert.deepEqual(complaints, [])
  })

  test('a platform fails for a while: what was refused shows, waits, and arrives once', async () => {
    page.setDefaultTimeout(60_000)
    await speaks('王芳 · 东湖社区')
    await page.getByText('更多').click()
    await page.getByLabel('让平台出故障').selectOption('wecom busy')
    await page.getByLabel('多久').selectOption('10 分钟')
    await page.getByRole('button', { name: '出故障' }).click()
    await contains(page.locator('#failures'), '企业微信推送故障：发得太快')
    assert.deepEqual(await barriers(page), [])
    await page.getByText('更多').click()
    await privately('wecom')
    await type('wecom', '/公告 集合改到东门')
    await says('wecom', /公告预览[\s\S]*东门/)
    await type('wecom', '/公告 发送')
    await chat('wecom').getByRole('radio', { name: '群聊' }).check()
    await says('wecom', '企业微信拒收：45009')
    await says('dingtalk', '集合改到东门')
    await contains(page.locator('.channels li', { hasText: '企业微信 东湖' }), /等着发 1.*wecom\.45009/)
    await page.getByRole('button', { name: '+10 分钟' }).click()
    await page.getByRole('button', { name: '+10 分钟' }).click()
    await chat('wecom').locator('.bubble', { hasText: '集合改到东门' }).waitFor()
    for (const platform of ['wecom', 'dingtalk'] as const)
      assert.equal(await chat(platform).locator('.bubble', { hasText: '集合改到东门' }).count(), 1)
    await page.locator('#failures').waitFor({ state: 'hidden' })
    assert.deepEqual(complaints, [])
  })

  test('a group without a webhook is told of, and hears once it has one', async () => {
    page.setDefaultTimeout(60_000)
    await speaks('黄梅 · 西园社区')
    await privately('wecom')
    await type('wecom', '/公告 明早领物资')
    await says('wecom', /公告预览[\s\S]*领物资/)
    await type('wecom', '/公告 发送')
    await contains(page.locator('.channels li'), '没有推送地址的群')
    await says('dingtalk', '明早领物资')
    await chat('wecom')
      .getByRole('button', { name: /^发送 \/绑定推送 http.*cgi-bin/ })
      .click()
    await says('wecom', '已绑定推送')
    await page.getByRole('button', { name: '+10 分钟' }).click()
    await chat('wecom').getByRole('radio', { name: '群聊' }).check()
    await says('wecom', '明早领物资')
    assert.deepEqual(complaints, [])
  })

  test('a phone shows the outbox and the switches without scrolling sideways', async () => {
    await page.setViewportSize(PHONE)
    await page.reload()
    await page.locator('body[data-ready]').waitFor()
    await page.getByText('发件箱').click()
    await page.locator('.sent-letters summary').first().click()
    assert.deepEqual(await barriers(page), [])
    await page.getByText('更多').click()
    await page.getByRole('button', { name: '出故障' }).scrollIntoViewIfNeeded()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.equal(wide, 0)
    assert.deepEqual(await barriers(page), [])
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
