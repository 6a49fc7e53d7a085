import { words } from '../text/format.ts'
import type { Brought } from './carrier.ts'
import type { Payload } from './connection.ts'
import type { Entry } from './entry.ts'
import { Lanes } from './lanes.ts'
import { type Log, mark, whyOf } from './log.ts'
import type { Queue } from './queue.ts'
import { dropped, type Side, type Voice } from './side.ts'

/**
 * Everything that is said to people: the Worker's replies, and the few sentences of the gateway's own, those of an
 * outage once for each conversation. What is said in one conversation goes in order.
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
    for (const entry of queue.holds.entries) if (entry.told) this.#told.add(entry.lane)
  }

  /** The Worker has answered this message, if only with silence; with that its conversation's outage is over. */
  answer(entry: Entry, reply: Payload | null): Promise<void> {
    this.#told.delete(entry.lane)
    return this.#lanes.run(entry.lane, async () => {
      if (await this.#give(entry, reply)) this.#queue.end(entry)
    })
  }

  /** What became of a message at the Worker, said to whoever spoke. */
  ended(entry: Entry, brought: Brought): Promise<void> {
    return brought.is === 'done' ? this.answer(entry, brought.reply) : this.#tellLost(entry)
  }

  /** The Worker takes others, but never this message. */
  #tellLost(entry: Entry): Promise<void> {
    return this.#lanes.run(entry.lane, async () => {
      if (this.#voice.isStopping) return
      if (entry.kind !== 'notice') await this.#tell(entry, 'gateway.lost', this.#voice)
      this.#queue.end(entry)
    })
  }

  /** The Worker cannot be asked: the sender hears it, unless the conversation knows, or the answer came meanwhile. */
  tellAway(entry: Entry, stillWaits: () => boolean): Promise<void> {
    if (this.#told.has(entry.lane) || entry.kind === 'greeting' || entry.kind === 'notice')
      return Promise.resolve()
    this.#told.add(entry.lane)
    return this.#lanes.run(entry.lane, async () => {
      if (!stillWaits()) return
      const voice = this.#voice
      const connection = async (until: number) => {
        const live = await voice.connection(until)
        return stillWaits() ? live : undefined
      }
      const spoken = await this.#tell(entry, 'gateway.away', {
        connection,
        now: voice.now,
        log: voice.log,
        isStopping: false,
      })
      if (spoken) this.#queue.told(entry)
    })
  }

  /** The message could not be kept. */
  tellFull(entry: Omit<Entry, 'n'>): Promise<unknown> {
    if (this.#full.has(entry.lane) || entry.kind === 'notice') return Promise.resolve()
    this.#full.add(entry.lane)
    return this.#lanes.run(entry.lane, () => this.#tell(entry, 'gateway.full', this.#voice))
  }

  /** A message of this conversation was kept again. */
  kept(lane: string): void {
    this.#full.delete(lane)
  }

  quiet(): Promise<void> {
    return this.#lanes.quiet()
  }

  /** Whether somebody heard it, as far as we know. */
  async #tell(entry: Omit<Entry, 'n'>, code: string, voice: Voice): Promise<boolean> {
    const { is } = await this.#side.tell(entry, words(code, {}, 'hans'), voice)
    this.#log('info', 'told', { what: code, message: mark(entry.key), outcome: is })
    return is === 'given'
  }

  /** Whether that was the end of it. */
  async #give(entry: Entry, reply: Payload | null): Promise<boolean> {
    if (!reply) return true
    // Whatever goes wrong with one answer, the message has ended and the next one comes.
    const ending = await this.#side.answer(entry, reply, this.#voice).catch((error) => dropped(whyOf(error)))
    const about = { message: mark(entry.key), ms: Math.round(this.#voice.now() - entry.at) }
    if (ending.is === 'given') this.#log('info', 'answered', about)
    else if (ending.is === 'dropped') this.#log('warn', 'answer_dropped', { ...about, why: ending.why })
    return ending.is !== 'kept'
  }
}
