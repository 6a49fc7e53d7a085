import { words } from '../text/format.ts'
import type { Payload } from './connection.ts'
import type { Entry } from './entry.ts'
import { Lanes } from './lanes.ts'
import { type Log, mark, whyOf } from './log.ts'
import type { Queue } from './queue.ts'
import { dropped, type Side, type Voice } from './side.ts'

/**
 * Everything that is said to people: the Worker's replies, and two sentences of the gateway's own, each once for an
 * outage and a conversation. What is said in one conversation goes in order.
 */
export class Mouth {
  readonly #side: Side
  readonly #queue: Queue
  readonly #voice: Voice
  readonly #log: Log
  readonly #lanes = new Lanes()
  /** Conversations that know that the Worker is away, and those that know that nothing more fits. */
  readonly #told = new Set<string>()
  readonly #full = new Set<string>()

  constructor(side: Side, queue: Queue, voice: Voice, log: Log) {
    this.#side = side
    this.#queue = queue
    this.#voice = voice
    this.#log = log
    for (const entry of queue.entries) if (entry.told) this.#told.add(entry.lane)
  }

  /** The Worker has answered this message, if only with silence; with that its conversation's outage is over. */
  answer(entry: Entry, reply: Payload | null): Promise<void> {
    this.#told.delete(entry.lane)
    return this.#lanes.run(entry.lane, async () => {
      await this.#give(entry, reply)
      this.#queue.end(entry)
    })
  }

  /** The same for a message that the disk did not take. */
  answerUnkept(entry: Entry, reply: Payload | null): Promise<void> {
    return this.#lanes.run(entry.lane, () => this.#give(entry, reply))
  }

  /** The Worker cannot be asked: the sender hears it, unless the conversation knows, or the answer came meanwhile. */
  tellAway(entry: Entry, stillWaits: () => boolean): Promise<void> {
    if (this.#told.has(entry.lane) || entry.kind === 'greeting' || entry.kind === 'notice')
      return Promise.resolve()
    this.#told.add(entry.lane)
    return this.#lanes.run(entry.lane, async () => {
      if (!stillWaits()) return
      const { is } = await this.#side.tell(entry, words('gateway.away', {}, 'hans'), this.#voice)
      this.#log('info', 'told_away', { message: mark(entry.key), outcome: is })
      if (is === 'given') this.#queue.told(entry)
    })
  }

  /** The message could not be kept. */
  tellFull(entry: Omit<Entry, 'n'>): Promise<void> {
    if (this.#full.has(entry.lane) || entry.kind === 'notice') return Promise.resolve()
    this.#full.add(entry.lane)
    return this.#lanes.run(entry.lane, async () => {
      const { is } = await this.#side.tell(entry, words('gateway.full', {}, 'hans'), this.#voice)
      this.#log('info', 'told_full', { outcome: is })
    })
  }

  /** A message of this conversation was kept again. */
  kept(lane: string): void {
    this.#full.delete(lane)
  }

  quiet(within: number): Promise<void> {
    return this.#lanes.quiet(within)
  }

  async #give(entry: Entry, reply: Payload | null): Promise<void> {
    if (!reply) return
    // Whatever goes wrong with one answer, the message has ended and the next one comes.
    const ending = await this.#side.answer(entry, reply, this.#voice).catch((error) => dropped(whyOf(error)))
    const about = { message: mark(entry.key), ms: Math.round(this.#voice.now() - entry.at) }
    if (ending.is === 'given') this.#log('info', 'answered', about)
    else this.#log('warn', 'answer_dropped', { ...about, why: ending.why })
  }
}
