import { env } from 'cloudflare:workers'
import { beforeAll, describe, test } from 'vitest'
import { wrongWith } from '../../scripts/archive/check.ts'
import { statementsOf } from '../../scripts/archive/statements.ts'
import {
  passing,
  secret,
  tablesQuery,
  triggersQuery,
  untouched,
  usedQuery,
} from '../../scripts/archive/tables.ts'
import { type Ask, archiveOf, type Row } from '../../scripts/archive/write.ts'
import { tables } from '../../src/console/exports.ts'
import { newestMigration } from '../../src/store/migration.ts'
import { rows, run } from '../schema/lines.ts'
import { Browser, textOf } from '../support/console.ts'
import { cornerTown, eastFinance, westSecretary } from '../support/corners.ts'
import { build, clear, recordSteps } from '../support/database.ts'
import { admin, secretary, type Talk } from '../support/talk.ts'

let talk: Talk
beforeAll(async () => {
  talk = (await cornerTown()).talk
  await talk.private(secretary, '/更正 1 30分钟 记错了')
  await talk.private(eastFinance, '/工时 2小时 "引号"; drop table person; -- 注释 11-22')
})

const ask: Ask = async function* (sql) {
  yield* (await env.DB.prepare(sql).all<Row>()).results
}
async function archive(secrets = false): Promise<string[]> {
  const lines: string[] = []
  for await (const line of archiveOf(ask, secrets)) lines.push(line.trimEnd())
  return lines
}
/** Writes a file into the database as the script does: one transaction. */
async function load(lines: readonly string[]): Promise<void> {
  const triggers = await rows<{ name: string; sql: string }>(triggersQuery)
  const statements: D1PreparedStatement[] = []
  for await (const sql of statementsOf(lines, triggers)) statements.push(env.DB.prepare(sql))
  await env.DB.batch(statements)
}
async function anew(): Promise<void> {
  await clear()
  await build()
  await recordSteps()
}

/** What people hand in: the month in the chat, the console's pages, every table that can be taken along, byte by byte. */
async function reports(): Promise<{ [what: string]: string }> {
  const found: { [what: string]: string } = {}
  for (const who of [admin, secretary, westSecretary]) {
    for (const text of ['/月报', '/报到率', '/冷热', '/沉默', '/排行', '/我的'])
      found[`${who.name} ${text}`] = (await talk.private(who, text)).text
    const browser = await Browser.of(talk, who)
    for (const path of [
      '/month',
      '/registration',
      '/balance',
      '/people',
      '/orders',
      '/roster',
      '/grades',
      '/pairs',
    ])
      found[`${who.name} ${path}`] = textOf(await (await browser.get(`/console${path}`)).text())
    for (const { name, by } of tables)
      for (const period of by.map((one) => (one === 'year' ? 'year=2026' : 'month=2026-11'))) {
        const response = await browser.get(`/console/exports/${name}?${period}&as=csv`)
        const text = await response.text()
        // A page that is not theirs has the nonces of its forms in it.
        found[`${who.name} ${name} ${period}`] = response.ok ? text : textOf(text)
      }
  }
  found.sums = JSON.stringify(await rows('select * from ledger_total order by 1, 2, 3'))
  return found
}

describe('a whole installation as one file', { timeout: 300_000 }, () => {
  test('comes up in an empty one with identical reports, and guards it by the same schema', async ({
    expect,
  }) => {
    const schema = await rows('select type, name, sql from sqlite_master order by 1, 2')
    const lines = await archive()
    const before = await reports()
    await anew()
    expect(await wrongWith(lines, newestMigration)).toBeUndefined()
    await load(lines)
    expect(await archive()).toEqual(lines)
    expect(await rows('select type, name, sql from sqlite_master order by 1, 2')).toEqual(schema)
    const after = await reports()
    for (const [what, text] of Object.entries(before)) expect([what, after[what]]).toEqual([what, text])
    expect(before['管理员 /月报']).toContain('东湖社区')
    expect(before['管理员 ledger month=2026-11']).toContain('甲东财')
    // It goes on where it was: the next line of the ledger counts once.
    expect((await talk.private(eastFinance, '/工时 30分钟 接着做 11-19')).text).toContain('已记')
  })

  test('is not written over one that is in use', async ({ expect }) => {
    const lines = await archive()
    await expect(load(lines)).rejects.toThrow(/archive_not_empty/)
    expect(await archive()).toEqual(lines)
    const names = (await rows<{ name: string }>(tablesQuery)).map(({ name }) => name)
    const used = async () =>
      (
        await env.DB.batch(
          usedQuery(names)
            .split(';\n')
            .map((sql) => env.DB.prepare(sql)),
        )
      ).flatMap(({ results }) => results)
    expect(await used()).toContainEqual({ name: 'person' })
    await anew()
    expect(await used()).toEqual([])
    await load(lines)
  })

  test('truncated, altered, foreign, older or newer it is refused', async ({ expect }) => {
    const lines = await archive()
    const at = lines.findIndex((line) => line.includes('甲东财'))
    const altered = lines.with(at, lines[at]!.replace('甲东财', '甲东才'))
    for (const [broken, why] of [
      [lines.slice(0, -1), /不完整/],
      [lines.slice(0, 20), /不完整/],
      [lines.toSpliced(at, 1), /不完整/],
      [altered, /改动/],
      [[...lines, '["person",1]'], /不完整/],
      [[], /不是红搭档/],
      [['{}', '{}'], /不是红搭档/],
      [['PRAGMA defer_foreign_keys=TRUE;', 'x'], /不是红搭档/],
    ] as const)
      expect(await wrongWith(broken, newestMigration)).toMatch(why)
    expect(await wrongWith(lines, '9999_next.sql')).toMatch(/较旧的版本.*再导出一次/)
    expect(await wrongWith(lines, '0001_spine.sql')).toMatch(/较新的版本.*更新本程序/)
  })

  test('holds no secret, session or token unless secrets are asked for; those never', async ({ expect }) => {
    await Browser.of(talk, admin)
    await run("update community set check_in_seed = 'very-secret-seed'")
    await run(
      `update "group" set push_url = 'https://qyapi.weixin.qq.com/very-secret', push_bound_at = 1, push_bound_by = bound_by`,
    )
    const [plain, full] = [(await archive()).join('\n'), (await archive(true)).join('\n')]
    const hashes = await rows<{ hash: string }>('select hash from console_session')
    expect(hashes.length).toBeGreaterThan(0)
    for (const { hash } of hashes) expect([plain.includes(hash), full.includes(hash)]).toEqual([false, false])
    expect(plain).not.toMatch(/very-secret/)
    expect((await archive(true)).join('\n')).toContain('very-secret-seed')
    const names = (await rows<{ name: string }>(tablesQuery)).map(({ name }) => name)
    expect(
      [...passing, ...untouched, ...Object.keys(secret)].filter((name) => !names.includes(name)),
    ).toEqual([])
  })
})
