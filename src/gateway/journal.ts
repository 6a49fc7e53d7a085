import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from './folder.ts'
import { freshName, replaceFile } from './fresh.ts'
import { type Line, readLines, textOf, wholeOf } from './lines.ts'

interface Waiting {
  text: string
  done(): void
  failed(error: unknown): void
}

/**
 * Lines of JSON in a file that is only added to. `append` resolves when the line is on the disk: one fsync for all
 * lines that wait at that moment. A tail that a crash or a full disk left behind is taken off, so no line is ever
 * joined to half of another.
 */
export class Journal {
  readonly #path: string
  #file: FileHandle
  /** Bytes that are whole lines. */
  #size: number
  #torn = false
  #waiting: Waiting[] = []
  #busy: Promise<unknown> = Promise.resolve()
  #writing = false

  private constructor(path: string, file: FileHandle, size: number) {
    this.#path = path
    this.#file = file
    this.#size = size
  }

  /** Opens it, making its folder when missing. `lost`: lines in its middle that could not be read. */
  static async open(path: string): Promise<{ journal: Journal; lines: Line[]; lost: number }> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    // A crash may have left one behind; what it holds is in the file itself as well.
    await rm(freshName(path), { force: true })
    const file = await open(path, 'a', 0o600)
    const bytes = await readFile(path)
    const whole = wholeOf(bytes)
    if (whole < bytes.length) await file.truncate(whole)
    await syncFolder(dirname(path))
    return { journal: new Journal(path, file, whole), ...readLines(bytes) }
  }

  get bytes(): number {
    return this.#size
  }

  append(line: Line): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ text: textOf(line), done, failed })
      if (this.#writing) return
      this.#writing = true
      void this.#alone(() => this.#write())
    })
  }

  /** Replaces the file by one with these lines alone; a crash, or a full disk, leaves either the old or the new one. */
  rewrite(lines: () => Line[]): Promise<void> {
    return this.#alone(async () => {
      const bytes = Buffer.from(lines().map(textOf).join(''))
      const fresh = await replaceFile(this.#path, bytes)
      const old = this.#file
      this.#file = fresh
      this.#size = bytes.length
      this.#torn = false
      await syncFolder(dirname(this.#path))
      await old.close()
    })
  }

  close(): Promise<void> {
    return this.#alone(() => this.#file.close())
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        if (this.#torn) await this.#file.truncate(this.#size)
        this.#torn = true
        const bytes = Buffer.from(batch.map(({ text }) => text).join(''))
        await this.#file.appendFile(bytes)
        await this.#file.datasync()
        this.#size += bytes.length
        this.#torn = false
        for (const { done } of batch) done()
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    // Here, and not a moment later: a line that comes next must find that nobody writes.
    this.#writing = false
  }

  /** One after the other: nobody writes while the file is being replaced. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#busy.then(work)
    this.#busy = mine.catch(() => undefined)
    return mine
  }
}
