import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingMessage } from '../message.ts'
import { card, updatedCard } from './card.ts'
import { cutToBytes, markdown, plain } from './markdown.ts'

/**
 * The plaintext JSON that answers this message, `null` for silence. Which form is allowed depends on what is answered
 * (wecom-protocol §1.11): a tap gets an updated card, the greeting a card or a text, all else a card or a stream.
 */
export function encode(message: IncomingMessage, reply: OutgoingMessage | null): object | null {
  if (!reply) return null
  if (message.card) {
    return {
      response_type: 'update_template_card',
      // Only the tapper's copy: everyone else's card stays as it was (wecom-protocol §3.4).
      userids: message.sender.ids.map(({ id }) => id),
      template_card: updatedCard(reply, message.card.taskId),
    }
  }
  const id = idFor(message)
  const template = card(reply, `card_${id}`)
  if (template) return { msgtype: 'template_card', template_card: template }
  if (message.kind === 'entered') {
    return {
      msgtype: 'text',
      text: { content: cutToBytes(2048, plain([reply.title, ...reply.lines])) || '……' },
    }
  }
  return {
    msgtype: 'stream',
    stream: { id: `reply_${id}`, finish: true, content: markdown(reply.title, reply.lines) },
  }
}

// From the message id alone, so that a redelivery gets the same answer; hashed, because a task_id may only hold
// 0-9 A-Z a-z _ - @ and a msgid is opaque.
const idFor = ({ bot, messageId }: IncomingMessage) =>
  createHash('sha256').update(`${bot}\n${messageId}`).digest('hex').slice(0, 40)
