import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { test } from 'vitest'
import manifest from '../../package.json'
import { newestMigration } from '../../src/store/migration.ts'
import { version } from '../../src/version.ts'
import { clear, OURS } from '../support/database.ts'

/** What a database consists of, in a form that can be compared: tables as sets of their parts, the rest as text. */
type Shape = { [object: string]: string | string[] }

/** Without comments, with single spaces and none at brackets and commas; quoted text is left alone. */
const tidy = (sql: string): string =>
  sql
    .replace(/('(?:[^']|'')*')|--[^\n]*/g, '$1')
    .replace(
      /('(?:[^']|'')*')|\s*([(),;])\s*|\s+/g,
      (_, quoted?: string, sign?: string) => quoted ?? sign ?? ' ',
    )
    .trim()

/** The parts between the outer brackets of a CREATE TABLE, split at the commas of the top level. */
function partsOf(sql: string): string[] {
  const parts = ['']
  let depth = 0
  for (const sign of sql.slice(sql.indexOf('(') + 1, sql.lastIndexOf(')'))) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (sign === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts
}

/** A table's columns and constraints as a sorted set (a column that a step adds comes last), with what follows them. */
const shapeOf = (sql: string): string | string[] =>
  /^create table/i.test(sql) ? [...partsOf(sql).sort(), `after: ${sql.slice(sql.lastIndexOf(')') + 1)}`] : sql

async function shape(): Promise<Shape> {
  const { results } = await env.DB.prepare(
    `select type, name, sql from sqlite_master where sql is not null and ${OURS} order by type, name`,
  ).all<{ type: string; name: string; sql: string }>()
  return Object.fromEntries(results.map(({ type, name, sql }) => [`${type} ${name}`, shapeOf(tidy(sql))]))
}

test('the steps of migrations/ end in schema.sql', async ({ expect }) => {
  const written = await shape()
  await clear()
  expect(await shape()).toEqual({})
  await env.DB.prepare('drop table d1_migrations').run()
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  const stepped = await shape()

  expect(Object.keys(stepped)).toEqual(Object.keys(written))
  expect(stepped).toEqual(written)
  expect(Object.keys(written)).toEqual(
    expect.arrayContaining(['table hour_entry', 'trigger hour_entry_overlap', 'index duty_open']),
  )
})

test('the comparison sees a lost CHECK, a lost NOT NULL, STRICT, a changed trigger, and not the order', ({
  expect,
}) => {
  const table =
    "create table t (a text not null, -- somebody’s words; with a quote ('), and a comma\n b integer, constraint c check (b in (1, 2))) strict"
  const same = (other: string) =>
    JSON.stringify(shapeOf(tidy(other))) === JSON.stringify(shapeOf(tidy(table)))
  expect(same('create table t (b integer,constraint c check (b in(1,2)), a text not null) strict')).toBe(true)
  expect(same(table.replace(' strict', ''))).toBe(false)
  expect(same(table.replace(' not null', ''))).toBe(false)
  expect(same(table.replace('(1, 2)', '(1, 2, 3)'))).toBe(false)
  expect(tidy("select 'a,  b'")).not.toBe(tidy("select 'a, b'"))
})

test('every table is STRICT, and every CHECK has a name', ({ expect }) => {
  const schema = tidy(env.TEST_SCHEMA)
  const tables = schema.match(/create table .*?;/gi) ?? []
  expect(tables.length).toBeGreaterThan(15)
  for (const table of tables) {
    expect(table).toMatch(/\)strict(,without rowid)?;$/)
    expect(table.match(/check\(/g)?.length ?? 0).toBe(table.match(/constraint \w+ check\(/g)?.length ?? 0)
  }
})

test('the program knows the last step, and no step’s number is missing or twice', ({ expect }) => {
  const steps = env.TEST_MIGRATIONS.map(({ name }) => name)
  expect(steps.at(-1)).toBe(newestMigration)
  expect(steps.map((name) => Number(name.slice(0, 4)))).toEqual(steps.map((_, i) => i + 1))
  for (const name of steps) expect(name).toMatch(/^\d{4}_[a-z0-9_]+\.sql$/)
})

test('the version is the same as in package.json', ({ expect }) => expect(version).toBe(manifest.version))
