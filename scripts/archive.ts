import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { unstable_readConfig as readConfig } from 'wrangler'
import { newestMigration } from '../src/store/migration.ts'
import { wrongWith } from './archive/check.ts'
import { dumpOf, type Place, rowsThere, runThere } from './archive/database.ts'
import { statementsIn } from './archive/read-dump.ts'
import { statementsOf } from './archive/statements.ts'
import { migrationQuery, tablesQuery, triggersQuery, usedQuery } from './archive/tables.ts'
import { archiveOf, type Row } from './archive/write.ts'

/**
 * `npm run export -- --output file` and `npm run import -- file`: a whole installation as one file, and into one that nobody
 * has used (docs/deploy.md, docs/decisions/0023). `--local` takes wrangler's local database, `--config` another wrangler.toml;
 * `--with-secrets` puts webhooks and the seeds of check-in codes in.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    config: { type: 'string', default: fileURLToPath(new URL('../wrangler.toml', import.meta.url)) },
    local: { type: 'boolean', default: false },
    output: { type: 'string' },
    'with-secrets': { type: 'boolean', default: false },
  },
})
const [does, file] = positionals
const folder = mkdtempSync(`${tmpdir()}/hong-dadang-archive-`)
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const { d1_databases: databases } = readConfig({ config: options.config }, { hideWarnings: true }) as {
  d1_databases: { binding: string; database_name?: string }[]
}
const place: Place = {
  name: databases.find(({ binding }) => binding === 'DB')?.database_name ?? 'hong-dadang',
  where: [options.local ? '--local' : '--remote', '--config', options.config],
  folder,
}

const fault =
  does === 'export'
    ? await exportTo(options.output ?? 'hong-dadang.ndjson')
    : does === 'import' && file !== undefined
      ? await importFrom(file)
      : '用法：npm run export -- --output 文件 ；npm run import -- 文件'
if (fault !== undefined) console.error(fault)
process.exit(fault === undefined ? 0 : 1)

/** D1's dump is one instant; it is read here, and what is told is left out. Gives what was wrong. */
async function exportTo(output: string): Promise<string | undefined> {
  if (existsSync(output))
    return `${output} 已经有了，没有覆盖；请换一个文件名。It exists and is not overwritten.`
  const dump = `${folder}/dump.sql`
  await dumpOf(place, dump)
  const copy = new DatabaseSync(`${folder}/copy.sqlite`, { enableForeignKeyConstraints: false })
  copy.exec('begin')
  for await (const statement of statementsIn(linesOf(dump))) copy.exec(statement)
  copy.exec('commit')
  const ask = (sql: string) => copy.prepare(sql).iterate() as Iterable<Row>
  const [step] = [...ask(migrationQuery)]
  if (step?.name !== newestMigration)
    return `数据库是 ${step?.name}，本程序是 ${newestMigration}：请先运行 npm run deploy，再导出。Deploy first, then export.`
  await pipeline(archiveOf(ask, options['with-secrets']), createWriteStream(output, { mode: 0o600 }))
  console.log(
    `已导出到 ${output}。里面有个人信息，请加密保存。Exported; it holds personal data, keep it encrypted.`,
  )
  return undefined
}

/** Checks the file and the database before anything is written. Gives what was wrong. */
async function importFrom(path: string): Promise<string | undefined> {
  if (!existsSync(path)) return `没有文件 ${path}。There is no such file.`
  const lines = () => linesOf(path)
  const wrong = await wrongWith(lines(), newestMigration)
  if (wrong !== undefined) return wrong
  const tables = await rowsThere(place, tablesQuery)
  const [step] = tables.length === 0 ? [] : await rowsThere(place, migrationQuery)
  if (step?.name !== newestMigration)
    return `要导入的数据库还没有建好：请先在新环境运行 npm run deploy，再导入。Deploy to the new installation first.`
  const used = await rowsThere(place, usedQuery(tables.map(({ name }) => String(name))))
  if (used.length > 0)
    return `这个数据库已经有数据（${used.map(({ name }) => name).join('、')}），没有写入任何内容。只能导入到空的新环境。It is in use; nothing was written.`
  const triggers = (await rowsThere(place, triggersQuery)) as { name: string; sql: string }[]
  const statements = async function* () {
    for await (const sql of statementsOf(lines(), triggers)) yield `${sql};\n`
  }
  await pipeline(statements, createWriteStream(`${folder}/import.sql`, { mode: 0o600 }))
  await runThere(place, `${folder}/import.sql`)
  console.log(
    '已导入。接口令牌、日历地址要重新生成；没有带密钥导出的，还要重新 /绑定推送、/签到码。Imported; make tokens and calendar addresses anew, and without secrets /绑定推送 and /签到码.',
  )
  return undefined
}

function linesOf(path: string) {
  return createInterface({ input: createReadStream(path) })
}
