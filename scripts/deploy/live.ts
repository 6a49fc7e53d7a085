import { configFindings, type DeployConfig, type Finding, queuesOf, secretFindings } from './findings.ts'
import { healthLines, isHealth, targetsIn, told } from './report.ts'

/** What a deploy touches outside itself; tests put their own in. */
export interface World {
  /** Runs wrangler to its end; `show` lets the person see what it prints. */
  wrangler(args: string[], show?: boolean): Promise<{ code: number; output: string }>
  /** What wrangler wrote down of the deploy, one JSON object a line. */
  deployed(): Promise<string>
  fetch(url: string): Promise<Response>
  pause(ms: number): Promise<void>
  say(line: string): void
  env: { [name: string]: string | undefined }
}

/**
 * Deploys: looks first and refuses while anything is missing, then the migrations, then the program, then /healthz.
 * `url` is where to ask for it when wrangler's own answer does not say. Whether all went well.
 */
export async function deploy(config: DeployConfig, world: World, url?: string): Promise<boolean> {
  const { say, wrangler } = world
  const found = configFindings(config, false)
  const account = await accountFindings(config, world, found.length === 0)
  const all = [...found, ...account]
  for (const one of all) say(told(one))
  if (all.some(({ is }) => is === 'refuse')) {
    say('\n没有部署，什么都没有改动。先处理上面打 ✗ 的各项。\nNothing was deployed: see what is marked ✗.')
    return false
  }

  say('\n1/3 数据库迁移 · migrations')
  if ((await wrangler(['d1', 'migrations', 'apply', 'DB', '--remote'], true)).code !== 0) {
    say(
      '✗ 迁移没有成功，程序没有部署，线上仍是原来的版本。\n    The migrations failed; nothing was deployed.',
    )
    return false
  }
  say('\n2/3 部署程序 · the program')
  if ((await wrangler(['deploy'], true)).code !== 0) {
    say(
      '✗ 部署没有走完，迁移已经完成。看上面的错误，改好后再运行一次。\n    The deploy did not finish after the migrations: run it again.',
    )
    return false
  }
  say('\n3/3 检查 /healthz')
  const targets = url ? [url] : targetsIn(await world.deployed())
  return healthy(targets, world)
}

async function accountFindings(
  config: DeployConfig,
  world: World,
  databaseNamed: boolean,
): Promise<Finding[]> {
  const { wrangler, env } = world
  if (!env.CLOUDFLARE_API_TOKEN && (await wrangler(['whoami', '--json'])).code !== 0) {
    return [
      {
        is: 'refuse',
        zh: '没有登录 Cloudflare：先 npx wrangler login，或设置 CLOUDFLARE_API_TOKEN 和 CLOUDFLARE_ACCOUNT_ID',
        en: 'not logged in to Cloudflare',
      },
    ]
  }
  const found: Finding[] = []
  for (const queue of queuesOf(config)) {
    if ((await wrangler(['queues', 'info', queue])).code === 0) continue
    found.push({
      is: 'refuse',
      zh: `没有找到队列 ${queue}：npx wrangler queues create ${queue}`,
      en: `the queue ${queue} was not found`,
    })
  }
  const names = await secretNames(world)
  if (typeof names === 'string') return [...found, { is: 'refuse', zh: '查不到密钥列表', en: names }]
  const gone = databaseNamed && !names.includes('ACTIVATION_CODE')
  return [...found, ...secretFindings(names, gone && (await isActivated(world)))]
}

/** The names of the secrets; none while there is no Worker yet. A string is what went wrong. */
async function secretNames({ wrangler }: World): Promise<string[] | string> {
  const { code, output } = await wrangler(['secret', 'list', '--format', 'json'])
  if (code !== 0) return /Worker "[^"]*".* not found/.test(output) ? [] : output.trim()
  const list = JSON.parse(output.slice(output.indexOf('['))) as { name: string }[]
  return list.map(({ name }) => name)
}

/** Whether somebody has used the activation code; no when the database has no tables yet. */
async function isActivated({ wrangler }: World): Promise<boolean> {
  const sql = 'select count(*) as used from activation'
  const { code, output } = await wrangler(['d1', 'execute', 'DB', '--remote', '--json', '--command', sql])
  return code === 0 && /"used":\s*[1-9]/.test(output)
}

const tries = 10

/** Asks until the new program answers: a fresh address needs some seconds. */
async function healthy(targets: string[], { fetch, pause, say }: World): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt++) {
    for (const target of targets) {
      const response = await fetch(`${target}/healthz`).catch(() => undefined)
      const health: unknown = await response?.json().catch(() => undefined)
      if (!isHealth(health)) continue
      if (!health.ok && attempt < tries - 1) break
      say(target)
      for (const line of healthLines(health)) say(line)
      return health.ok
    }
    await pause(3_000)
  }
  say(
    `✗ 已经部署，但从这里打不开 /healthz（${targets.join('、') || '不知道地址，加 --url https://您的域名'}）。请用浏览器打开看看。\n    Deployed, but /healthz could not be reached from here.`,
  )
  return false
}
