/**
 * Plain text that shows as typed. No way to escape is documented (wecom-protocol §7), so whatever could be markup
 * becomes its full-width form: it reads the same in Chinese text, and our own parser folds it back when it is copied
 * into a command. What is special only at the start of a line gets an invisible U+200B before it, so `#12` stays
 * `#12`. An address that makes a client act for whoever taps it loses its colon.
 */

const BLANK = '\u200b'
const MARKUP = /[*_~`[\]<>|\\@&$]/g
const CONTROL =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/
const BLOCK_MARKER = /^(?=\s|[#+=-]|\d+[.)])/
const WEB_ADDRESS = /(https?:\/\/[\w\-.~:/?#@!$&'()*+,;=%]+)/i
const ACTING_SCHEME = /(dtmd|dingtalk|wxwork|weixin)(:)/gi

/** Text in which no character is markup; a web address stays one, with what is special in it percent-encoded. */
export const literal = (text: string): string =>
  text
    .split(WEB_ADDRESS)
    .map((part, i) => (i % 2 === 1 ? inAddress(part) : inText(part)))
    .join('')

/** The same for a whole line: nothing at its start is markup either. */
export const literalLine = (line: string): string => literal(line).replace(BLOCK_MARKER, BLANK)

/** The lines that texts have on the screen; empty ones and characters that nobody sees are dropped. */
export const linesOf = (texts: string[]): string[] =>
  texts
    .flatMap((text) => text.toWellFormed().split(LINE_BREAK))
    .map((line) => line.replaceAll('\t', ' ').replace(CONTROL, '').trimEnd())
    .filter((line) => line !== '')

/** A text as one line. */
export const oneLine = (text: string): string => linesOf([text]).join(' ').trim()

/** At most so many characters (code points), the last one `…` where something is missing. */
export function cutTo(count: number, text: string): string {
  const characters = [...text]
  return characters.length <= count ? text : `${characters.slice(0, count - 1).join('')}…`
}

const inAddress = (text: string) => text.replace(ACTING_SCHEME, '$1%3A').replace(/[*_~@;$]/g, percent)
const inText = (text: string) => text.replace(ACTING_SCHEME, '$1：').replace(MARKUP, fullWidth)
const fullWidth = (sign: string) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)
const percent = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
