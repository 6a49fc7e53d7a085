import * as v from 'valibot'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** A URL of the safe scheme, or of the plain one to this machine. Comes out without a slash at its end. */
const address = (safe: 'https:' | 'wss:', plain: 'http:' | 'ws:') => {
  const why = `must be ${safe}//…, or ${plain}//… to this machine, without a query`
  return v.pipe(
    v.string(),
    v.check((value) => {
      if (!URL.canParse(value)) return false
      const { protocol, hostname, username, search, hash } = new URL(value)
      const fits = protocol === safe || (protocol === plain && LOOPBACK.includes(hostname))
      return fits && username === '' && search === '' && hash === ''
    }, why),
    v.transform((value) => value.replace(/\/+$/, '')),
  )
}
const web = address('https:', 'http:')
const socket = address('wss:', 'ws:')

const whole = (least: number, most: number) => {
  const why = `must be a whole number from ${least} to ${most}`
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, why),
    v.transform(Number),
    v.minValue(least, why),
    v.maxValue(most, why),
  )
}

/** Every variable that the gateway reads; what is empty counts as not set. `docs/gateway.md` says what each is for. */
export const Environment = v.object({
  WORKER_URL: web,
  GATEWAY_SECRET: v.pipe(
    v.string(),
    v.minLength(16, 'must have 16 characters or more; openssl rand -hex 32 makes a good one'),
  ),
  WECOM_BOT_ID: v.optional(v.string()),
  WECOM_BOT_SECRET: v.optional(v.string()),
  DINGTALK_CLIENT_ID: v.optional(v.string()),
  DINGTALK_CLIENT_SECRET: v.optional(v.string()),
  WECOM_WS_ORIGIN: v.optional(socket, 'wss://openws.work.weixin.qq.com'),
  DINGTALK_API_ORIGIN: v.optional(web, 'https://api.dingtalk.com'),
  DINGTALK_OAPI_ORIGIN: v.optional(web, 'https://oapi.dingtalk.com'),
  GATEWAY_DATA: v.optional(v.string(), '.gateway'),
  QUEUE_MESSAGES: v.optional(whole(1, 1_000_000), '10000'),
  QUEUE_BYTES: v.optional(whole(65_536, 268_435_456), '67108864'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PORT: v.optional(whole(0, 65_535), '8790'),
  ALLOW_TEST_CLOCK: v.optional(v.picklist(['0', '1'], 'must be 0 or 1'), '0'),
})

/** What cannot be left out, and what to put there. */
export const NEEDED: { readonly [name: string]: string } = {
  WORKER_URL: 'the address of the Worker, such as https://bot.example.gov.cn',
  GATEWAY_SECRET: 'the same value as the Worker’s secret of this name',
}

/** Keys that come in pairs, one for each platform. */
export const PAIRS = [
  ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'],
  ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET'],
] as const
