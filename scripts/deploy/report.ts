import type { Finding } from './findings.ts'

/** A finding as it is printed. */
export const told = ({ is, zh, en }: Finding): string => `${is === 'refuse' ? '✗' : '·'} ${zh}\n    ${en}`

export interface Health {
  ok: boolean
  version: string
  checks: { [name: string]: { state: string; why?: string } }
}

export const isHealth = (value: unknown): value is Health =>
  typeof value === 'object' && value !== null && 'ok' in value && 'checks' in value

/** What /healthz says as lines: everything that is neither ok nor off, and what an ok has to add. */
export function healthLines({ ok, version, checks }: Health): string[] {
  const marks: { [state: string]: string } = { ok: '✓', off: '·', warn: '!' }
  const lines = Object.entries(checks)
    .filter(([, { state, why }]) => state !== 'off' && (state !== 'ok' || why))
    .map(([name, { state, why }]) => `${marks[state] ?? '✗'} ${name}: ${state}${why ? ` — ${why}` : ''}`)
  return [`${ok ? '✓ 服务正常 · healthy' : '✗ 服务有问题 · broken'} (${version})`, ...lines]
}

/** The addresses that wrangler deployed to, from its machine-readable output (one JSON object a line). */
export function targetsIn(output: string): string[] {
  const entries = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { type?: string; targets?: string[] })
  const targets = entries.findLast(({ type }) => type === 'deploy')?.targets ?? []
  // A custom domain comes without a scheme and with a remark; cron and queues are targets too.
  return targets
    .map(
      (target) => (/^https:\/\/[^\s/]+/.exec(target) ?? /^[\w-]+(?:\.[\w-]+)+(?=[ /]|$)/.exec(target))?.[0],
    )
    .filter((found) => found !== undefined)
    .map((found) => (found.startsWith('https://') ? found : `https://${found}`))
}
