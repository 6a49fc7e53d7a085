import { readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { configFindings, type DeployConfig, SECRETS, secretFindings, valueFindings } from './findings.ts'
import { told } from './report.ts'

type Values = { [name: string]: string | undefined }

export interface Rehearsal {
  config: DeployConfig
  /** Secrets from --env-file, or from the environment; none at all leaves them unchecked. */
  secrets: Values
  wrangler(args: string[]): Promise<{ code: number; output: string }>
  /** A folder of one's own for the database and the bundle; the bundle is imported from there. */
  folder: string
  migrations: string
  say(line: string): void
}

/** KiB, gzip: what the free and the paid plan take (Workers limits). */
const freePlan = 3 * 1024
const paidPlan = 10 * 1024

/** Everything of a deploy that needs no account: settings, migrations on an empty database, the bundle. */
export async function rehearse({
  config,
  secrets,
  wrangler,
  folder,
  migrations,
  say,
}: Rehearsal): Promise<boolean> {
  const names = Object.keys(secrets).filter((name) => secrets[name])
  const given = names.some((name) => (SECRETS as readonly string[]).includes(name))
  const found = [
    ...configFindings(config, true),
    ...(given ? [...secretFindings(names, false), ...valueFindings(secrets)] : []),
  ]
  for (const one of found) say(told(one))
  if (!given)
    say('· 没有给出密钥，不检查：--env-file 文件 可以检查\n    Secrets were not given and not checked.')
  let good = found.every(({ is }) => is !== 'refuse')

  const steps = readdirSync(migrations).filter((name) => name.endsWith('.sql'))
  const local = ['--local', '--persist-to', `${folder}/state`]
  const applied = await wrangler(['d1', 'migrations', 'apply', 'DB', ...local])
  good &&= applied.code === 0
  say(`${applied.code === 0 ? '✓' : '✗'} 迁移 · migrations: ${steps.sort().join(', ')}`)
  if (applied.code !== 0) say(applied.output)

  const built = await wrangler(['deploy', '--dry-run', '--outdir', `${folder}/bundle`])
  if (built.code !== 0) {
    say(`✗ 打包没有成功 · the bundle could not be built\n${built.output}`)
    return false
  }
  return (await weigh(`${folder}/bundle/index.js`, say)) && good
}

/** Prints how large the bundle is and how long its import takes here; a bundle too large for any plan is refused. */
async function weigh(file: string, say: (line: string) => void): Promise<boolean> {
  const bytes = readFileSync(file)
  const [raw, gzip] = [bytes.length, gzipSync(bytes).length].map((size) => Math.round(size / 1024)) as [
    number,
    number,
  ]
  const started = performance.now()
  await import(pathToFileURL(file).href)
  const ms = Math.round(performance.now() - started)
  const mark = gzip > paidPlan ? '✗' : gzip > freePlan ? '!' : '✓'
  say(`${mark} 程序包 · bundle: ${raw} KiB, gzip ${gzip} KiB; import ${ms} ms (Node on this machine)`)
  return gzip <= paidPlan
}
