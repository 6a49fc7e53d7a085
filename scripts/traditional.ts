import { readFileSync, writeFileSync } from 'node:fs'
import { commands } from '../src/commands/registry.ts'
import { zhHans } from '../src/text/zh-hans/index.ts'
import { generate, phrasesOf } from './traditional-text.ts'

/** `npm run text` writes the traditional catalogue; with `--check` it only says whether it is up to date. */
const FILE = new URL('../src/text/zh-hant.gen.ts', import.meta.url)

const text = generate(zhHans, phrasesOf(commands))
if (!process.argv.includes('--check')) writeFileSync(FILE, text)
else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('src/text/zh-hant.gen.ts is not what the catalogue gives: run npm run text')
  process.exitCode = 1
}
