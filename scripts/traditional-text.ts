import { Converter } from 'opencc-js'

/** Where the dictionary's choice is not what people write in this field of work. */
const OVERRIDES: readonly (readonly [simplified: string, traditional: string])[] = [
  ['台账', '台賬'],
  ['准时', '準時'],
  ['周', '週'],
]

const convert = Converter({ from: 'cn', to: 'tw' })

/** One sentence in traditional characters (Taiwan forms); `{placeholders}` stay as they are. */
export function traditional(text: string): string {
  return text
    .split(/(\{[^}]*\}|https?:\S+)/)
    .map((piece, i) => (i % 2 === 1 ? piece : withOverrides(piece)))
    .join('')
}

function withOverrides(text: string): string {
  for (const [simplified, form] of OVERRIDES) {
    const at = text.indexOf(simplified)
    if (at >= 0)
      return withOverrides(text.slice(0, at)) + form + withOverrides(text.slice(at + simplified.length))
  }
  return convert(text)
}

/** The whole text of `src/text/zh-hant.gen.ts`. Pure: the same catalogue gives the same file. */
export function generate(catalogue: { [code: string]: string }, phrases: readonly string[]): string {
  const table = (entries: [string, string][]): string =>
    entries.map(([key, text]) => `  ${quoted(key)}: ${quoted(traditional(text))},\n`).join('')
  const sorted = [...new Set(phrases)].sort()
  return [
    '// Made by `npm run text` from the simplified catalogue. Do not edit.\n\n',
    '/** Every sentence of the bot in traditional Chinese, by code. */\n',
    `export const zhHant: { [code: string]: string } = {\n${table(Object.entries(catalogue))}}\n\n`,
    '/** Names, usage lines and examples of commands in traditional Chinese. */\n',
    `export const zhHantPhrases: { [phrase: string]: string } = {\n${table(sorted.map((text) => [text, text]))}}\n`,
  ].join('')
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`

/** Every phrase of the commands that is shown: names, Chinese aliases, usage lines, examples. */
export const phrasesOf = (
  commands: readonly { name: string; aliases: readonly string[]; usage: string; example: string }[],
): string[] =>
  commands
    .flatMap(({ name, aliases, usage, example }) => [
      ...[name, ...aliases].flatMap((word) => [word, `/${word}`]),
      usage,
      example,
    ])
    .concat('简', '全部', '发送', '再发')
    .filter((text) => /\p{Script=Han}/u.test(text))
