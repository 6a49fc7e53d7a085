import { createHmac } from 'node:crypto'
import type { Surroundings } from '../commands/define.ts'
import { originOf } from '../console/origin.ts'
import type { RunSurroundings } from '../jobs/run.ts'
import { faultOf, log, loggedRun } from './log.ts'
import { waysOf } from './ways.ts'

/** What a decision is given from outside: the deployment's settings, chance, and keyed digests; `address` is where the request came in. */
export const surroundingsOf = (
  env: Env,
  address: string,
): Pick<Surroundings, 'settings' | 'random' | 'hmac'> => ({
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
    // Few messages need it, and to take an address apart is dear.
    get consoleOrigin() {
      return env.CONSOLE_SECRET ? originOf(env, address) : undefined
    },
  },
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  hmac: (key, text) => new Uint8Array(createHmac('sha256', key).update(text).digest()),
})

/** What the runs of the clock and of the queue are given from outside. */
export const runSurroundingsOf = (env: Env): RunSurroundings => ({
  database: env.DB,
  queue: env.OUTBOX,
  ways: waysOf(env),
  logged: loggedRun,
  clock: () => Date.now(),
  chance: () => Math.random(),
  newId: () => crypto.randomUUID(),
  warn: ({ error, ...fields }) =>
    log('warn', error === undefined ? fields : { ...fields, ...faultOf(error) }),
})
