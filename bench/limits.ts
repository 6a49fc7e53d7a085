import type { Invocation } from './deployment.ts'

/** What Cloudflare allows one invocation of a Worker (paid plan), and D1 one statement. */
const limits = {
  statements: 1000,
  parameters: 100,
  bytes: 2_000_000,
  text: 100_000,
  cpuMs: 30_000,
}

type Row = readonly (string | number)[]

/** The dearest run of each kind beside the limits, and what all of them read and wrote together. */
export function costTable(runs: readonly Invocation[]): Row[] {
  const kinds = (['tick', 'work', 'send'] as const).filter((what) => runs.some((run) => run.what === what))
  return [
    [
      'at most',
      'runs',
      'statements',
      'parameters',
      'largest, bytes',
      'SQL, bytes',
      'CPU, ms',
      'read',
      'written',
    ],
    ...kinds.map((what): Row => {
      const those = runs.filter((run) => run.what === what)
      return [what, those.length, ...figuresOf(those), most(those, 'read'), most(those, 'written')]
    }),
    ['limit', '', ...Object.values(limits), '', ''],
    [
      'all together',
      runs.length,
      sum(runs, 'statements'),
      '',
      '',
      '',
      '',
      sum(runs, 'read'),
      sum(runs, 'written'),
    ],
  ]
}

/** The runs that asked for more than they may. */
export const aboveLimits = (runs: readonly Invocation[]): Invocation[] =>
  runs.filter((run) => Object.values(limits).some((limit, i) => (figuresOf([run])[i] ?? 0) > limit))

const figuresOf = (runs: readonly Invocation[]): number[] => [
  most(runs, 'statements'),
  most(runs, 'parameters'),
  most(runs, 'bytes'),
  most(runs, 'text'),
  Math.ceil(Math.max(...runs.map(({ cpuMs = 0 }) => cpuMs))),
]

type Figure = keyof Invocation['spent']

const most = (runs: readonly Invocation[], of: Figure): number =>
  Math.max(...runs.map(({ spent }) => spent[of]))

/** A figure of all runs together. */
export const sum = (runs: readonly Invocation[], of: Figure): number =>
  runs.reduce((total, { spent }) => total + spent[of], 0)
