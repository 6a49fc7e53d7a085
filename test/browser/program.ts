import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { freePort } from '../../src/simulator/port.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface Program {
  address: string
  /** Ctrl-C; the exit code. */
  stop(): Promise<number | null>
}

/** An afternoon, whenever the tests run. */
const BEGINS = '2026-11-22T17:00:00+08:00'

/** Starts `npm start` on a port of its own and reads the address that it prints. */
export async function startProgram(): Promise<Program> {
  const port = await freePort(8900)
  const child = spawn(process.execPath, [`${ROOT}src/simulator/start.ts`, `--at=${BEGINS}`], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await printedAddress(child)
  return {
    address,
    async stop() {
      const code = new Promise<number | null>((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      const got = await code
      await rm(`${ROOT}.wrangler/demo-${port}`, { recursive: true, force: true })
      return got
    },
  }
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk
      const [found] = /http:\/\/[\d.:]+/.exec(printed) ?? []
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}\n${printed}`)))
  })
}

/** Chromium, or an error that says how to get it. */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(executablePath)) {
    throw new Error(
      `No Chromium at ${executablePath}: apt-get install -y chromium fonts-noto-cjk, or set CHROMIUM`,
    )
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}
