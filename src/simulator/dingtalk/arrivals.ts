import type { Town } from '../town.ts'
import type { Payload, Place } from '../types.ts'
import { bubblesOf } from './bubble.ts'
import { problemsOf } from './check.ts'
import { no, OK, type Reply } from './reply.ts'

/** Through the group's own robot, or as the app's. */
export type By = 'hook' | 'robot'

/** What reaches the chats without having been asked for just now. */
export class Arrivals {
  readonly #town: Town

  constructor(town: Town) {
    this.#town = town
  }

  readonly nameOf = (staffId: string): string | undefined =>
    this.#town.people.find((one) => one.dingtalkStaffId === staffId)?.name

  /** A message in the form of a webhook's appears in the chat, or is refused for what is wrong with it. */
  show(place: Place, raw: Payload, by?: By): Reply {
    const [problem] = problemsOf(raw)
    if (problem) return this.refuse(place, raw, no(400105, problem), by)
    const bubbles = bubblesOf(raw, this.nameOf)
    this.#town.pushed(place, { ...(by && { by }), raw, answer: OK.body, bubbles, problems: [] })
    return OK
  }

  /** What was refused leaves a trace in the chat for whoever is developing. */
  refuse(place: Place, raw: Payload, reply: Reply, by?: By): Reply {
    const { errcode, errmsg, code, message } = reply.body
    const words = [errcode ?? code, errmsg ?? (message === code ? undefined : message)]
    const problems = [`钉钉拒收：${words.filter((word) => word !== undefined).join(' ')}`]
    this.#town.pushed(place, { ...(by && { by }), raw, answer: reply.body, bubbles: [], problems })
    return reply
  }
}
