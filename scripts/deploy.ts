import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs, parseEnv } from 'node:util'
import { unstable_readConfig as readConfig } from 'wrangler'
import { rehearse } from './deploy/dry.ts'
import { SECRETS } from './deploy/findings.ts'
import { deploy } from './deploy/live.ts'

/**
 * `npm run deploy`: checks, migrations, program, /healthz (docs/deploy.md). `-- --dry-run` does what needs no account,
 * offline; `--env-file` names the file whose secrets it checks. `--config` takes another wrangler.toml, `--url` says
 * where to ask for /healthz.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url))
const WRANGLER = `${ROOT}node_modules/wrangler/bin/wrangler.js`

const { values: options } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    'env-file': { type: 'string' },
    config: { type: 'string', default: `${ROOT}wrangler.toml` },
    url: { type: 'string' },
  },
})

const folder = mkdtempSync(`${tmpdir()}/hong-dadang-deploy-`)
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
// The bundle is ESM; Node asks the nearest package.json.
writeFileSync(`${folder}/package.json`, '{ "type": "module" }')

const written = `${folder}/deployed.ndjson`
const offline = { CLOUDFLARE_CF_FETCH_ENABLED: 'false' }
const environment = {
  ...process.env,
  ...(options['dry-run'] ? offline : {}),
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_LOG_PATH: `${folder}/logs`,
  WRANGLER_OUTPUT_FILE_PATH: written,
}

function wrangler(args: string[], show = false): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [WRANGLER, ...args, '--config', options.config], {
    cwd: ROOT,
    env: environment,
    stdio: show ? ['inherit', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? 1, output })))
}

/** Of the environment only what is ours. */
const secrets = options['env-file']
  ? parseEnv(readFileSync(options['env-file'], 'utf8'))
  : Object.fromEntries([...SECRETS, 'ALLOW_TEST_CLOCK'].map((name) => [name, process.env[name]]))

const config = readConfig({ config: options.config }, { hideWarnings: true }) as never
const say = (line: string) => console.log(line)

const good = options['dry-run']
  ? await rehearse({ config, secrets, wrangler, folder, migrations: `${ROOT}migrations`, say })
  : await deploy(
      config,
      {
        wrangler,
        deployed: async () => (existsSync(written) ? readFileSync(written, 'utf8') : ''),
        fetch: (url) => fetch(url, { signal: AbortSignal.timeout(10_000) }),
        pause: (ms) => new Promise((done) => setTimeout(done, ms)),
        say,
        env: process.env,
      },
      options.url,
    )
process.exit(good ? 0 : 1)
