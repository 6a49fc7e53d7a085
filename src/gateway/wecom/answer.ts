import { createHash } from 'node:crypto'
import type { LongConnection, Outcome, Payload } from '../connection.ts'
import type { Entry } from '../entry.ts'
import { dropped, type Ending, given, kept, type Voice } from '../side.ts'
import { asMessage, sentence } from './late.ts'
import { addressOf } from './reading.ts'

/** A welcome and a card's update are taken for five seconds, an answer for a day (wecom-protocol §5.3); less a margin. */
const WINDOW = { message: 23 * 60 * 60_000, tap: 4_800, greeting: 4_800, notice: 0 }
const COMMAND = {
  message: 'aibot_respond_msg',
  tap: 'aibot_respond_update_msg',
  greeting: 'aibot_respond_welcome_msg',
  notice: '',
}
const TOO_OFTEN = 45009
/** The frame is unknown or too old. */
const NO_FRAME = 846605
const TRIES = 8
/** Who is not answered within this does not wait any more. A greeting is of no use after a minute. */
const PATIENCE = { message: 24 * 60 * 60_000, tap: 24 * 60 * 60_000, greeting: 60_000, notice: 0 }
/** But a connection that is just being opened is waited for. */
const LEAST = 60_000

/**
 * Answers the frame while WeCom takes that; later, or when it refuses, by a message to the conversation. An answer
 * that may have been lost is given again to the same frame: it bears the same stream or task id, so nobody sees it
 * twice. A message of its own bears none and is not repeated.
 */
export async function answerWecom(entry: Entry, reply: Payload, voice: Voice): Promise<Ending> {
  let late = entry.told === true && entry.kind === 'message'
  let perhaps = false
  let why = ''
  const until = Math.max(entry.at + PATIENCE[entry.kind], voice.now() + LEAST)
  for (let tries = 1; tries <= TRIES; ) {
    const connection = await voice.connection(until)
    if (!connection) return voice.isStopping ? kept : dropped('no_connection')
    late ||= voice.now() - entry.at > WINDOW[entry.kind]
    const outcome = late ? await asOwn(entry, reply, connection) : await asAnswer(entry, reply, connection)
    if (outcome.is === 'taken') return given
    if (outcome.is === 'unsent') {
      // It broke just now. Another one will open, however often that takes, or there is none.
      await pause(100)
      continue
    }
    tries += 1
    why = outcome.is === 'refused' ? `wecom.${outcome.code}` : outcome.why
    if (outcome.is === 'refused' && outcome.code === TOO_OFTEN) await pause(20_000)
    else if (late) return dropped(why)
    // The frame can be answered no more; any other no to a second try means that the first has arrived.
    else if (outcome.is === 'refused' && (outcome.code === NO_FRAME || !perhaps)) late = true
    else if (outcome.is === 'refused') return given
    else perhaps = true
  }
  return dropped(why)
}

/** Says a sentence of our own: as the answer to a message, else as a message of its own. */
export async function tellWecom(
  entry: Pick<Entry, 'kind' | 'key' | 'frame' | 'payload'>,
  words: string,
  voice: Voice,
): Promise<Ending> {
  if (entry.kind === 'greeting' || entry.kind === 'notice') return dropped('nobody_asked')
  const connection = await voice.connection(voice.now() + LEAST)
  if (!connection) return dropped('no_connection')
  const id = `notice_${createHash('sha256').update(entry.key).digest('hex').slice(0, 40)}`
  const reply = { msgtype: 'stream', stream: { id, finish: true, content: sentence(words) } }
  const answered =
    entry.kind === 'message'
      ? await asAnswer(entry, reply, connection)
      : ({ is: 'refused', code: 0 } as const)
  const outcome = answered.is === 'refused' ? await asOwn(entry, reply, connection) : answered
  return outcome.is === 'taken' || outcome.is === 'unknown' ? given : dropped(outcome.is)
}

async function asAnswer(
  { kind, frame }: Pick<Entry, 'kind' | 'frame'>,
  body: Payload,
  connection: LongConnection,
): Promise<Outcome> {
  if (frame === '') return { is: 'refused', code: NO_FRAME }
  return connection.send({ command: COMMAND[kind], id: frame, body })
}

async function asOwn(
  { payload }: Pick<Entry, 'payload'>,
  reply: Payload,
  connection: LongConnection,
): Promise<Outcome> {
  const [to, body] = [addressOf(payload), asMessage(reply)]
  if (!to || !body) return { is: 'refused', code: 0 }
  return connection.send({ command: 'aibot_send_msg', body: { ...to, ...body } })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref())
