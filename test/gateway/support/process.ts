import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { until } from './waiting.ts'

const MAIN = fileURLToPath(new URL('../../../src/gateway/main.ts', import.meta.url))

/** The gateway as a process of its own, as `npm run gateway` starts it. */
export class Running {
  readonly #child: ChildProcess
  out = ''

  constructor(environment: Record<string, string>) {
    this.#child = spawn(process.execPath, [MAIN], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const pipe of [this.#child.stdout, this.#child.stderr])
      pipe?.on('data', (chunk) => {
        this.out += chunk
      })
  }

  /** Every line that it wrote, as JSON; throws when one is not. */
  get lines(): Record<string, unknown>[] {
    return this.out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
  }

  get port(): number {
    return Number(this.lines.find(({ event }) => event === 'started')?.port)
  }

  async started(): Promise<void> {
    await until(`it has started: ${this.out}`, () => this.out.includes('"started"'), 60_000)
  }

  /** Tells it the simulated time. */
  clock(now: number): void {
    this.#child.send({ clock: now })
  }

  /** Sends a signal and waits for the end; the exit code, or the signal that ended it. */
  async end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    this.#child.kill(signal)
    return this.ended()
  }

  async ended(): Promise<number | NodeJS.Signals | null> {
    const { exitCode, signalCode } = this.#child
    if (exitCode !== null || signalCode !== null) return exitCode ?? signalCode
    return new Promise((resolve) => this.#child.once('exit', (code, name) => resolve(code ?? name)))
  }
}
