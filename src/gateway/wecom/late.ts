import * as v from 'valibot'
import { cutToBytes, markdown } from '../../platforms/wecom/markdown.ts'
import type { Payload } from '../connection.ts'

const text = v.fallback(v.optional(v.string()), undefined)

const Reply = v.object({
  stream: v.optional(v.object({ content: v.string() })),
  text: v.optional(v.object({ content: v.string() })),
  template_card: v.optional(
    v.object({
      main_title: v.optional(v.object({ title: text })),
      sub_title_text: text,
      button_list: v.fallback(v.optional(v.array(v.object({ key: v.string() }))), undefined),
    }),
  ),
})

const said = (content: string): Payload => ({
  msgtype: 'markdown',
  markdown: { content: cutToBytes(20_480, content) },
})

/**
 * A reply as a message of its own, when the frame that it belongs to cannot be answered any more. Such a message
 * takes Markdown; a card would only be allowed in private, and its buttons nowhere, so each stands as its command.
 */
export function asMessage(reply: Payload): Payload | undefined {
  const parsed = v.safeParse(Reply, reply)
  if (!parsed.success) return
  const { stream, text: plain, template_card: card } = parsed.output
  if (stream) return said(stream.content)
  if (plain) return said(sentence(plain.content))
  if (!card) return
  const lines = (card.sub_title_text ?? '').split('\n')
  const commands = (card.button_list ?? [])
    .map(({ key }) => key)
    .filter((key) => !lines.some((line) => line.includes(key)))
  return said(markdown(card.main_title?.title ?? '', [...lines, commands.join('　')]))
}

/** Plain words as Markdown in which nothing is markup. */
export function sentence(words: string): string {
  const [first = '', ...lines] = words.split('\n')
  return markdown('', [first, ...lines])
}
