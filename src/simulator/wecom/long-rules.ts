import { DAY, HOUR, MINUTE } from '../clock.ts'
import { bytes, object, string } from '../json.ts'
import type { Payload } from '../types.ts'

/** What WeCom refuses on a long connection (wecom-protocol §5.3, §5.4). */
export const CODES = {
  credentials: [853000, 'invalid bot_id or secret'],
  reqId: [846605, 'invalid req_id'],
  type: [40008, 'invalid message type'],
  parameter: [40058, 'invalid Request Parameter'],
  often: [45009, 'api freq out of limit'],
  chat: [93006, 'invalid chatid'],
} as const
export type Problem = keyof typeof CODES

/** A callback that was delivered, as far as its answer is concerned. */
export interface Delivered {
  at: number
  kind: 'message' | 'tap' | 'greeting' | 'notice'
  conversation: string
  taskId: string
}

const ANSWERS = {
  aibot_respond_msg: { kind: 'message', within: DAY, types: ['stream', 'template_card', 'markdown'] },
  aibot_respond_welcome_msg: { kind: 'greeting', within: 5_000, types: ['text', 'template_card'] },
  aibot_respond_update_msg: { kind: 'tap', within: 5_000, types: [] },
} as const

export const isAnswer = (command: string): command is keyof typeof ANSWERS => command in ANSWERS

/** Whether an answer fits the callback that it is for; undefined when it does. */
export function answerProblem(
  command: keyof typeof ANSWERS,
  body: Payload,
  delivered: Delivered | undefined,
  now: number,
): Problem | undefined {
  const { kind, within, types } = ANSWERS[command]
  if (!delivered || delivered.kind !== kind || now - delivered.at > within) return 'reqId'
  const card = object(body.template_card)
  if (command === 'aibot_respond_update_msg') {
    const fits = body.response_type === 'update_template_card' && card.task_id === delivered.taskId
    return fits ? undefined : 'parameter'
  }
  if (!(types as readonly string[]).includes(string(body.msgtype))) return 'type'
  return tooLong(body) ? 'parameter' : undefined
}

/** Whether a message of the bot's own may go; `known` are conversations in which somebody wrote to it. */
export function pushProblem(body: Payload, known: ReadonlySet<string>): Problem | undefined {
  if (!known.has(string(body.chatid))) return 'chat'
  const type = string(body.msgtype)
  if (type === 'template_card') return body.chat_type === 1 ? undefined : 'type'
  if (type !== 'markdown') return 'type'
  return tooLong(body) ? 'parameter' : undefined
}

const tooLong = (body: Payload): boolean =>
  [body.stream, body.markdown].some((part) => bytes(string(object(part).content)) > 20_480)

/** 30 messages a minute and 1000 an hour for each conversation, answers and pushes together. */
export class Pace {
  readonly #sent = new Map<string, number[]>()

  allows(conversation: string, now: number): boolean {
    const sent = (this.#sent.get(conversation) ?? []).filter((at) => now - at < HOUR)
    if (sent.length >= 1000 || sent.filter((at) => now - at < MINUTE).length >= 30) return false
    this.#sent.set(conversation, [...sent, now])
    return true
  }
}
