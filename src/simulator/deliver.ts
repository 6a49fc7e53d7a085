import type { Answer, Payload } from './types.ts'

export interface Opened {
  payload: Payload | null
  text: string
  problems: string[]
}

/** A platform waits this long for an answer. */
const PATIENCE = 5_000

/**
 * Posts one callback to the Worker and lets the platform open the answer. `now` is the callback's clock, ms UTC.
 * Never throws: what went wrong is in `problems`.
 */
export async function deliver(
  url: string,
  now: number,
  headers: Record<string, string>,
  body: unknown,
  open: (text: string, response: Response) => Opened,
): Promise<Answer> {
  const started = performance.now()
  const took = () => Math.round(performance.now() - started)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-test-now': String(now), ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    })
    const { status } = response
    const text = await response.text()
    const ms = took()
    if (status !== 200) return { status, ms, payload: null, text, problems: [`机器人答了 HTTP ${status}`] }
    return { status, ms, ...open(text, response) }
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    const why = late ? '机器人 5 秒内没有回应' : `消息没有送到机器人：${error}`
    return { status: 0, ms: took(), payload: null, text: '', problems: [why] }
  }
}
