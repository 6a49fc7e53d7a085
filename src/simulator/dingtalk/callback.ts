import { createHmac } from 'node:crypto'
import { deliver, type Opened } from '../deliver.ts'
import { object } from '../json.ts'
import type { Answer } from '../types.ts'

export interface DingtalkBot {
  /** Where the Worker listens, e.g. http://127.0.0.1:8787. */
  worker: string
  clientId: string
  clientSecret: string
}

/** base64 of HMAC-SHA256 over `timestamp\nsecret`, keyed with the secret. */
export const sign = (timestamp: string, secret: string): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')

/** Signs and delivers one robot callback as DingTalk does. `forge` signs with a secret that is not the app's. */
export function callback(bot: DingtalkBot, body: unknown, now: number, forge = false): Promise<Answer> {
  const timestamp = String(now)
  const headers = { timestamp, sign: sign(timestamp, forge ? 'not-the-secret' : bot.clientSecret) }
  return deliver(`${bot.worker}/dingtalk/callback`, now, headers, body, open)
}

/** The message in the response body; `{"msgtype":"empty"}` and an empty body are silence. */
function open(text: string, response: Response): Opened {
  if (text === '') return { payload: null, text, problems: [] }
  try {
    const payload = object(JSON.parse(text))
    const json = (response.headers.get('content-type') ?? '').startsWith('application/json')
    const problems = json ? [] : ['回复的 Content-Type 不是 application/json']
    const silent = payload.msgtype === 'empty' || Object.keys(payload).length === 0
    return { payload: silent ? null : payload, text, problems }
  } catch {
    return { payload: null, text, problems: ['回复不是 JSON'] }
  }
}
