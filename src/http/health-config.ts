import type { PlatformName } from '../platforms/message.ts'
import type { Check } from './check.ts'

const keys = {
  wecom: ['WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'],
  dingtalk: ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET'],
} as const satisfies { [platform in PlatformName]: readonly (keyof Env)[] }

const names = Object.keys(keys) as PlatformName[]

/** The platforms that have all their keys. */
export const platformsOn = (env: Env): PlatformName[] =>
  names.filter((name) => keys[name].every((key) => env[key]))

/** What the settings say by themselves, without asking anybody. */
export function configChecks(env: Env) {
  return {
    wecom: wecom(env),
    dingtalk: complete(env, keys.dingtalk),
    dingtalk_reply: dingtalkReply(env),
    console: secret(env, 'CONSOLE_SECRET'),
    origins: origins(env),
    test_clock:
      env.ALLOW_TEST_CLOCK === '1'
        ? { state: 'warn', why: 'ALLOW_TEST_CLOCK=1: callbacks may set the time; never in production' }
        : { state: 'off' },
  } satisfies { [name: string]: Check }
}

const ok: Check = { state: 'ok' }

/** None of the keys: off. All: ok. Some: error, and the missing ones are named. */
function complete(env: Env, wanted: readonly (keyof Env)[]): Check {
  const missing = wanted.filter((key) => !env[key])
  if (missing.length === wanted.length) return { state: 'off', why: `not set: ${missing.join(', ')}` }
  return missing.length > 0 ? { state: 'warn', broken: true, why: `missing: ${missing.join(', ')}` } : ok
}

function wecom(env: Env): Check {
  const check = complete(env, keys.wecom)
  return check === ok && !/^[A-Za-z0-9]{43}$/.test(env.WECOM_ENCODING_AES_KEY ?? '')
    ? { state: 'warn', broken: true, why: 'WECOM_ENCODING_AES_KEY must be 43 letters and digits' }
    : check
}

/** A secret that only we choose, so it can be chosen long. */
export function secret(env: Env, key: 'GATEWAY_SECRET' | 'CONSOLE_SECRET'): Check {
  const check = complete(env, [key])
  return check === ok && (env[key] ?? '').length < 32
    ? { state: 'warn', why: `${key} is shorter than 32 characters: openssl rand -hex 32 makes a good one` }
    : check
}

const replies = ['inline', 'webhook']

function dingtalkReply(env: Env): Check {
  if (!platformsOn(env).includes('dingtalk')) return { state: 'off' }
  return replies.includes(env.DINGTALK_REPLY)
    ? ok
    : { state: 'warn', why: 'DINGTALK_REPLY is neither inline nor webhook: answers go inline' }
}

const defaults = {
  WECOM_API_ORIGIN: 'https://qyapi.weixin.qq.com',
  DINGTALK_API_ORIGIN: 'https://api.dingtalk.com',
  DINGTALK_OAPI_ORIGIN: 'https://oapi.dingtalk.com',
} as const

function origins(env: Env): Check {
  const all = Object.keys(defaults) as (keyof typeof defaults)[]
  const broken = all.filter((key) => !URL.canParse(env[key]))
  if (broken.length > 0)
    return { state: 'warn', broken: true, why: `not an origin (https://…): ${broken.join(', ')}` }
  const others = all.filter((key) => new URL(env[key]).origin !== defaults[key])
  return others.length > 0 ? { state: 'warn', why: `not the platform's own: ${others.join(', ')}` } : ok
}
