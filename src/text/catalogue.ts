import { zhHans } from './zh-hans/index.ts'
import { zhHant, zhHantPhrases } from './zh-hant.gen.ts'

/** hans: simplified, written by hand. hant: traditional, generated from it (scripts/traditional.ts). */
export type Script = 'hans' | 'hant'

/** The template of a code; an unknown code is a bug and shows itself as such. */
export function template(code: string, script: Script): string {
  const text = (script === 'hant' ? zhHant : zhHans)[code]
  if (text === undefined) throw new Error(`no words for the code ${code}`)
  return text
}

/** Our own phrase (a command, a usage line, an example) in the reader's script; words we do not know stay as they are. */
export function phrase(text: string, script: Script): string {
  if (script === 'hans') return text
  return (
    zhHantPhrases[text] ??
    text
      .split(' ')
      .map((word) => zhHantPhrases[word] ?? word)
      .join(' ')
  )
}
