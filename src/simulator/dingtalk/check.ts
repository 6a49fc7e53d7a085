import { bytes, list, object, string, strings } from '../json.ts'
import type { Payload } from '../types.ts'

const TYPES = ['text', 'markdown', 'actionCard', 'link', 'feedCard']

/** Everything in a reply or webhook message that DingTalk would refuse, or that its client would not honour. */
export function problemsOf(payload: Payload): string[] {
  const problems: string[] = []
  const type = string(payload.msgtype)
  if (!TYPES.includes(type)) return [`不支持的 msgtype：${type || '（没有）'}`]
  if (bytes(JSON.stringify(payload)) > 20_000) problems.push('消息超过 20000 字节')
  const body = object(payload[type])
  if (type === 'text' && !string(body.content)) problems.push('text.content 是空的')
  if (type === 'markdown' || type === 'actionCard') {
    if (!string(body.title)) problems.push('title 是空的')
    if (!string(body.text)) problems.push('text 是空的')
  }
  if (type === 'actionCard') problems.push(...buttonProblems(body))
  if (strings(object(payload.at).atUserIds).length > 50) problems.push('一次最多 @ 50 人')
  return problems
}

function buttonProblems(card: Payload): string[] {
  const single = string(card.singleTitle)
  const buttons = list(card.btns)
  if (!single && buttons.length === 0) return ['actionCard 没有按钮']
  const urls = single ? [string(card.singleURL)] : buttons.map((one) => string(one.actionURL))
  const titles = single ? [single] : buttons.map((one) => string(one.title))
  const problems: string[] = []
  if (titles.some((title) => !title)) problems.push('按钮没有标题')
  if (buttons.length > 5) problems.push('按钮多于 5 个')
  for (const url of urls) {
    if (/^dtmd:/i.test(url) && !/^dtmd:\/\/dingtalkclient\/sendMessage\?content=[^+\s]+$/.test(url))
      problems.push(`客户端不认这个 dtmd 地址：${url}`)
    if (url.length > 500) problems.push('按钮的地址超过 500 字符')
  }
  return problems
}
