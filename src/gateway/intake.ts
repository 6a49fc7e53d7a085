import type { Frame, LongConnection } from './connection.ts'
import type { Courier } from './courier.ts'
import type { Entry, Reading } from './entry.ts'
import { type Log, mark, whyOf } from './log.ts'
import type { Mouth } from './mouth.ts'
import type { Queue } from './queue.ts'
import type { Side } from './side.ts'
import type { Worker } from './worker.ts'

interface Around {
  side: Side
  queue: Queue
  courier: Courier
  mouth: Mouth
  worker: Pick<Worker, 'message'>
  log: Log
  /** ms UTC */
  now: () => number
  /** The message is on the disk. */
  kept: (entry: Entry) => void
}

/** What happens to a frame first: it is written to the disk, then acknowledged, then on its way. */
export class Intake {
  readonly #it: Around
  /** Whether the disk took the last message. */
  disk: 'ok' | 'failed' = 'ok'

  constructor(options: Around) {
    this.#it = options
  }

  /** Never rejects. */
  async hear(frame: Frame, connection: LongConnection): Promise<void> {
    const { side, queue, log, now } = this.#it
    try {
      const reading = side.read(frame.payload)
      if (!reading) log('info', 'not_for_us')
      else if (this.#isKnown(reading, frame)) await queue.settled(reading.key)
      else await this.#keep({ ...reading, at: Math.round(now()), frame: frame.id, payload: frame.payload })
      side.received(frame, connection)
    } catch (error) {
      log('error', 'fault', { why: whyOf(error) })
    }
  }

  #isKnown({ key }: Reading, frame: Frame): boolean {
    const { queue, log } = this.#it
    const waiting = queue.holds.find(key)
    // The newest delivery is the one that the platform will take an answer to.
    if (waiting) waiting.frame = frame.id
    const known = waiting !== undefined || queue.holds.hasEnded(key)
    if (known) log('info', 'duplicate', { message: mark(key) })
    return known
  }

  async #keep(arrived: Reading & Pick<Entry, 'at' | 'frame' | 'payload'>): Promise<void> {
    const { queue, log, mouth, kept } = this.#it
    let entry: Entry | 'full'
    try {
      entry = await queue.put(arrived)
    } catch (error) {
      // Nested deeper than it could be written as JSON: no platform sends that, and the disk is well.
      if (error instanceof RangeError) return log('warn', 'bad_frame', { why: 'too_deep' })
      this.disk = 'failed'
      log('error', 'disk_failed', { why: whyOf(error) })
      return this.#bringUnkept({ n: 0, ...arrived })
    }
    this.disk = 'ok'
    if (entry === 'full') {
      log('error', 'queue_full', { message: mark(arrived.key), queued: queue.holds.messages })
      void mouth.tellFull(arrived)
      return
    }
    mouth.kept(entry.lane)
    kept(entry)
  }

  /** Without a disk a message has one try, and only if it overtakes nothing. */
  async #bringUnkept(entry: Entry): Promise<void> {
    const { courier, worker, mouth } = this.#it
    const asked = courier.isBusy(entry.lane) ? undefined : await worker.message(entry.at, entry.payload)
    if (asked?.is === 'ok') void mouth.answer(entry, asked.answer.reply)
    else void mouth.tellFull(entry)
  }
}
