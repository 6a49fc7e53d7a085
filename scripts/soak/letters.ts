import type { DatabaseSync } from 'node:sqlite'
import { type Book, idOf } from './load.ts'
import type { Arrived } from './outside.ts'

interface Letter {
  state: string
  place: string | null
  person: string | null
  say: string
  why: string | null
}

/** How a letter says that it may have come before. */
const MARK = '已经收到过'

/** What is wrong with the letters: answered and not written, not sent, or come twice without saying so. */
export function judgeLetters(
  database: DatabaseSync,
  { sent, answered }: Book,
  arrived: readonly Arrived[],
): string[] {
  const faults: string[] = []
  const announced = new Set(
    (database.prepare('select message from announcement').all() as { message: string }[]).map(({ message }) =>
      idOf(message),
    ),
  )
  for (const { id, text } of sent.values())
    if (text === '/公告 发送' && announced.has(id) !== /^公告已/.test(answered.get(id) ?? ''))
      faults.push(`an announcement that is there and was not answered, or the other way: ${id}`)

  const letters = database
    .prepare(
      `select o.state, g.platform as place, p.user_id as person, o.say, o.why from outbox o
        left join "group" g on g.id = o.group_id
        left join identity p on p.person_id = o.person_id and p.kind = 'staff'`,
    )
    .all() as unknown as Letter[]
  const rejections = [...sent.values()].filter(
    ({ id, text }) => text.startsWith('/驳回') && /^已驳回/.test(answered.get(id) ?? ''),
  )
  for (const { text } of rejections) {
    const reason = wordsIn(text) ?? ''
    const written = letters.filter(({ say }) => say.includes(reason)).length
    if (written !== 1) faults.push(`${written} letters about ${text}`)
  }
  for (const { state, place, person, say, why } of letters) {
    const words = wordsIn(say)
    if (['waiting', 'claimed', 'unreachable'].includes(state))
      faults.push(`still ${state}, ${why}: ${say.slice(0, 80)}`)
    if (words === undefined || (place === null && person === null)) continue
    // A webhook in WeCom; in DingTalk the group and the person by their own ids.
    const to = place === 'wecom' ? 'soak-key-0001' : place === 'dingtalk' ? 'soak-dingtalk' : person
    const came = arrived.filter((one) => one.to === to && one.text.includes(words))
    const unmarked = came.filter(({ text }) => !text.includes(MARK)).length
    if ((state === 'sent' && came.length === 0) || unmarked > 1)
      faults.push(`${state}, came ${came.length} times, ${unmarked} of them as new: ${words} to ${to}`)
    if (state === 'failed' && why === null) faults.push(`given up without a reason: ${words}`)
  }
  return faults
}

/** What makes a letter of the desk's unlike every other. */
const wordsIn = (text: string): string | undefined => /第\d+轮\d+[号次](?:通知|理由)/.exec(text)?.[0]
