/**
 * The seam between the gateway and the platforms' libraries: one connection that is opened once, heard, spoken
 * through, and closed for good. Whoever wants another makes a fresh one. Nothing here ever throws later on.
 */
export interface LongConnection {
  /** Resolves when the platform has accepted us. Rejects with a `Refusal` or any other error; then it is closed. */
  open(listener: Listener): Promise<void>
  /** Sends one frame and says what became of it. */
  send(frame: Outgoing): Promise<Outcome>
  /** Ends it at once; nothing is heard any more. May be called twice. */
  close(): void
}

export interface Listener {
  frame(frame: Frame): void
  /** Any sign of life, a frame or less. */
  alive(): void
  /** A frame that cannot be read, or a listener that failed over one; the connection goes on. */
  bad(why: string): void
  /**
   * `lost`: it is closed. `leaving`: the platform will close it soon and delivers no more; another may be opened
   * beside it. `kicked`: somebody else connected as this bot, and it is closed.
   */
  ended(how: 'lost' | 'leaving' | 'kicked', why: string): void
}

/** What the platform delivers. */
export interface Frame {
  /**
   * By which the platform knows an answer to it: WeCom's req_id, DingTalk's messageId. New on each delivery; empty when
   * it came without.
   */
  id: string
  payload: Payload
}

/** The platform's own JSON. */
export type Payload = { [key: string]: unknown }

/** A frame of ours: an acknowledgement or answer to the frame `id`, or (WeCom) one of our own when there is none. */
export interface Outgoing {
  command: string
  id?: string
  body: Payload
}

/** `unsent`: it never left. `unknown`: it may have arrived. */
export type Outcome =
  | { is: 'taken' }
  | { is: 'refused'; code: number }
  | { is: 'unsent' }
  | { is: 'unknown'; why: 'timeout' | 'lost' }

/** The platform knows us and says no: wrong keys, a bot that is not in this mode. `code` is the platform's. */
export class Refusal extends Error {
  readonly code: string
  constructor(code: string) {
    super(`refused: ${code}`)
    this.name = 'Refusal'
    this.code = code
  }
}

/** Somebody else connected as this bot while we did. */
export class Kicked extends Error {
  constructor() {
    super('kicked')
    this.name = 'Kicked'
  }
}
