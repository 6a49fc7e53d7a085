/** Format characters (zero width, direction, soft hyphen), fillers that show nothing, and half surrogate pairs. */
const INVISIBLE = /\p{Cf}|\p{Cs}|\u034f|\u115f|\u1160|\u3164|\uffa0/u
const CONTROL = /\p{Cc}/u
/** The joiner inside 👨‍👩‍👧 is part of what was typed. */
const JOINER = /(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic})/gu

/** Most of what is typed: common Chinese characters, ASCII from the blank on, pictures. None of them needs a pattern to be known. */
export const isPlain = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x20 && code < 0x7f) || (code >= 0x1f300 && code <= 0x1faff)

/** Whether a character neither shows nor separates anything. New lines and tabs do separate. */
export const isInvisible = (character: string): boolean =>
  !isPlain(character.codePointAt(0) ?? 0) &&
  (INVISIBLE.test(character) || (CONTROL.test(character) && !/[\n\t]/.test(character)))

/**
 * What is stored of a text (rule 8.5): as typed, without zero-width and control characters, trimmed. Lines end in
 * `\n`, tabs become spaces (or stay, for a table's sake).
 */
export function clean(text: string, tab = ' '): string {
  const joined = text
    .replaceAll('\u0000', '')
    .replace(JOINER, '\u0000')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, tab)
  let result = ''
  for (const character of joined) {
    if (character === '\u0000') result += '\u200d'
    else if (!isInvisible(character)) result += character
  }
  return result.trim()
}
