import type { ChildProcess } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { execute } from './database.ts'
import { HOST } from './port.ts'
import type { Secrets } from './secrets.ts'
import { end, signal, spawnWrangler, wrangler } from './wrangler.ts'

export interface WorkerOptions {
  port: number
  /** Holds the local D1 and the secrets; wiped first unless `keep`. */
  stateDir: string
  keep?: boolean
  secrets: Secrets
  /** Where the Worker finds the platforms' servers. */
  platforms: string
  /** SQL to run after the migrations on a fresh database. */
  sql?: string
  /** Hears what the Worker prints about errors. */
  onError(line: string): void
}

export interface RunningWorker {
  origin: string
  stop(): Promise<void>
  /** Ends it as a loss of power would: nothing under way is finished. */
  kill(): Promise<void>
}

/** A Worker in local workerd: migrations applied, secrets set, answering. Throws with advice when it cannot come up. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { port, stateDir, keep = false, secrets, platforms } = options
  if (!keep) await rm(stateDir, { recursive: true, force: true })
  await mkdir(stateDir, { recursive: true })
  const envFile = `${stateDir}/worker.env`
  const values = {
    ...secrets,
    ALLOW_TEST_CLOCK: '1',
    // The console is reached through the simulator's own port (console.ts).
    PUBLIC_ORIGIN: platforms,
    WECOM_API_ORIGIN: platforms,
    DINGTALK_API_ORIGIN: platforms,
    DINGTALK_OAPI_ORIGIN: platforms,
  }
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(envFile, lines.join(''), { mode: 0o600 })

  const origin = `http://${HOST}:${port}`
  const child = spawnWrangler(
    stateDir,
    ...['dev', '--ip', HOST, '--port', String(port), '--inspector-port', '0', '--persist-to', stateDir],
    ...['--env-file', envFile, '--log-level', 'error', '--show-interactive-dev-session=false'],
  )
  // However this process ends, no workerd stays behind.
  const onExit = () => signal(child, 'SIGKILL')
  process.once('exit', onExit)
  const onCrash = () => options.onError('Worker 意外结束了 · the Worker ended unexpectedly')
  child.once('exit', onCrash)
  const stop = async () => {
    child.off('exit', onCrash)
    await end(child)
    process.off('exit', onExit)
  }
  const kill = async () => {
    child.off('exit', onCrash)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    signal(child, 'SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await gone
    process.off('exit', onExit)
  }
  const told = listen(child, options.onError)
  try {
    // The Worker touches its database at the first request only, so the migrations may run while it is starting.
    await wrangler(stateDir, 'd1', 'migrations', 'apply', 'DB', '--local', '--persist-to', stateDir)
    if (options.sql && !keep) execute(stateDir, options.sql)
    await healthy(origin, child, told)
  } catch (error) {
    await stop()
    throw error
  }
  return { origin, stop, kill }
}

/** Passes on what is printed, line by line, and keeps the last of it for an error message. */
function listen(child: ChildProcess, onError: (line: string) => void): string[] {
  const told: string[] = []
  const hear = (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n')) {
      // The Worker's own log is one JSON object a line; only its errors are news here.
      if (line.trim() === '' || (line.startsWith('{') && !line.includes('"error"'))) continue
      told.push(line)
      if (told.length > 40) told.shift()
      onError(line)
    }
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return told
}

/** Waits until /healthz says yes. Throws with the checks that fail, or with what wrangler printed last. */
async function healthy(origin: string, child: ChildProcess, told: string[]): Promise<void> {
  let last = 'no answer'
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    if (child.exitCode !== null)
      throw new Error(`Worker 没有启动 · the Worker did not start\n${told.join('\n')}`)
    try {
      const response = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(5_000) })
      if (response.ok) return void (await response.text())
      last = `${response.status} ${await response.text()}`
    } catch (error) {
      last = String(error)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Worker 一分钟内没有就绪 · not healthy within a minute: ${last}\n${told.join('\n')}`)
}
