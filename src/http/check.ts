/** ok: as it should be. warn: somebody should look. off: not used here. */
type State = 'ok' | 'warn' | 'off'

/**
 * `broken` marks a warning that stops the service; only this makes the whole answer `ok: false` and 503. `why` says
 * what is wrong and what to do; it names settings and never shows a value of a secret.
 */
export interface Check {
  state: State
  broken?: true
  why?: string
}
