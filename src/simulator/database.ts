import { globSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * The local D1 of a Worker as a plain SQLite file: a whole `wrangler d1 execute` costs seconds, this costs nothing.
 * Throws when the pinned wrangler keeps its databases elsewhere, or when there is not exactly one.
 */
export function openDatabase(stateDir: string): DatabaseSync {
  const files = globSync(`${stateDir}/v3/d1/*/*.sqlite`).filter((file) => !file.endsWith('metadata.sqlite'))
  if (files.length !== 1 || !files[0]) throw new Error(`找不到本地数据库 · no local database in ${stateDir}`)
  return new DatabaseSync(files[0])
}

/** Runs statements on the database of a Worker that has not been asked anything yet. */
export function execute(stateDir: string, sql: string): void {
  const database = openDatabase(stateDir)
  try {
    database.exec(`begin;\n${sql}\ncommit;`)
  } finally {
    database.close()
  }
}
