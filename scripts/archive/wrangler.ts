import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Runs wrangler and gives what it printed; throws with that when it fails. */
export function wrangler(args: readonly string[], folder: string): Promise<string> {
  const child = spawn(process.execPath, [`${ROOT}node_modules/wrangler/bin/wrangler.js`, ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_LOG_PATH: `${folder}/logs`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, faults] = ['', '']
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (faults += chunk))
  return new Promise((resolve, reject) =>
    child.once('close', (code) =>
      code === 0
        ? resolve(output)
        : reject(new Error(`wrangler ${args.slice(0, 2).join(' ')}:\n${output}${faults}`)),
    ),
  )
}
