import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/**
 * WeCom's side of the aibot callback, written from wecom-protocol §1 and §8 and not from src/platforms/wecom. Runs in
 * workerd and in Node.
 */

/** What somebody sees of an answer, on either platform. `text` holds all visible words, `\n` between lines. */
export interface Answer {
  kind: 'stream' | 'card' | 'text' | 'update' | 'markdown' | 'actionCard' | 'empty'
  text: string
  buttons: { label: string; command: string }[]
  /** The platform's JSON, decrypted; `null` for an empty body. */
  raw: unknown
}

export const WECOM_TOKEN = 'QwErTy123456789Token'
export const WECOM_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
export const WECOM_BOT = 'aibEXAMPLE0000000000000000000001'

interface Secrets {
  token?: string | undefined
  key?: string | undefined
}

interface Who {
  /** The sender's userid. */
  from: string
  /** The group's chatid; without it the message is private. */
  chat?: string | undefined
  /** msgid; a new one when left out. */
  id?: string | undefined
  bot?: string | undefined
}

/** A signed, encrypted POST of a message at `now` (ms UTC), which it also carries as the test clock. */
export function wecomRequest(
  options: { message: unknown; now: number; nonce?: string; path?: string } & Secrets,
): Request {
  const { message, now, nonce = 'nonce1597212914', path = '/wecom/callback', key = WECOM_KEY } = options
  const encrypted = wecomEncrypt(typeof message === 'string' ? message : JSON.stringify(message), key)
  return new Request(`https://bot.test${path}?${signedQuery(encrypted, now, nonce, options.token)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-test-now': String(now) },
    body: JSON.stringify({ encrypt: encrypted }),
  })
}

/** The GET by which the settings page checks the URL; the right answer is `echo`, bare. */
export function wecomUrlCheck(
  options: { echo: string; now: number; nonce?: string; path?: string } & Secrets,
): Request {
  const { echo, now, nonce = 'nonce1372623149', path = '/wecom/callback', key = WECOM_KEY } = options
  const encrypted = wecomEncrypt(echo, key)
  const query = `${signedQuery(encrypted, now, nonce, options.token)}&echostr=${encodeURIComponent(encrypted)}`
  return new Request(`https://bot.test${path}?${query}`, { headers: { 'x-test-now': String(now) } })
}

/** A text as typed; in a group it begins with the mention, as it must there (`mention: ''` leaves it out). */
export function wecomText({ text, mention = '@红搭档 ', ...who }: Who & { text: string; mention?: string }) {
  return { ...envelope(who), msgtype: 'text', text: { content: who.chat ? mention + text : text } }
}

/** A picture in a private chat: a message without words. */
export const wecomImage = (who: Who) => ({
  ...envelope(who),
  msgtype: 'image',
  image: { url: 'https://ww-aibot-img.test/1' },
})

/** A tap on a button; `key` is the button's key, `task` the card's task_id. */
export function wecomTap({ key, task, ...who }: Who & { key: string; task: string }) {
  const tap = { card_type: 'button_interaction', event_key: key, task_id: task }
  const event = { eventtype: 'template_card_event', template_card_event: tap }
  return { ...envelope(who), create_time: 1767225660, msgtype: 'event', event }
}

/** The private chat is opened, for the first time that day. */
export function wecomEnter({ from, id, bot }: Omit<Who, 'chat'>) {
  const { msgid, aibotid } = envelope({ from, id, bot })
  return { msgid, aibotid, from: { userid: from }, msgtype: 'event', event: { eventtype: 'enter_chat' } }
}

/** Reads an answer as the client would: checks its signature, decrypts it and takes it apart. */
export async function readWecom(response: Response, secrets: Secrets = {}): Promise<Answer> {
  const body = await response.text()
  if (response.status !== 200) throw new Error(`WeCom got ${response.status}: ${body}`)
  if (body === '') return { kind: 'empty', text: '', buttons: [], raw: null }
  const { encrypt, msgsignature, timestamp, nonce } = JSON.parse(body)
  if (typeof timestamp !== 'number') throw new Error('the reply’s timestamp is not a number')
  if (msgsignature !== wecomSignature(String(timestamp), nonce, encrypt, secrets.token)) {
    throw new Error('the reply’s signature is wrong')
  }
  return readWecomReply(JSON.parse(wecomDecrypt(encrypt, secrets.key)))
}

interface Reply {
  msgtype?: string
  response_type?: string
  stream?: { content: string }
  text?: { content: string }
  template_card?: {
    main_title: { title: string }
    sub_title_text?: string
    horizontal_content_list?: { keyname: string; value: string }[]
    button_list: { text: string; key: string }[]
  }
}

/** Takes the plaintext JSON of an answer apart; the long connection carries the same JSON. */
export function readWecomReply(raw: Reply): Answer {
  if (raw.stream) return { kind: 'stream', text: visible(raw.stream.content), buttons: [], raw }
  if (raw.text) return { kind: 'text', text: raw.text.content, buttons: [], raw }
  if (!raw.template_card) throw new Error(`no reply of WeCom: ${JSON.stringify(raw)}`)
  const { main_title, sub_title_text, horizontal_content_list: rows = [], button_list } = raw.template_card
  return {
    kind: raw.response_type === 'update_template_card' ? 'update' : 'card',
    text: [main_title.title, sub_title_text, ...rows.map(({ keyname, value }) => `${keyname}：${value}`)]
      .filter(Boolean)
      .join('\n'),
    buttons: button_list.map((button) => ({ label: button.text, command: button.key })),
    raw,
  }
}

/** The signature over these values, lower-case hex (wecom-protocol §8). */
export function wecomSignature(
  timestamp: string,
  nonce: string,
  encrypted: string,
  token = WECOM_TOKEN,
): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex')
}

