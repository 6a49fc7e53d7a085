import assert from 'node:assert/strict'
import { after, before, beforeEach } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchChromium, type Program, startProgram } from './program.ts'

const DESKTOP = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }

type Platform = 'wecom' | 'dingtalk'

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
  return {
    /** The window as it is now, and what went wrong in it. */
    opened: () => ({ page, complaints }),
    chat,
    newest: (platform: Platform) => chat(platform).locator('.entry').last(),
    /** The bot says that in this chat, whatever else comes; opening the private chat is answered, too. */
    says: (platform: Platform, text: string | RegExp) =>
      chat(platform).locator('.entry.bot').filter({ hasText: text }).last().waitFor(),
    speaks: (name: string) => page.getByLabel('人员').selectOption({ label: name }),
    contains: (where: Locator, text: string | RegExp) => where.filter({ hasText: text }).waitFor(),
    privately: (platform: Platform) => choose(platform, '私聊'),
    publicly: (platform: Platform) => choose(platform, '群聊'),
    /** On a phone. */
    turnTo: (name: '企业微信' | '钉钉') => page.getByRole('radio', { name }).check(),
    type: async (platform: Platform, text: string) => {
      const box = chat(platform).getByRole('textbox', { name: '消息' })
      await box.fill(text)
      await box.press('Enter')
    },
  }
}
