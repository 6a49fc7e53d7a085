import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** The project's top folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const WRANGLER = `${ROOT}node_modules/wrangler/bin/wrangler.js`

/** Offline, without questions, and apart from other wranglers of this machine. */
const environment = (stateDir: string) => ({
  ...process.env,
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_LOG_PATH: `${stateDir}/logs`,
  WRANGLER_REGISTRY_PATH: `${stateDir}/registry`,
  FORCE_COLOR: '0',
  // Halves the time that wrangler takes to load, from the second run on.
  NODE_COMPILE_CACHE: `${ROOT}node_modules/.cache/compile`,
})

/** Runs one wrangler command to its end. Throws with what it printed. */
export async function wrangler(stateDir: string, ...args: string[]): Promise<string> {
  try {
    const options = { cwd: ROOT, env: environment(stateDir), maxBuffer: 64 << 20 }
    const run = promisify(execFile)(process.execPath, [WRANGLER, ...args], options)
    run.child.stdin?.end()
    return (await run).stdout
  } catch (error) {
    const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string }
    throw new Error(
      `wrangler ${args.slice(0, 3).join(' ')} 失败 · failed\n${[stdout, stderr].join('').trim() || message}`,
    )
  }
}

/** Starts wrangler in a process group of its own, so that it can be ended with all its children. */
export const spawnWrangler = (stateDir: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    env: environment(stateDir),
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Ends a process started by `spawnWrangler` and everything that it started. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)))
  signal(child, 'SIGTERM')
  const patience = new Promise<boolean>((resolve) => setTimeout(resolve, 3_000, false).unref())
  if (!(await Promise.race([gone, patience]))) signal(child, 'SIGKILL')
}

/** Sends a signal to the whole group; a group that is gone already is fine. */
export function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'])
    else process.kill(-child.pid, name)
  } catch {
    // Nobody is left to hear it.
  }
}
