import type { TypedAnnouncement } from '../../domain/announcement.ts'
import { clean } from '../../text/clean.ts'
import { fold } from '../../text/fold.ts'
import type { ArgType } from './arg.ts'

/** A new announcement, or what is to become of the one that was shown: `number` names it. */
export type Notice =
  | ({ do: 'write' } & TypedAnnouncement)
  | { do: 'send'; again: boolean; number?: number }
  | { do: 'drop' }

const SEND = /^(发送?吧?|发出|发布|确认|确认发送|同意|是的?|好的?|可以|再发) ?(\d{4})?[。.!]?$/
const DROP = /^(取消|取消发送|撤回|不发了?|不要了|算了|删除)[。.!]?$/
const NAME = '[\\p{L}\\p{N}·]{2,30}'
/** 「东湖社区、西湖社区 …」, 「东湖社区 西湖社区 …」, 「全部：…」; or nothing but names. */
const SPACED = '[\\p{L}\\p{N}·]{1,28}社[区區]'
const NAMES = `(?:${SPACED}(?:[ \u3000]+${SPACED})+|(?:${NAME}\\s*[、,，]\\s*){0,30}${NAME})`
const HEAD = new RegExp(`^(${NAMES})(?:\\s*[:：]\\s*|\\s+|$)`, 'u')
const ALL = ['全部', '全部社区', '所有社区', '各社区']

/** The text as typed, with its lines; words that only look like an answer (`取消明天的会`) are text too. */
export const notice: ArgType<Notice> = {
  take(typed) {
    const text = clean(typed).replace(/^[:：,，、]\s*/, '')
    if (text === '') return undefined
    const form = fold(text)
    if (DROP.test(form)) return { value: { do: 'drop' }, rest: '' }
    const send = SEND.exec(form)
    if (send) {
      const number = send[2] === undefined ? {} : { number: Number(send[2]) }
      return { value: { do: 'send', again: send[1] === '再发', ...number }, rest: '' }
    }
    const head = HEAD.exec(text)
    if (!head?.[1]) return { value: { do: 'write', text }, rest: '' }
    const names = [
      ...new Set(
        head[1]
          .trim()
          .split(/[、,，\s]+/)
          .map(fold),
      ),
    ]
    const all = names.length === 1 && ALL.includes(names[0] ?? '')
    return { value: { do: 'write', text, head: { all, names, text: text.slice(head[0].length) } }, rest: '' }
  },
}
