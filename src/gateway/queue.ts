import * as v from 'valibot'
import { type Entry, JournalLine, type Reading } from './entry.ts'
import { Journal, type Line } from './journal.ts'

/** So many ended messages are remembered, so that a second delivery is known for what it is. */
const REMEMBERED = 5_000
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
  readonly #limits: Limits
  readonly #waiting = new Map<string, { entry: Entry; bytes: number }>()
  readonly #ended = new Set<string>()
  #bytes = 0
  #last = 0
  #rewriting = false

  private constructor(journal: Journal, limits: Limits) {
    this.#journal = journal
    this.#limits = limits
  }

  /** What the disk holds comes back in its order. `lost`: lines that could not be read. */
  static async open(path: string, limits: Limits): Promise<{ queue: Queue; lost: number }> {
    const { journal, lines, lost } = await Journal.open(path)
    const queue = new Queue(journal, limits)
    return { queue, lost: lost + lines.filter((line) => !queue.#replay(line)).length }
  }

  /** In the order of arrival. */
  get entries(): Entry[] {
    return [...this.#waiting.values()].map(({ entry }) => entry)
  }

  get messages(): number {
    return this.#waiting.size
  }

  get bytes(): number {
    return this.#bytes
  }

  get oldest(): Entry | undefined {
    return this.#waiting.values().next().value?.entry
  }

  find(key: string): Entry | undefined {
    return this.#waiting.get(key)?.entry
  }

  hasEnded(key: string): boolean {
    return this.#ended.has(key)
  }

  /** The entry once it is on the disk; `full` when it does not fit. Rejects when the disk fails. */
  async put(arrived: Reading & Pick<Entry, 'at' | 'frame' | 'payload'>): Promise<Entry | 'full'> {
    const entry: Entry = { n: this.#last + 1, ...arrived }
    const bytes = Buffer.byteLength(JSON.stringify(entry.payload))
    if (this.#waiting.size >= this.#limits.messages || this.#bytes + bytes > this.#limits.bytes) return 'full'
    this.#add(entry, bytes)
    try {
      await this.#journal.append({ put: entry })
    } catch (error) {
      this.#remove(entry.key)
      throw error
    }
    return entry
  }

  told(entry: Entry): void {
    entry.told = true
    this.#note({ told: entry.key })
  }

  /** The message is answered, or given up. */
  end(entry: Entry): void {
    this.#remove(entry.key)
    this.#remember(entry.key)
    this.#note({ end: entry.key })
    if (!this.#rewriting && this.#journal.bytes > DEAD_BYTES + 2 * this.#bytes) void this.#tidy()
  }

  close(): Promise<void> {
    return this.#journal.close()
  }

  #replay(line: Line): boolean {
    const parsed = v.safeParse(JournalLine, line)
    if (!parsed.success) return false
    const it = parsed.output
    if ('put' in it) this.#add(it.put, Buffer.byteLength(JSON.stringify(it.put.payload)))
    else if ('told' in it) {
      const entry = this.find(it.told)
      if (entry) entry.told = true
    } else {
      this.#remove(it.end)
      this.#remember(it.end)
    }
    return true
  }

  #add(entry: Entry, bytes: number): void {
    this.#last = Math.max(this.#last, entry.n)
    this.#waiting.set(entry.key, { entry, bytes })
    this.#bytes += bytes
  }

  #remove(key: string): void {
    this.#bytes -= this.#waiting.get(key)?.bytes ?? 0
    this.#waiting.delete(key)
  }

  #remember(key: string): void {
    this.#ended.add(key)
    if (this.#ended.size > REMEMBERED) this.#ended.delete(this.#ended.values().next().value ?? '')
  }

  /** Nobody waits for these: lost in a crash, they only let something be said twice that bears it. */
  #note(line: Line): void {
    this.#journal.append(line).catch(() => undefined)
  }

  async #tidy(): Promise<void> {
    this.#rewriting = true
    const lines = (): Line[] => [
      ...[...this.#ended].map((end) => ({ end })),
      ...this.entries.flatMap(({ told, ...put }) => [{ put }, ...(told ? [{ told: put.key }] : [])]),
    ]
    await this.#journal.rewrite(lines).catch(() => undefined)
    this.#rewriting = false
  }
}
