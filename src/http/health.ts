import { newestMigration } from '../store/migration.ts'
import { version } from '../version.ts'

type State = 'ok' | 'warn' | 'off' | 'broken'
interface Check {
  state: State
  why?: string
}

export interface Health {
  ok: boolean
  version: string
  checks: { [name: string]: Check }
}

/** Whether the service can do its work: `ok` is false only when it is broken; an unused platform is off, not broken. */
export async function health(env: Env): Promise<Health> {
  const { database, migrations } = await databaseChecks(env.DB)
  const checks: { [name: string]: Check } = {
    database,
    migrations,
    wecom: configured(env, ['WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY']),
    dingtalk: configured(env, ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET']),
    gateway: configured(env, ['GATEWAY_SECRET']),
    console: configured(env, ['CONSOLE_SECRET']),
    activation: configured(env, ['ACTIVATION_CODE']),
    test_clock:
      env.ALLOW_TEST_CLOCK === '1'
        ? { state: 'warn', why: 'ALLOW_TEST_CLOCK=1: callbacks may set the time; never in production' }
        : { state: 'off' },
  }
  return { ok: Object.values(checks).every(({ state }) => state !== 'broken'), version, checks }
}

/** None of the keys: off. All: ok. Some: broken, and the missing ones are named. */
function configured(env: Env, keys: (keyof Env)[]): Check {
  const missing = keys.filter((key) => !env[key])
  if (missing.length === keys.length) return { state: 'off', why: `not set: ${missing.join(', ')}` }
  return missing.length > 0 ? { state: 'broken', why: `missing: ${missing.join(', ')}` } : { state: 'ok' }
}

async function databaseChecks(d1: D1Database): Promise<{ database: Check; migrations: Check }> {
  try {
    await d1.prepare('select 1').first()
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreachable'
    return {
      database: { state: 'broken', why },
      migrations: { state: 'broken', why: 'database unreachable' },
    }
  }
  try {
    const name = await d1
      .prepare('select name from d1_migrations order by id desc limit 1')
      .first<string>('name')
    const behind = name !== newestMigration
    return {
      database: { state: 'ok' },
      migrations: behind
        ? { state: 'broken', why: `at ${name ?? 'none'}, wanted ${newestMigration}: run npm run deploy` }
        : { state: 'ok' },
    }
  } catch {
    return {
      database: { state: 'ok' },
      migrations: { state: 'broken', why: 'no migration was applied: npx wrangler d1 migrations apply DB' },
    }
  }
}
