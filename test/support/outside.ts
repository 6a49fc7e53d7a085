import { vi } from 'vitest'

/** One call of ours to a platform. */
export interface Call {
  url: URL
  /** webhook/send, robot/send, groupMessages/send, batchSend or accessToken. */
  way: string
  body: { [key: string]: unknown }
  /** The text that a person would read. */
  text: string
  /** Who it is for: the webhook's key, the conversation, or the users. */
  to: string[]
}

type Answer = object | Response | Error | undefined

/**
 * The platforms' servers as the Worker sees them, in place of the global `fetch`: keeps every call and answers as
 * documented, unless `answer` has another answer for a call (an Error is a connection that failed).
 */
export class Outside {
  calls: Call[] = []
  answer: (call: Call) => Answer | Promise<Answer> = () => undefined

  constructor() {
    this.open()
  }

  /** Takes the calls from here on, whoever took them before: several files may stand in one runtime. */
  open(): void {
    vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
      this.#take(new Request(input, init), init?.signal),
    )
  }

  /** What arrived, access tokens left out, as `to: text`. */
  get pushes(): Call[] {
    return this.calls.filter(({ way }) => way !== 'accessToken')
  }

  /** The texts that arrived at a webhook's key, a conversation or a user. */
  to(id: string): string[] {
    return this.pushes.filter(({ to }) => to.includes(id)).map(({ text }) => text)
  }

  async #take(request: Request, signal: AbortSignal | null | undefined): Promise<Response> {
    const url = new URL(request.url)
    const body = (await request.json().catch(() => ({}))) as { [key: string]: unknown }
    const call: Call = {
      url,
      way: url.pathname.split('/').slice(-2).join('/').replace('oToMessages/', '').replace('oauth2/', ''),
      body,
      text: textOf(body),
      to: addressees(url, body),
    }
    this.calls.push(call)
    const answer = await Promise.race([this.answer(call), aborted(signal)])
    if (answer instanceof Error) throw answer
    if (answer instanceof Response) return answer
    return Response.json(answer ?? documented(call))
  }
}

/** Rejects as `fetch` does when whoever asked has waited long enough. */
const aborted = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))

const documented = ({ way }: Call): object => {
  if (way === 'accessToken') return { accessToken: 'token', expireIn: 7200 }
  if (way === 'batchSend')
    return { processQueryKey: 'k', invalidStaffIdList: [], flowControlledStaffIdList: [] }
  if (way === 'groupMessages/send') return { processQueryKey: 'k' }
  return { errcode: 0, errmsg: 'ok' }
}

function addressees(url: URL, body: { [key: string]: unknown }): string[] {
  const key = url.searchParams.get('key') ?? url.searchParams.get('access_token')
  if (key !== null) return [key]
  return [body.openConversationId, body.userIds].flat().filter((id) => typeof id === 'string')
}

function textOf(body: { [key: string]: unknown }): string {
  const param = typeof body.msgParam === 'string' ? JSON.parse(body.msgParam) : body[String(body.msgtype)]
  const { content, text } = (param ?? {}) as { content?: string; text?: string }
  return content ?? text ?? ''
}
