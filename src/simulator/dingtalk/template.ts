import { object, string } from '../json.ts'
import type { Payload } from '../types.ts'

/**
 * A message template of the send APIs (`msgKey`, `msgParam`) as the webhook message that looks the same;
 * `undefined` for a template that DingTalk does not have or this simulator does not draw.
 */
export function fromTemplate(msgKey: string, msgParam: string): Payload | undefined {
  let param: Payload
  try {
    param = object(JSON.parse(msgParam))
  } catch {
    return undefined
  }
  const { title, text } = param
  if (msgKey === 'sampleText') return { msgtype: 'text', text: { content: param.content } }
  if (msgKey === 'sampleMarkdown') return { msgtype: 'markdown', markdown: { title, text } }
  if (msgKey === 'sampleLink') return { msgtype: 'link', link: param }
  if (msgKey === 'sampleActionCard') return { msgtype: 'actionCard', actionCard: param }
  const many = /^sampleActionCard([2-6])$/.exec(msgKey)?.[1]
  if (!many) return undefined
  // The sixth is two buttons side by side and names its keys otherwise than the rest.
  const [name, url, count] =
    many === '6' ? ['buttonTitle', 'buttonUrl', 2] : ['actionTitle', 'actionURL', Number(many)]
  const btns = Array.from({ length: count as number }, (_, index) => ({
    title: string(param[`${name}${index + 1}`]),
    actionURL: string(param[`${url}${index + 1}`]),
  }))
  return { msgtype: 'actionCard', actionCard: { title, text, btns } }
}
