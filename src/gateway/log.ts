import { createHash } from 'node:crypto'

export type Fields = { [name: string]: string | number | boolean | undefined }
export type Level = 'info' | 'warn' | 'error'
/** Writes one line. `event` and the fields never hold a text, a name, a user's id, a secret or a URL. */
export type Log = (level: Level, event: string, fields?: Fields) => void

/** One JSON object a line, on standard output. */
export const jsonLog: Log = (level, event, fields = {}) => {
  process.stdout.write(`${JSON.stringify({ ts: new Date().toISOString(), level, event, ...fields })}\n`)
}

/** Every line of one bot says whose it is. */
export const about =
  (log: Log, always: Fields): Log =>
  (level, event, fields) =>
    log(level, event, { ...always, ...fields })

/** Tells one message from another in the log without naming it. */
export const mark = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 10)

/**
 * What may be told of an error: its code or name, and its words only as far as they are plain ASCII outside quotes
 * and addresses. Credentials travel in addresses and bodies, never in these.
 */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  // Its words repeat what could not be read.
  if (error instanceof SyntaxError) return error.name
  const { code } = error as { code?: unknown }
  const cause = error.cause instanceof Error ? error.cause : undefined
  if (typeof code === 'string' && code !== '') return code
  if (cause) return whyOf(cause)
  const words = error.message.replace(/\w+:\/\/\S+|"[^"]*"|'[^']*'|[^\x20-\x7e]+/g, '…').slice(0, 120)
  return words === '' ? error.name : words
}

/**
 * The platforms' libraries, and Node, print as they like, and what they print can hold anything. Their lines become one of ours
 * that says only that there was one.
 */
export function quietLibraries(log: Log): void {
  const hushed = (level: Level) => () => log(level, 'library')
  console.error = hushed('warn')
  console.warn = hushed('warn')
  for (const name of ['log', 'info', 'debug', 'trace'] as const) console[name] = () => undefined
  process.removeAllListeners('warning')
  process.on('warning', ({ name }) => log('warn', 'library', { why: name }))
}
