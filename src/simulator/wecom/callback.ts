import { randomBytes } from 'node:crypto'
import { deliver, type Opened } from '../deliver.ts'
import { object, string } from '../json.ts'
import type { Answer } from '../types.ts'
import { decrypt, encrypt, signature } from './crypto.ts'

export interface WecomBot {
  /** Where the Worker listens, e.g. http://127.0.0.1:8787. */
  worker: string
  token: string
  encodingAesKey: string
}

/** Encrypts, signs and delivers one callback as WeCom does. `forge` signs with a token that is not the bot's. */
export function callback(bot: WecomBot, body: unknown, now: number, forge = false): Promise<Answer> {
  const encrypted = encrypt(bot.encodingAesKey, JSON.stringify(body))
  const timestamp = String(Math.floor(now / 1000))
  const nonce = String(randomBytes(4).readUInt32BE())
  const query = new URLSearchParams({
    msg_signature: signature(forge ? 'not-the-token' : bot.token, timestamp, nonce, encrypted),
    timestamp,
    nonce,
  })
  const url = `${bot.worker}/wecom/callback?${query}`
  return deliver(url, now, {}, { encrypt: encrypted }, (text) => open(bot, text, nonce))
}

/** The reply in clear, with every departure from the envelope that WeCom asks for. */
function open(bot: WecomBot, text: string, nonce: string): Opened {
  if (text === '' || text === 'success') return { payload: null, text: '', problems: [] }
  try {
    const envelope = object(JSON.parse(text))
    const encrypted = string(envelope.encrypt)
    const problems: string[] = []
    const expected = signature(bot.token, String(envelope.timestamp), String(envelope.nonce), encrypted)
    if (envelope.msgsignature !== expected) problems.push('回复的签名不对')
    if (String(envelope.nonce) !== nonce) problems.push('回复没有带回 nonce')
    const clear = decrypt(bot.encodingAesKey, encrypted)
    const payload = object(JSON.parse(clear))
    return { payload: Object.keys(payload).length > 0 ? payload : null, text: clear, problems }
  } catch (error) {
    return { payload: null, text, problems: [`回复打不开：${error}`] }
  }
}
