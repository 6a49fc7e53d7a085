import { existsSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/**
 * Loaded before the gateway (`--import`): while the file FULL_DISK is there, every write to an open file breaks off in the
 * middle, as on a disk without room.
 */
const sign = process.env.FULL_DISK ?? ''
const file = await open(fileURLToPath(import.meta.url))
const handle = Object.getPrototypeOf(file) as FileHandle
await file.close()
const { appendFile } = handle
handle.appendFile = async function (this: FileHandle, data) {
  if (!existsSync(sign)) return appendFile.call(this, data)
  if (data instanceof Uint8Array) await appendFile.call(this, data.subarray(0, Math.floor(data.length / 2)))
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
}
