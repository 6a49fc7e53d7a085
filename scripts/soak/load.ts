import { deliver, type Message, type Speaker } from './client.ts'

const MINUTE = 60_000

/** What was sent and what was answered, by the message's id. */
export interface Book {
  sent: Map<string, Message>
  answered: Map<string, string>
  /** A message that came again was answered otherwise than before. */
  otherwise: string[]
  redelivered: number
}

export const newBook = (): Book => ({ sent: new Map(), answered: new Map(), otherwise: [], redelivered: 0 })

/** The platform's id of a message out of the key under which it was handled. */
export const idOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1)

/** Where the Worker is and what time it is there; both change under the load. */
export interface Scene {
  origin: string
  now: number
}

/** Delivers a message and writes down what came of it. */
export async function say(book: Book, scene: Scene, message: Message): Promise<string | undefined> {
  book.sent.set(message.id, message)
  const answer = await deliver(scene.origin, message, scene.now)
  if (answer === undefined) return undefined
  const before = book.answered.get(message.id)
  if (before !== undefined && before !== answer) book.otherwise.push(`${message.text}: ${before} ≠ ${answer}`)
  book.answered.set(message.id, answer)
  return answer
}

/** One person who works until `over`: on duty and off, hours by hand, what they have. Some messages come twice, at once or later. */
export async function work(
  book: Book,
  scene: Scene,
  who: Speaker,
  round: number,
  over: () => boolean,
): Promise<void> {
  for (let i = 0; !over(); i++) {
    const day = 1 + (i % 25)
    const words =
      ['/报到', '/签退 扫雪', `/工时 ${day}天前 1小时 第${i}件`, '/我的', '/撤销', '/帮助'][i % 6] ?? ''
    const message = { id: `soak-${who.id}-${round}-${i}`, who, text: words, inGroup: i % 4 !== 3 }
    if (i % 5 === 0) {
      book.redelivered += 1
      await Promise.all([say(book, scene, message), say(book, scene, message)])
    } else await say(book, scene, message)
    if (i % 7 === 6) {
      book.redelivered += 1
      const earlier = book.sent.get(`soak-${who.id}-${round}-${i - 3}`)
      if (earlier) await say(book, scene, earlier)
    }
    scene.now += MINUTE / 10
  }
}

/** What got no answer comes again, as a platform repeats it, until it is answered; how many those were. */
export async function repeat(book: Book, scene: Scene): Promise<number> {
  const silent = () => [...book.sent.values()].filter(({ id }) => !book.answered.has(id))
  const first = silent()
  for (let round = 0; round < 5 && silent().length > 0; round++)
    for (const message of silent()) {
      book.redelivered += 1
      await say(book, scene, message)
    }
  return first.length
}
