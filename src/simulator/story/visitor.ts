/** A page as somebody has it before them. */
export interface Seen {
  status: number
  text: string
}

/** Somebody's browser, as far as a story needs one: an address, one cookie, and the forms of a page. */
export class Visitor {
  readonly #origin: string
  #cookie = ''

  constructor(origin: string) {
    this.#origin = origin
  }

  get(path: string): Promise<Seen> {
    return this.#ask(path, {})
  }

  /** Presses the first button of this label, or of one that begins with it, and follows where the answer leads. */
  async press(page: Seen, label: string): Promise<Seen> {
    const form = page.text.match(/<form[\s\S]*?<\/form>/g)?.find((one) => buttonOf(one).startsWith(label))
    if (!form) return { status: 0, text: `没有按钮 ${label}` }
    const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as [string, string],
    )
    const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
    const headers = { origin: this.#origin, 'sec-fetch-site': 'same-origin' }
    return this.#ask(action, { method: 'POST', headers, body: new URLSearchParams(fields) })
  }

  async #ask(path: string, init: RequestInit): Promise<Seen> {
    const url = new URL(path, this.#origin)
    const headers = { ...init.headers, cookie: this.#cookie }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    const [set] = response.headers.getSetCookie()
    if (set) this.#cookie = set.split(';')[0] ?? ''
    const next = response.headers.get('location')
    const text = await response.text()
    return response.status === 303 && next
      ? this.get(new URL(next, url).href)
      : { status: response.status, text }
  }
}

const buttonOf = (form: string): string =>
  (/<button[^>]*>([\s\S]*?)<\/button>/.exec(form)?.[1] ?? '').replace(/<[^>]+>/g, '').trim()
