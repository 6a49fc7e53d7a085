import { readFileSync, writeFileSync } from 'node:fs'
import { ordersPage } from './orders-text.ts'

/** `npm run orders` writes docs/orders.md; with `--check` it only says whether it is up to date. */
const FILE = new URL('../docs/orders.md', import.meta.url)

const text = ordersPage()
if (!process.argv.includes('--check')) writeFileSync(FILE, text)
else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('docs/orders.md is not what the rules give: run npm run orders')
  process.exitCode = 1
}
