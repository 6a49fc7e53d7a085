import { ConverterFactory } from 'opencc-js/core'
import characters from 'opencc-js/dict/TSCharacters'
import phrases from 'opencc-js/dict/TSPhrases'

let convert: ((text: string) => string) | undefined

/**
 * Traditional to simplified characters, always as long as the text it was given, so that positions hold.
 * The two small tables are built on first use (6 ms); the full build would cost 1.2 MB.
 */
export function simplify(text: string): string {
  convert ??= ConverterFactory([phrases, characters])
  const whole = convert(text)
  if (whole.length === text.length) return whole
  // A rare character lies outside the basic plane on one side only: go character by character, keep what would shift.
  let result = ''
  for (const character of text) {
    const simple = convert(character)
    result += simple.length === character.length ? simple : character
  }
  return result
}
