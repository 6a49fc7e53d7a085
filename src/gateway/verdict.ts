import * as v from 'valibot'

/** `away`: it could not be asked, or says itself that it cannot now. `refused`: it will never take this. */
export type Asked<T> =
  | { is: 'ok'; answer: T }
  | { is: 'away'; why: string; status?: number }
  | { is: 'refused'; status: number }

/** What the Worker itself says when it refuses. */
const Refused = v.pipe(v.string(), v.parseJson(), v.object({ error: v.string() }))

/**
 * What an answer to a request means. Only the Worker's own no throws a message away. 401 is a clock or a secret that
 * somebody will mend, 404 a Worker that is not there, and whatever is not in its words comes from somebody in between.
 */
export function verdict<T>(status: number, text: string, schema: v.GenericSchema<unknown, T>): Asked<T> {
  if (status === 200) {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text)
    return parsed.success ? { is: 'ok', answer: parsed.output } : { is: 'away', why: 'unreadable' }
  }
  const never = status >= 400 && status < 500 && ![401, 404, 408, 429].includes(status)
  return never && v.is(Refused, text)
    ? { is: 'refused', status }
    : { is: 'away', why: `http_${status}`, status }
}
