import {
  DINGTALK_CLIENT_ID,
  DINGTALK_SECRET,
  dingtalkRequest,
  dingtalkText,
  readDingtalk,
} from '../../test/support/dingtalk.ts'
import { readWecom, WECOM_KEY, WECOM_TOKEN, wecomRequest, wecomText } from '../../test/support/wecom.ts'

/** The keys with which the platforms' side signs. */
export const secrets = {
  WECOM_TOKEN,
  WECOM_ENCODING_AES_KEY: WECOM_KEY,
  DINGTALK_CLIENT_ID,
  DINGTALK_CLIENT_SECRET: DINGTALK_SECRET,
  GATEWAY_SECRET: 'soak-gateway-secret',
  ACTIVATION_CODE: 'soak-activation-code',
  CONSOLE_SECRET: 'soak-console-secret',
}

export interface Speaker {
  platform: 'wecom' | 'dingtalk'
  id: string
  name: string
}

/** One message as somebody sent it; a platform that gets no answer sends the same again. */
export interface Message {
  id: string
  who: Speaker
  text: string
  inGroup: boolean
}

/** How long a platform waits, ms. */
const PATIENCE = 10_000

/** Why there was no answer, each time. */
export const lost: string[] = []

/** Delivers a message at `now` (ms) and reads the answer; undefined when there was none. */
export async function deliver(origin: string, message: Message, now: number): Promise<string | undefined> {
  const { who, id, text, inGroup } = message
  const wecom = who.platform === 'wecom'
  const from = { from: who.id, name: who.name, id, text, chat: inGroup ? `soak-${who.platform}` : undefined }
  // Where an answer may go later leads to the platforms, and there are none here.
  const request = wecom
    ? wecomRequest({ message: { ...wecomText(from), response_url: undefined }, now })
    : dingtalkRequest({ message: { ...dingtalkText(from), sessionWebhook: undefined }, now })
  const { pathname, search } = new URL(request.url)
  try {
    const response = await fetch(`${origin}${pathname}${search}`, {
      method: 'POST',
      headers: request.headers,
      body: await request.text(),
      signal: AbortSignal.timeout(PATIENCE),
    })
    return (await (wecom ? readWecom(response) : readDingtalk(response))).text
  } catch (error) {
    lost.push(String(error))
    return undefined
  }
}