/** Encrypts as the platform does; `receiveid` is empty for an aibot. */
export function wecomEncrypt(text: string, key = WECOM_KEY, receiveid = ''): string {
  const words = new TextEncoder().encode(text)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, words.length)
  const body = [...randomBytes(16), ...length, ...words, ...new TextEncoder().encode(receiveid)]
  const pad = 32 - (body.length % 32)
  return wecomEncryptRaw(Uint8Array.from([...body, ...Array<number>(pad).fill(pad)]), key)
}

/** Encrypts bytes that are padded already, rightly or wrongly. */
export function wecomEncryptRaw(padded: Uint8Array, key = WECOM_KEY): string {
  const secret = bytesOf(`${key}=`)
  const aes = createCipheriv('aes-256-cbc', secret, secret.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([aes.update(padded), aes.final()]).toString('base64')
}

function wecomDecrypt(encrypted: string, key = WECOM_KEY): string {
  const secret = bytesOf(`${key}=`)
  const aes = createDecipheriv('aes-256-cbc', secret, secret.subarray(0, 16)).setAutoPadding(false)
  const padded = Uint8Array.from([...aes.update(bytesOf(encrypted)), ...aes.final()])
  const length = new DataView(padded.buffer).getUint32(16)
  return new TextDecoder().decode(padded.subarray(20, 20 + length))
}

function signedQuery(encrypted: string, now: number, nonce: string, token?: string): string {
  const timestamp = String(Math.floor(now / 1000))
  const signature = wecomSignature(timestamp, nonce, encrypted, token)
  return `msg_signature=${signature}&timestamp=${timestamp}&nonce=${encodeURIComponent(nonce)}`
}

function envelope({ from, chat, id, bot = WECOM_BOT }: Who) {
  return {
    msgid: id ?? crypto.randomUUID().replaceAll('-', ''),
    aibotid: bot,
    ...(chat ? { chatid: chat, chattype: 'group' } : { chattype: 'single' }),
    from: { userid: from },
    response_url: 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=TEST',
  }
}

/** The words that the client shows of our Markdown: bold title, hard line breaks, nothing else. */
const visible = (markdown: string) =>
  markdown
    .replace(/^\*\*(.*)\*\*/, '$1')
    .replaceAll('  \n', '\n')
    .replaceAll('\u200b', '')

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
