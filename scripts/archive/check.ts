import { createHash } from 'node:crypto'
import type { Head, Tail } from './write.ts'

export type Lines = AsyncIterable<string> | Iterable<string>

/** Why a file is not imported, in the words of who started it; undefined when it is whole and of this version. */
export async function wrongWith(lines: Lines, newest: string): Promise<string | undefined> {
  const digest = createHash('sha256')
  let [head, tail, held, count]: [Partial<Head>?, Partial<Tail>?, string?, number?] = []
  for await (const line of lines) {
    if (held !== undefined) {
      digest.update(`${held}\n`)
      count = (count ?? 0) + 1
      head ??= parsed(held)
    }
    held = line
  }
  tail = parsed(held ?? '')
  head ??= {}
  if (head.archive !== 'hong-dadang')
    return '这不是红搭档的导出文件（没有文件头）。This is not an archive of Hong Dadang.'
  if (head.format !== 1)
    return '文件格式比本程序新，请先更新程序。The file is of a newer format: update the program first.'
  if (tail.lines !== count || tail.sha256 !== digest.digest('hex'))
    return '文件不完整或被改动过，没有写入任何内容；请重新导出。The file is truncated or altered; nothing was written. Export again.'
  if (head.migration === newest) return undefined
  return String(head.migration) < newest
    ? `文件来自较旧的版本（${head.migration}），本程序是 ${newest}。请先把原来的系统用 npm run deploy 升级到本版本，再导出一次。The file is older: deploy this version over the old installation, then export again.`
    : `文件来自较新的版本（${head.migration}），本程序是 ${newest}。请先更新本程序。The file is newer: update this program first.`
}

/** A line that is no JSON says nothing. */
function parsed(line: string): object {
  try {
    return Object(JSON.parse(line))
  } catch {
    return {}
  }
}
