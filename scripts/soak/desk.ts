import { setTimeout as sleep } from 'node:timers/promises'
import type { Speaker } from './client.ts'
import { type Book, type Scene, say } from './load.ts'

/** Between two rounds of the desk, ms. */
const PAUSE = 150

/**
 * The community's desk until `over`: announces to both groups, and rejects hours with a reason, so that letters go out to groups
 * and people while the Worker dies.
 */
export async function desk(
  book: Book,
  scene: Scene,
  boss: Speaker,
  round: number,
  over: () => boolean,
): Promise<void> {
  const rejected = new Set<string>()
  for (let i = 0; !over(); i++) {
    const id = `soak-desk-${round}-${i}`
    const speak = (part: string, text: string) =>
      say(book, scene, { id: `${id}-${part}`, who: boss, text, inGroup: true })
    await speak('preview', `/公告 第${round}轮${i}号通知`)
    await speak('send', '/公告 发送')
    const line = lastLine(book, rejected)
    if (line !== undefined) {
      rejected.add(line)
      await speak('reject', `/驳回 ${line} 第${round}轮${i}次理由`)
    }
    await sleep(PAUSE)
  }
}

/** The newest line that somebody was told of. */
const lastLine = (book: Book, rejected: ReadonlySet<string>): string | undefined =>
  [...book.answered.values()]
    .reverse()
    .map((answer) => /^已记[^\n]*?(T\d+)/.exec(answer)?.[1])
    .find((line) => line !== undefined && !rejected.has(line))
