import { Backlog, weigh } from './backlog.ts'
import type { Entry, Reading } from './entry.ts'
import { Journal } from './journal.ts'
import type { Line } from './lines.ts'

/** The file is written anew when so many of its bytes are of ended messages, and more than of waiting ones. */
const DEAD_BYTES = 4 << 20

export interface Limits {
  messages: number
  bytes: number
}

/**
 * Messages that wait for the Worker, on the disk and in memory. Bounded: what does not fit any more is refused, and
 * what is in is never dropped for what comes later.
 */
export class Queue {
  readonly #journal: Journal
  readonly #backlog: Backlog
  readonly #limits: Limits
  /** Messages that are not on the disk yet. */
  readonly #arriving = new Map<string, Promise<unknown>>()
  /** The disk has missed a note, so the file must be written anew when it takes something again. */
  #owes = false
  #rewriting = false

  private constructor(journal: Journal, backlog: Backlog, limits: Limits) {
    this.#journal = journal
    this.#backlog = backlog
    this.#limits = limits
  }

  /** What the disk holds comes back in its order. `lost`: lines that could not be read. */
  static async open(path: string, limits: Limits): Promise<{ queue: Queue; lost: number }> {
    const { journal, lines, lost } = await Journal.open(path)
    const backlog = new Backlog()
    const unknown = lines.filter((line) => !backlog.follow(line)).length
    return { queue: new Queue(journal, backlog, limits), lost: lost + unknown }
  }

  /** To look at: what waits, and what has ended lately. */
  get holds(): Omit<Backlog, 'add' | 'remove' | 'end' | 'follow'> {
    return this.#backlog
  }

  /** The entry once it is on the disk; `full` when it does not fit. Rejects when the disk fails. */
  async put(arrived: Reading & Pick<Entry, 'at' | 'frame' | 'payload'>): Promise<Entry | 'full'> {
    const backlog = this.#backlog
    const entry: Entry = { n: backlog.next, ...arrived }
    const bytes = weigh(entry)
    if (backlog.messages >= this.#limits.messages || backlog.bytes + bytes > this.#limits.bytes) return 'full'
    backlog.add(entry, bytes)
    const written = this.#journal.append({ put: entry })
    this.#arriving.set(entry.key, written)
    try {
      await written
    } catch (error) {
      backlog.remove(entry.key)
      throw error
    } finally {
      this.#arriving.delete(entry.key)
    }
    if (this.#owes) void this.#tidy()
    return entry
  }

  /** Resolves when the disk has taken this message, or has failed to. */
  async settled(key: string): Promise<void> {
    await this.#arriving.get(key)?.catch(() => undefined)
  }

  told(entry: Entry): void {
    entry.told = true
    this.#note({ told: entry.key })
  }

  /** The message is answered, or given up. */
  end({ key }: Pick<Entry, 'key'>): void {
    this.#backlog.end(key)
    this.#note({ end: key })
    if (this.#journal.bytes > DEAD_BYTES + 2 * this.#backlog.bytes) void this.#tidy()
  }

  close(): Promise<void> {
    return this.#journal.close()
  }

  /** Nobody waits for these: lost in a crash, they only let something be said twice that bears it. */
  #note(line: Line): void {
    this.#journal.append(line).catch(() => {
      this.#owes = true
    })
  }

  async #tidy(): Promise<void> {
    if (this.#rewriting) return
    this.#rewriting = true
    this.#owes = false
    await this.#journal
      .rewrite(() => this.#backlog.lines())
      .catch(() => {
        this.#owes = true
      })
    this.#rewriting = false
  }
}
