import { bytes, list, object, string } from '../json.ts'
import type { Payload } from '../types.ts'

/** What was asked: the kind of callback decides which replies WeCom takes. */
export type Asked = 'message' | 'refresh' | 'enter_chat' | { taskId: string }

/** Everything in a reply that WeCom would refuse or cut. `usedTaskIds` grows with each new card of the bot. */
export function problemsOf(payload: Payload, asked: Asked, usedTaskIds: Set<string>): string[] {
  const problems: string[] = []
  const card = object(payload.template_card)
  if (typeof asked === 'object') {
    if (payload.response_type !== 'update_template_card')
      problems.push('点按钮只能用 update_template_card 来答')
    else if (card.task_id !== asked.taskId) problems.push('更新卡片的 task_id 和事件里的不同')
    return [...problems, ...cardProblems(card)]
  }
  const type = string(payload.msgtype)
  const allowed = {
    message: ['stream', 'template_card', 'stream_with_template_card'],
    refresh: ['stream', 'stream_with_template_card'],
    enter_chat: ['text', 'template_card'],
  }[asked]
  if (!allowed.includes(type)) problems.push(`这种回调不能用 ${type || '（没有 msgtype）'} 来答`)
  if (type.startsWith('stream')) problems.push(...streamProblems(object(payload.stream)))
  if (type === 'text' && !string(object(payload.text).content)) problems.push('text.content 是空的')
  if (type.endsWith('template_card')) {
    const taskId = string(card.task_id)
    if (usedTaskIds.has(taskId)) problems.push(`task_id 用过了：${taskId}`)
    if (taskId) usedTaskIds.add(taskId)
    problems.push(...cardProblems(card))
  }
  return problems
}

function streamProblems(stream: Payload): string[] {
  const problems: string[] = []
  const content = string(stream.content)
  if (!string(stream.id)) problems.push('stream.id 是空的')
  if (!content) problems.push('stream.content 是空的')
  if (bytes(content) > 20_480) problems.push('stream.content 超过 20480 字节')
  return problems
}

/** Limits of a card; those that WeCom's page only recommends are named as cuts. */
export function cardProblems(card: Payload): string[] {
  const problems: string[] = []
  const type = string(card.card_type)
  const cut = (what: string, value: unknown, most: number) => {
    if ([...string(value)].length > most) problems.push(`${what}超过 ${most} 字，会被截断`)
  }
  const buttons = list(card.button_list)
  if (!['text_notice', 'news_notice', 'button_interaction'].includes(type))
    problems.push(`模拟器不画 ${type} 卡片`)
  if (type === 'button_interaction') {
    if (!/^[\w@-]{1,128}$/.test(string(card.task_id))) problems.push('task_id 缺失或有不许用的字符')
    if (buttons.length < 1 || buttons.length > 6) problems.push('button_list 要有 1–6 个按钮')
    if (new Set(buttons.map((one) => one.key)).size < buttons.length) problems.push('两个按钮的 key 相同')
  } else if (![1, 2].includes(object(card.card_action).type as number)) problems.push('card_action 必填')
  for (const button of buttons) {
    if (!string(button.text) || !string(button.key)) problems.push('按钮缺 text 或 key')
    if (bytes(string(button.key)) > 1024) problems.push('按钮的 key 超过 1024 字节')
    cut('按钮', button.text, 10)
  }
  if (list(card.horizontal_content_list).length > 6) problems.push('horizontal_content_list 超过 6 行')
  if (list(card.jump_list).length > 3) problems.push('jump_list 超过 3 条')
  cut('标题', object(card.main_title).title, 26)
  cut('标题说明', object(card.main_title).desc, 30)
  cut('正文', card.sub_title_text, 112)
  return problems
}
