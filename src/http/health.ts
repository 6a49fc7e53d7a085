import { calendarState } from '../domain/calendar/holiday-due.ts'
import { dayOf } from '../domain/calendar/shanghai.ts'
import { calendarOf } from '../domain/calendar/working-days.ts'
import { Store } from '../store/d1.ts'
import { version } from '../version.ts'
import type { Check } from './check.ts'
import { configChecks, platformsOn } from './health-config.ts'
import { databaseHealth } from './health-database.ts'
import { gateway, platforms } from './health-gateway.ts'
import { groups, push, quota } from './health-push.ts'

export interface Health {
  ok: boolean
  version: string
  checks: { [name: string]: Check }
}

/** Whether the service can do its work at that instant (architecture §5). Asks D1 at most twice. */
export async function health(env: Env, now: number): Promise<Health> {
  const { checks: database, facts } = await databaseHealth(new Store(env.DB), now)
  const gateways = facts?.gateways ?? []
  const on = [...new Set([...platformsOn(env), ...gateways.map(({ platform }) => platform)])]
  const checks: { [name: string]: Check } = {
    ...database,
    ...configChecks(env),
    platforms: platforms(on),
    gateway: gateway(env, gateways, now),
    activation: facts ? activation(env, on, facts.activated) : unknown,
    groups: facts ? groups(facts.groups[0]?.without ?? 0) : unknown,
    push: facts ? push(facts.push) : unknown,
    quota: facts && platformsOn(env).includes('dingtalk') ? quota(facts) : { state: 'off' },
    holidays: facts ? holidays(facts.holidays, dayOf(now)) : unknown,
  }
  return { ok: Object.values(checks).every(({ broken }) => !broken), version, checks }
}

const unknown: Check = { state: 'warn', why: 'not known: the database cannot be asked' }

/** Without a year's list its make-up days are not known, and long holidays are taken for working days. */
function holidays(years: { year: number }[], day: string): Check {
  const calendar = calendarOf(years.map(({ year }) => ({ year, day: null, off: null, name: null })))
  const state = calendarState(day, calendar)
  return 'until' in state
    ? { state: 'ok', why: `covered until ${state.until}` }
    : { state: 'warn', why: `the list of ${state.missing} is missing: an administrator pastes it to /节假日` }
}

const shortest = 16

/** The code makes whoever types it first an administrator, once on each platform; then it should go. */
function activation(env: Env, on: readonly string[], used: { platform: string }[]): Check {
  const waiting = on.filter((name) => !used.some(({ platform }) => platform === name))
  if (!env.ACTIVATION_CODE) {
    return waiting.length === 0
      ? { state: 'off' }
      : { state: 'warn', why: `ACTIVATION_CODE is not set: nobody can activate ${waiting.join(' and ')}` }
  }
  if (waiting.length === 0 && used.length > 0) {
    return { state: 'ok', why: 'used on every configured platform: ACTIVATION_CODE can be removed' }
  }
  if (env.ACTIVATION_CODE.length < shortest) {
    return { state: 'warn', why: `ACTIVATION_CODE is shorter than ${shortest} characters: it can be guessed` }
  }
  return waiting.length > 0
    ? { state: 'ok', why: `not used yet on ${waiting.join(' and ')}` }
    : { state: 'ok' }
}
