import { createHmac } from 'node:crypto'
import type { Surroundings } from '../commands/define.ts'

/** What a decision is given from outside: the deployment's settings, chance, and keyed digests. */
export const surroundingsOf = (env: Env): Pick<Surroundings, 'settings' | 'random' | 'hmac'> => ({
  settings: {
    botNames: (env.BOT_NAMES ?? '').split(/[,，]/).filter((name) => name.trim() !== ''),
    activationCode: env.ACTIVATION_CODE,
    pepper:
      env.CONSOLE_SECRET ||
      env.GATEWAY_SECRET ||
      env.DINGTALK_CLIENT_SECRET ||
      env.WECOM_ENCODING_AES_KEY ||
      '',
    pushOrigins: { wecom: env.WECOM_API_ORIGIN, dingtalk: env.DINGTALK_OAPI_ORIGIN },
  },
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  hmac: (key, text) => new Uint8Array(createHmac('sha256', key).update(text).digest()),
})
