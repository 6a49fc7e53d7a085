import { readFileSync, writeFileSync } from 'node:fs'
import { inOrder } from './dump-order.ts'

/** `npm run restorable -- backup.sql restore.sql`: what `wrangler d1 export` wrote, so that an empty database takes it. */
const [from, to] = process.argv.slice(2)
if (!from || !to || from === to) {
  console.error('用法 · usage: npm run restorable -- backup.sql restore.sql')
  process.exit(1)
}
writeFileSync(to, inOrder(readFileSync(from, 'utf8')))
console.log(
  `写好了：${to}。接着 · written, next: npx wrangler d1 execute <空数据库 empty database> --remote --file ${to}`,
)
