import * as v from 'valibot'
import { Environment, NEEDED, PAIRS } from './environment.ts'

export interface Settings {
  worker: string
  secret: string
  wecom: WecomSettings | undefined
  dingtalk: DingtalkSettings | undefined
  /** The folder of the queue. */
  data: string
  queue: { messages: number; bytes: number }
  host: string
  port: number
  testClock: boolean
}

export interface WecomSettings {
  bot: string
  secret: string
  socket: string
}

export interface DingtalkSettings {
  bot: string
  secret: string
  api: string
  oapi: string
}

type Given = { [name: string]: string }

/** The settings, or every mistake in them at once, as `NAME what is wrong`. No value is ever repeated. */
export function readSettings(env: { [name: string]: string | undefined }): Settings | { mistakes: string[] } {
  const given: Given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const parsed = v.safeParse(Environment, given)
  const wrong = (parsed.issues ?? [])
    .map((issue) => ({ name: String(issue.path?.[0]?.key), message: issue.message }))
    .filter(({ name }) => name in given)
    .map(({ name, message }) => `${name} ${message}`)
  const mistakes = [...missing(given), ...wrong]
  return parsed.success && mistakes.length === 0
    ? settingsOf(parsed.output)
    : { mistakes: [...new Set(mistakes)] }
}

function missing(given: Given): string[] {
  const needed = Object.entries(NEEDED).filter(([name]) => !given[name])
  const halves = PAIRS.flatMap(([one, other]) => {
    if (Boolean(given[one]) === Boolean(given[other])) return []
    return given[one]
      ? [`${other} is missing, but ${one} is set`]
      : [`${one} is missing, but ${other} is set`]
  })
  const none = PAIRS.every((pair) => pair.every((name) => !given[name]))
  return [
    ...needed.map(([name, what]) => `${name} is missing: ${what}`),
    ...halves,
    ...(none ? [`no platform is set: ${PAIRS.map((pair) => pair.join(' and ')).join(', or ')}`] : []),
  ]
}

function settingsOf(it: v.InferOutput<typeof Environment>): Settings {
  return {
    worker: it.WORKER_URL,
    secret: it.GATEWAY_SECRET,
    wecom:
      it.WECOM_BOT_ID && it.WECOM_BOT_SECRET
        ? { bot: it.WECOM_BOT_ID, secret: it.WECOM_BOT_SECRET, socket: it.WECOM_WS_ORIGIN }
        : undefined,
    dingtalk:
      it.DINGTALK_CLIENT_ID && it.DINGTALK_CLIENT_SECRET
        ? {
            bot: it.DINGTALK_CLIENT_ID,
            secret: it.DINGTALK_CLIENT_SECRET,
            api: it.DINGTALK_API_ORIGIN,
            oapi: it.DINGTALK_OAPI_ORIGIN,
          }
        : undefined,
    data: it.GATEWAY_DATA,
    queue: { messages: it.QUEUE_MESSAGES, bytes: it.QUEUE_BYTES },
    host: it.HOST,
    port: it.PORT,
    testClock: it.ALLOW_TEST_CLOCK === '1',
  }
}
