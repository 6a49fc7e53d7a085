/** Bindings of the Worker: wrangler.toml, and the secrets that .dev.vars.example documents. */
interface Env {
  DB: D1Database
  OUTBOX: Queue
  WECOM_TOKEN?: string
  WECOM_ENCODING_AES_KEY?: string
  DINGTALK_CLIENT_ID?: string
  DINGTALK_CLIENT_SECRET?: string
  GATEWAY_SECRET?: string
  ACTIVATION_CODE?: string
  CONSOLE_SECRET?: string
  WECOM_API_ORIGIN: string
  DINGTALK_API_ORIGIN: string
  DINGTALK_OAPI_ORIGIN: string
  DINGTALK_REPLY: string
  /** Display names of the bot, with commas between; wanted where a name has spaces. */
  BOT_NAMES?: string
  ALLOW_TEST_CLOCK?: string
  /** Where the console is reached (`https://bot.example.cn`), where that is not where callbacks come in. */
  PUBLIC_ORIGIN?: string
}
