import { access, constants, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { whyOf } from './log.ts'

/** The folder of the queue, while it is this process's alone. */
export interface Folder {
  path: string
  /** Lets others have it. */
  leave(): void
}

const SQLITE_BUSY = 5

/**
 * Takes the folder for this process, making it when missing. Two gateways on one folder would write over each other's
 * messages, so the second is refused. The lock is SQLite's, which the system lifts however a process ends. Rejects with
 * what is wrong with GATEWAY_DATA.
 */
export async function takeFolder(path: string): Promise<Folder> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await access(path, constants.W_OK | constants.X_OK)
    const lock = new DatabaseSync(join(path, 'lock'))
    try {
      // Nothing is ever written, so a full disk does not stop the start.
      lock.exec('pragma journal_mode = memory; begin exclusive')
    } catch (error) {
      lock.close()
      throw error
    }
    return { path, leave: () => lock.close() }
  } catch (error) {
    const busy = (Number((error as { errcode?: unknown }).errcode) & 0xff) === SQLITE_BUSY
    const why = busy ? 'another gateway uses this folder' : `the folder cannot be used (${whyOf(error)})`
    throw new Error(`GATEWAY_DATA: ${why}`)
  }
}

/** A new name in a folder is not on the disk before the folder itself is. Not every system lets a folder be opened. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch {}
}
