import type { Outcome } from './outcome.ts'

/**
 * A one-time code is shown, again at a redelivery too, but never stored as it is: the stored outcome holds it xor a
 * keyed stream that belongs to this message alone (rule 8.17). At most as long as the stream, ASCII.
 */
export function seal(outcome: Outcome, stream: () => Uint8Array): Outcome {
  return withSealed(outcome, (text) =>
    xor(new TextEncoder().encode(text), stream()).reduce(
      (hex, byte) => hex + byte.toString(16).padStart(2, '0'),
      '',
    ),
  )
}

/** The outcome as it is shown. */
export function unseal(outcome: Outcome, stream: () => Uint8Array): Outcome {
  return withSealed(outcome, (hex) => {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    return new TextDecoder().decode(xor(bytes, stream()))
  })
}

function withSealed(outcome: Outcome, change: (text: string) => string): Outcome {
  const [first, ...others] = outcome.say
  const text = outcome.sealed && first?.params?.[outcome.sealed]
  if (!outcome.sealed || !first || typeof text !== 'string') return outcome
  const params = { ...first.params, [outcome.sealed]: change(text) }
  return { ...outcome, say: [{ ...first, params }, ...others] }
}

const xor = (bytes: Uint8Array, stream: Uint8Array): Uint8Array =>
  bytes.map((byte, i) => byte ^ (stream[i] ?? 0))
