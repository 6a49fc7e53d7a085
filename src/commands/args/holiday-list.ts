import { fold } from '../../text/fold.ts'
import { type Notice, readNotice } from '../../text/holiday-notice.ts'
import type { ArgType } from './arg.ts'

/** What is wanted of the calendar: a year shown, a pasted list taken in, and the yes or no to it. */
export type TypedHolidays =
  | { is: 'confirm' }
  | { is: 'cancel' }
  | { is: 'year'; year: number }
  | { is: 'list'; notice: Notice }

const YES = ['确认', '确定', '保存', '存', '存下', '是', '是的', '好', '对', 'ok', 'yes']
const NO = ['取消', '放弃', '不要', '不存', '否', '不', 'no']

/** `2027`, `确认`, `取消`, or a list (see readNotice); what is wrong with a list is for the command to say. */
export const holidayList: ArgType<TypedHolidays> = {
  take(text) {
    const typed = fold(text).replace(/[。.!]+$/, '')
    if (typed === '') return undefined
    if (YES.includes(typed)) return { value: { is: 'confirm' }, rest: '' }
    if (NO.includes(typed)) return { value: { is: 'cancel' }, rest: '' }
    const year = /^(20\d\d) ?年?$/.exec(typed)?.[1]
    return {
      value:
        year === undefined ? { is: 'list', notice: readNotice(text) } : { is: 'year', year: Number(year) },
      rest: '',
    }
  },
}
