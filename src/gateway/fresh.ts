import { type FileHandle, open, rename, rm } from 'node:fs/promises'

/** Under which name a new file grows until it takes the place of the old one. */
export const freshName = (path: string): string => `${path}.new`

/**
 * Puts a new file in the place of an old one, and leaves it open for adding to it. It is on the disk before it has the
 * name; when that fails, as on a full disk, nothing of it stays and the old one is as it was.
 */
export async function replaceFile(path: string, bytes: Buffer): Promise<FileHandle> {
  const fresh = await open(freshName(path), 'ax', 0o600)
  try {
    await fresh.appendFile(bytes)
    await fresh.datasync()
    await rename(freshName(path), path)
    return fresh
  } catch (error) {
    await Promise.allSettled([fresh.close(), rm(freshName(path), { force: true })])
    throw error
  }
}
