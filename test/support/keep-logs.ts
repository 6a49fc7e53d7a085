import { beforeEach } from 'vitest'

/**
 * What the Worker logs, printed beside a test that fails. vitest's own console sends each line to its main process, and a group
 * does not end before all are answered; what a queue batch logs at the very end is never sent (docs/decisions/0024).
 */
const LEVELS = ['debug', 'info', 'log', 'warn', 'error'] as const
const MOST = 100
const print = console.error.bind(console)
const kept: string[] = []

for (const level of LEVELS) {
  console[level] = (...all: unknown[]) => {
    kept.push(all.map(String).join(' '))
    if (kept.length > MOST) kept.shift()
  }
}

beforeEach(({ onTestFailed, task }) => {
  kept.length = 0
  onTestFailed(() => {
    if (kept.length > 0) print(`${task.name}\n${kept.join('\n')}`)
  })
})
