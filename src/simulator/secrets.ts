import { randomInt } from 'node:crypto'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const letters = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** The robot code of the demo's DingTalk app; accounts hang on it, so it stays the same from run to run. */
export const CLIENT_ID = 'dinghongdadangdemo00'

/** New secrets, by the names that the Worker reads. They live as long as one run. */
export const newSecrets = () => ({
  WECOM_TOKEN: letters(32),
  WECOM_ENCODING_AES_KEY: letters(43),
  DINGTALK_CLIENT_ID: CLIENT_ID,
  DINGTALK_CLIENT_SECRET: letters(64),
  GATEWAY_SECRET: letters(43),
  ACTIVATION_CODE: letters(20),
  CONSOLE_SECRET: letters(43),
})

export type Secrets = ReturnType<typeof newSecrets>
