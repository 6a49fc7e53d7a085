import { clean } from '../../text/clean.ts'
import type { ArgType } from './arg.ts'

const EDGES = /^[\s,，、;；:：。.|｜]+|(?<![\s,，、;；|｜])[\s,，、;；|｜]+$/g
/** 「时间：」 whose value was taken, and 「事由：」 before what is left. */
const LABELS = /^(?:(?:时间|時間|日期|时长|時長|事由|内容|內容|备注|備註|理由|说明|說明)\s*[:：]\s*)+/
const SAYS_SOMETHING = /[\p{L}\p{N}]/u

/** What remains, as typed, without separators at its ends and labels in front. Not there when nothing is left but signs (💪, ！). */
export const rest: ArgType<string> = {
  take(text) {
    const value = tidy(tidy(text).replace(LABELS, ''))
    return SAYS_SOMETHING.test(value) ? { value, rest: '' } : undefined
  },
}

export const tidy = (text: string): string => clean(text).replace(EDGES, '')
