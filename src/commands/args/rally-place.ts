import type { TypedPlace } from '../../domain/rally/area.ts'
import { fold } from '../../text/fold.ts'

const FIRST = /^([\p{L}\p{N}·]{2,30})(?:[\s:：,，、]+|$)/u

/** A text, and how it reads if its first word names a place. */
export function placeFirst(typed: string | undefined): TypedPlace {
  const text = typed?.trim() ?? ''
  const word = FIRST.exec(text)
  return {
    text,
    head: word?.[1] === undefined ? undefined : fold(word[1]),
    tail: text.slice(word?.[0].length ?? 0),
  }
}
