import { wrangler } from './wrangler.ts'
import type { Row } from './write.ts'

/** A deployment's D1, reached through wrangler: as it runs at Cloudflare, or a local one. */
export interface Place {
  /** The database's name in wrangler.toml. */
  name: string
  /** `--remote` or `--local`, with `--config`. */
  where: readonly string[]
  /** For wrangler's logs and our own temporary files. */
  folder: string
}

/** The rows that each of some questions gives there. */
export async function rowsThere({ name, where, folder }: Place, sql: string): Promise<Row[]> {
  const output = await wrangler(
    ['d1', 'execute', name, ...where, '--json', '--yes', '--command', sql],
    folder,
  )
  const results = JSON.parse(output.slice(output.search(/^\[/m))) as { results: Row[] }[]
  return results.flatMap((one) => one.results)
}

/** D1's own dump: the whole database as it is at one instant. */
export const dumpOf = ({ name, where, folder }: Place, file: string): Promise<string> =>
  wrangler(['d1', 'export', name, ...where, '--output', file], folder)

/** Runs a file of statements there; it takes effect as a whole or not at all. */
export const runThere = ({ name, where, folder }: Place, file: string): Promise<string> =>
  wrangler(['d1', 'execute', name, ...where, '--yes', '--file', file], folder)
