import { type Speaker, send, type Talk } from './talk.ts'

export const ORIGIN = 'https://bot.example.cn'

/** The address that an answer of `/控制台` gives, as a path below the origin. */
export function linkIn(text: string): string {
  const [, path] = /https?:\/\/[^/\s]+(\/console\/enter\?k=[\w%-]+)/.exec(text) ?? []
  if (!path) throw new Error(`no link in: ${text}`)
  return path
}

/** A browser in front of the console: one cookie jar, the clock of a talk, forms as the page has them. */
export class Browser {
  cookie = ''
  readonly #talk: Talk

  constructor(talk: Talk) {
    this.#talk = talk
  }

  /** Somebody's browser, in the console by a link of their own. */
  static async of(talk: Talk, who: Speaker): Promise<Browser> {
    const browser = new Browser(talk)
    const path = linkIn((await talk.private(who, '/控制台')).text)
    const response = await browser.post('/console/enter', {
      k: new URL(path, ORIGIN).searchParams.get('k') ?? '',
    })
    if (response.status !== 303) throw new Error(`not in: ${response.status} ${await response.text()}`)
    return browser
  }

  async get(path: string): Promise<Response> {
    return this.#send(path, {})
  }

  /** The page's text, which must be there. */
  async page(path: string): Promise<string> {
    const response = await this.get(path)
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`)
    return text
  }

  async post(path: string, fields: { [name: string]: string }, headers: object = { origin: ORIGIN }) {
    const body = new URLSearchParams(fields)
    return this.#send(path, { method: 'POST', body, headers: headers as HeadersInit })
  }

  /** Sends a form with a file in it. */
  async upload(path: string, body: FormData, headers: object = { origin: ORIGIN }) {
    return this.#send(path, { method: 'POST', body, headers: headers as HeadersInit })
  }

  /** Sends the form of a page that stands for a command, and reads the page that comes next. */
  async act(html: string, command: string, more?: string): Promise<string> {
    const response = await this.post('/console/act', { ...formOf(html, command), ...(more ? { more } : {}) })
    if (response.status !== 303) throw new Error(`${command}: ${response.status} ${await response.text()}`)
    return this.page(response.headers.get('location') ?? '')
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const request = new Request(new URL(path, ORIGIN), { ...init, redirect: 'manual' })
    if (this.cookie) request.headers.set('cookie', this.cookie)
    request.headers.set('x-test-now', String(this.#talk.now))
    const response = await send(request)
    const [set] = response.headers.getSetCookie()
    if (set) this.cookie = set.split(';')[0] ?? ''
    return response
  }
}

/** The hidden fields of the form that stands for a command. */
export function formOf(html: string, command: string): { [name: string]: string } {
  const form = html.split('<form').find((one) => one.includes(`value="${command}"`))
  if (!form) throw new Error(`no form for ${command}`)
  const fields = [...form.split('</form>')[0]!.matchAll(/name="(\w+)" value="([^"]*)"/g)]
  return Object.fromEntries(fields.map(([, name, value]) => [name, (value ?? '').replaceAll('&amp;', '&')]))
}

/** What a page says: its main part without tags. */
export const textOf = (html: string): string =>
  (/<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
