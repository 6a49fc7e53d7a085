import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium, type Program, startProgram } from './program.ts'

export const SIZES = { phone: { width: 360, height: 800 }, desktop: { width: 1280, height: 800 } } as const
export type Size = keyof typeof SIZES

const SHOTS = fileURLToPath(new URL('../../docs/images/console/', import.meta.url))
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** One `npm start` for all tests of a file; people of the demo's town go into the console by a link of their own. */
export function consoleWindow() {
  let program: Program
  let browser: Browser
  const contexts: BrowserContext[] = []

  before(async () => {
    browser = await launchChromium()
    program = await startProgram()
  })
  after(async () => {
    await browser?.close()
    if (program) assert.equal(await program.stop(), 0, 'Ctrl-C ends it cleanly')
  })

  const ask = async (what: string, body: object): Promise<unknown> => {
    const response = await fetch(`${program.address}/api/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    assert.equal(response.status, 200, `${what}: ${response.status}`)
    return response.json()
  }

  /** Says it to the bot in private on WeCom, by the id in the demo's town (`wangfang`); gives the whole talk as text. */
  const say = async (person: string, text: string): Promise<string> => {
    await ask('say', { person, place: `wecom:private:${person}`, text })
    return JSON.stringify(await ask('state', {}))
  }

  /** The address of a new link into the console. */
  const linkOf = async (person: string): Promise<string> => {
    const links = (await say(person, '/控制台')).match(/http:\/\/[\d.:]+\/console\/enter\?k=[\w%-]+/g)
    assert.ok(links, 'the bot gives a link')
    return links.at(-1) ?? ''
  }

  return {
    say,
    linkOf,
    /** Somebody's page in the console, entered by the button, with what went wrong in it since. */
    async enter(person: string, size: Size = 'desktop'): Promise<{ page: Page; complaints: string[] }> {
      const context = await browser.newContext({ viewport: SIZES[size], timezoneId: 'Europe/Berlin' })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      const link = await linkOf(person)
      const { origin } = new URL(link)
      const complaints: string[] = []
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('request', (request) => {
        if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
          complaints.push(`asks ${request.url()}`)
      })
      await page.goto(link)
      await page.getByRole('button', { name: /进入|進入/ }).click()
      await page.waitForURL(/\/console(\/me)?$/)
      return { page, complaints }
    },
  }
}

/** What axe finds on the page as it stands, and whether it is wider than the window; empty is good. */
export async function faults(page: Page): Promise<string[]> {
  // The page's own policy allows no script from outside, so the checks run beside it.
  const axe = await readFile(AXE, 'utf8')
  const found = (await page.evaluate(`(async () => {
    const module = { exports: {} }
    ;(function (module, exports) { ${axe} })(module, module.exports)
    const { violations } = await (window.axe ?? module.exports).run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160)))
  })()`)) as string[]
  const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
  return wider === 0 ? found : [...found, `wider than the window by ${wider}`]
}

/** How much of a long page a picture for the manual shows, pixels. */
const TALLEST = 1800

/** Keeps a picture for the manual. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await mkdir(SHOTS, { recursive: true })
  const [width, height] = (await page.evaluate('[innerWidth, document.documentElement.scrollHeight]')) as [
    number,
    number,
  ]
  const clip = { x: 0, y: 0, width, height: Math.min(height, TALLEST) }
  await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: true, clip })
}
