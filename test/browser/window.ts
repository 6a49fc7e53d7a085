import assert from 'node:assert/strict'
import { after, before, beforeEach } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { barriers } from './accessible.ts'
import { launchChromium, type Program, startProgram } from './program.ts'

const DESKTOP = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }

type Platform = 'wecom' | 'dingtalk'

/** What is wider than its place: the window, a chat, what was said in it. */
const wide = `['html', '.chat', '.log', '.composer'].filter((name) =>
  [...document.querySelectorAll(name)].some((one) => one.scrollWidth > one.clientWidth))`

/** One `npm start` for all tests of a file, a fresh window for each, and what people do in it. */
export function simulatorWindow() {
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
    page.setDefaultTimeout(20_000)
    complaints = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(program.address)) complaints.push(`asks ${request.url()}`)
    })
    await page.goto(program.address)
    await page.locator('body[data-ready]').waitFor()
  })

  const chat = (platform: Platform) => page.locator(`.chat.${platform}`)
  const choose = (platform: Platform, name: string) => chat(platform).getByRole('radio', { name }).check()
  const bot = (platform: Platform, text: string | RegExp) =>
    chat(platform).locator('.entry.bot').filter({ hasText: text }).last()
  return {
    /** The window as it is now, and what went wrong in it. */
    opened: () => ({ page, complaints }),
    chat,
    newest: (platform: Platform) => chat(platform).locator('.entry').last(),
    /** The bot says that in this chat, whatever else comes; opening the private chat is answered, too. */
    says: (platform: Platform, text: string | RegExp) => bot(platform, text).waitFor(),
    /** A command to tap below the chat. */
    chip: (platform: Platform, command: string) =>
      chat(platform).getByRole('button', { name: `发送 ${command}`, exact: true }),
    /** Taps a button of the newest entry that tells of something. */
    tap: (platform: Platform, text: string | RegExp, name: string) =>
      bot(platform, text).getByRole('button', { name, exact: true }).click(),
    /** Nothing is wider than the window or scrolls sideways in its chat, and nobody trips over it. */
    fits: async () => {
      assert.deepEqual(await page.evaluate(wide), [])
      assert.deepEqual(await barriers(page), [])
    },
    speaks: (name: string) => page.getByLabel('人员').selectOption({ label: name }),
    contains: (where: Locator, text: string | RegExp) => where.filter({ hasText: text }).waitFor(),
    privately: (platform: Platform) => choose(platform, '私聊'),
    publicly: (platform: Platform) => choose(platform, '群聊'),
    /** The page as a phone loads it. */
    onPhone: async () => {
      await page.setViewportSize(PHONE)
      await page.reload()
      await page.locator('body[data-ready]').waitFor()
    },
    /** On a phone. */
    turnTo: (name: '企业微信' | '钉钉') => page.getByRole('radio', { name }).check(),
    type: async (platform: Platform, text: string) => {
      const box = chat(platform).getByRole('textbox', { name: '消息' })
      await box.fill(text)
      await box.press('Enter')
    },
  }
}
