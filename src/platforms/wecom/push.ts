import { postJson } from '../post-json.ts'
import type { PushMessage, Sent } from '../push.ts'
import { cutToBytes, markdown, plain } from './markdown.ts'
import { readAnswer } from './push-answer.ts'

/** Bytes of UTF-8 that a webhook takes (wecom-protocol §6). */
const TEXT_BYTES = 2048
const MARKDOWN_BYTES = 4096

/** Speaks to a group through its 消息推送 webhook, whose URL is the only credential (wecom-protocol §6). */
export async function pushToWebhook(url: string, message: PushMessage): Promise<Sent> {
  const answer = await postJson(url, webhookBody(message))
  return 'is' in answer ? answer : readAnswer(answer)
}

/**
 * Markdown, or a text where somebody is to be mentioned. A webhook's message has no buttons, so each stands for its
 * command as text, unless a line shows it already.
 */
export function webhookBody(message: PushMessage): object {
  const { title, mention } = message
  const all = withCommands(message)
  // Not a person: it would call the whole group.
  const people = [...new Set(mention)].filter((id) => id !== '' && id.toLowerCase() !== '@all')
  return people.length > 0
    ? {
        msgtype: 'text',
        text: { content: cutToBytes(TEXT_BYTES, plain([title, ...all])) || '……', mentioned_list: people },
      }
    : { msgtype: 'markdown', markdown: { content: markdown(title, all, MARKDOWN_BYTES) } }
}

/**
 * The body of the long connection's aibot_send_msg, without whom it is for (wecom-protocol §5): Markdown, which cannot mention
 * anybody. No card: its task_id would forbid to send it again after an end that nobody knows.
 */
export const connectionBody = (message: PushMessage): { [key: string]: unknown } => ({
  msgtype: 'markdown',
  markdown: { content: markdown(message.title, withCommands(message)) },
})

function withCommands({ lines, buttons }: PushMessage): string[] {
  const commands = buttons.map(({ command }) => command).filter((command) => !lines.some(shows(command)))
  return commands.length > 0 ? [...lines, commands.join('　')] : lines
}

/** Whether a line names this command and not a longer one that begins with it. */
const shows = (command: string) => (line: string) =>
  line
    .split(command)
    .slice(1)
    .some((after) => /^\s*$|^[　，。；、）」]/.test(after))
