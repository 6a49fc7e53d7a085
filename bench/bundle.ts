import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'

/** A Worker as wrangler uploads it: its one file, and what wrangler says of its size. */
export interface Bundle {
  folder: string
  file: string
  size: string
  gzip: string
}

/** Bundles the Worker of wrangler.toml, or another entry with its settings, and uploads nothing. */
export function bundle(entry?: string): Bundle {
  const folder = mkdtempSync(join(tmpdir(), 'hong-dadang-'))
  const words = ['deploy', ...(entry ? [entry] : []), '--dry-run', '--outdir', folder]
  const told = execFileSync(process.execPath, ['node_modules/wrangler/bin/wrangler.js', ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [, size = '', gzip = ''] = /Total Upload: ([\d.]+ KiB) \/ gzip: ([\d.]+ KiB)/.exec(told) ?? []
  return { folder, file: join(folder, `${parse(entry ?? 'index').name}.js`), size, gzip }
}
