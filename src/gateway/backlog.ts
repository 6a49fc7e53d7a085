import * as v from 'valibot'
import { type Entry, JournalLine } from './entry.ts'
import type { Line } from './lines.ts'

/** So many ended messages are remembered, so that a second delivery is known for what it is. */
const REMEMBERED = 5_000

/** What the journal says, in memory: the messages that wait, in the order of their arrival, and the last that ended. */
export class Backlog {
  readonly #waiting = new Map<string, { entry: Entry; bytes: number }>()
  readonly #ended = new Set<string>()
  #bytes = 0
  #last = 0

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

  /** The number of the next entry. */
  get next(): number {
    return this.#last + 1
  }

  find(key: string): Entry | undefined {
    return this.#waiting.get(key)?.entry
  }

  hasEnded(key: string): boolean {
    return this.#ended.has(key)
  }

  add(entry: Entry, bytes: number): void {
    this.remove(entry.key)
    this.#last = Math.max(this.#last, entry.n)
    this.#waiting.set(entry.key, { entry, bytes })
    this.#bytes += bytes
  }

  /** It was never there. */
  remove(key: string): void {
    this.#bytes -= this.#waiting.get(key)?.bytes ?? 0
    this.#waiting.delete(key)
  }

  end(key: string): void {
    this.remove(key)
    this.#ended.add(key)
    if (this.#ended.size > REMEMBERED) this.#ended.delete(this.#ended.values().next().value ?? '')
  }

  /** Does what a line of the journal says; false when it says nothing that we know. */
  follow(line: Line): boolean {
    const parsed = v.safeParse(JournalLine, line)
    if (!parsed.success) return false
    const it = parsed.output
    if ('put' in it) this.add(it.put, weigh(it.put))
    else if ('told' in it) {
      const entry = this.find(it.told)
      if (entry) entry.told = true
    } else this.end(it.end)
    return true
  }

  /** The shortest journal that says all this. */
  lines(): Line[] {
    return [
      ...[...this.#ended].map((end) => ({ end })),
      ...this.entries.flatMap(({ told, ...put }) => [{ put }, ...(told ? [{ told: put.key }] : [])]),
    ]
  }
}

/** What an entry counts against the limit, in bytes. */
export const weigh = ({ payload }: Pick<Entry, 'payload'>): number =>
  Buffer.byteLength(JSON.stringify(payload))
