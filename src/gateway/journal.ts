import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** One line of the journal; what it means is its owner's business. */
export type Line = { [key: string]: unknown }

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
    const file = await open(path, 'a', 0o600)
    const bytes = await readFile(path)
    const whole = bytes.lastIndexOf('\n') + 1
    if (whole < bytes.length) await file.truncate(whole)
    const read = readLines(bytes.subarray(0, whole).toString())
    return { journal: new Journal(path, file, whole), ...read }
  }

  get bytes(): number {
    return this.#size
  }

  append(line: Line): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ text: `${JSON.stringify(line)}\n`, done, failed })
      if (this.#writing) return
      this.#writing = true
      void this.#alone(() => this.#write())
    })
  }

  /** Replaces the file by one with these lines alone; a crash leaves either the old or the new one. */
  rewrite(lines: () => Line[]): Promise<void> {
    return this.#alone(async () => {
      const text = lines()
        .map((line) => `${JSON.stringify(line)}\n`)
        .join('')
      const fresh = await open(`${this.#path}.new`, 'w', 0o600)
      await fresh.writeFile(text)
      await fresh.datasync()
      await fresh.close()
      await rename(`${this.#path}.new`, this.#path)
      await syncFolder(dirname(this.#path))
      await this.#file.close()
      this.#file = await open(this.#path, 'a', 0o600)
      this.#size = Buffer.byteLength(text)
      this.#torn = false
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

function readLines(text: string): { lines: Line[]; lost: number } {
  const lines: Line[] = []
  let lost = 0
  for (const one of text.split('\n')) {
    if (one === '') continue
    try {
      const line: unknown = JSON.parse(one)
      if (typeof line !== 'object' || line === null) throw new SyntaxError('no object')
      lines.push(line as Line)
    } catch {
      lost += 1
    }
  }
  return { lines, lost }
}

/** The new name itself must be on the disk too. Not every system lets a folder be opened. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch {}
}
