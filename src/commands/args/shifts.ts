import { refuse } from '../../domain/refusal.ts'
import { clean } from '../../text/clean.ts'
import type { NamingType } from './args.ts'
import { type PlanReading, readPlan } from './plan-reading.ts'
import { isCourtesy } from './plan-title.ts'

export type { PlanLine } from './plan-reading.ts'

/** A whole roster as typed, or shifts to be cancelled. */
export interface TypedPlan extends PlanReading {
  cancel: boolean
  agreed: boolean
  /** All of it on one line, as it can be sent again. */
  text: string
}

const CANCEL = /^\s*(?:取消|撤销|撤消|删除|作废|cancel)(?=[\s\d]|班|$)\s*班?/iu
/** Of a single line only: in a longer roster it is said of that line alone. */
const CANCEL_BEHIND = /^([^\n;；]*?)\s(?:取消|不排了?|删除)(?=\s|$)(?![\s\S]*[\n;；])/u
const AGREED = /^\s*同意(?=\s|$)[\s:：,，]*/u

/**
 * `11-25 9:00-12:00 张伟 李梅`, one shift a line; `每周二 9:00-12:00 张三 到12月底`; or a table as it comes from a spreadsheet.
 * What a line leaves out, day or time, goes on from the line above it. Weekdays without a week are those of this week
 * if all of them are still ahead, else of the next. `取消 …` (or `11-25 张三 取消`) names shifts to be cancelled, `同意 …`
 * agrees to short tenure. A text of one unreadable line is refused with its reason: `arg.shift.day`, `arg.shift.time`,
 * `arg.shift.names`, `arg.shift.weekday`, `arg.day.*`, `arg.time.*`.
 */
export const shiftLines: NamingType<TypedPlan> & { keepsTabs: true } = {
  namesPerson: true,
  keepsTabs: true,
  take(text, { now }) {
    const agreed = AGREED.test(text)
    const afterYes = text.replace(AGREED, '')
    const cancel = CANCEL.test(afterYes) || CANCEL_BEHIND.test(afterYes)
    const typed = clean(afterYes.replace(CANCEL, '').replace(CANCEL_BEHIND, '$1'), '\t')
      .split(/\n|[;；]/)
      .filter((line) => line.trim() !== '' && !isCourtesy(line))
    const plan = readPlan(typed, now, cancel)
    const [bad, another] = plan.unread
    if (plan.lines.length === 0) {
      if (!bad) return undefined
      const lacks = bad.why === 'arg.shift.names' || bad.why === 'arg.shift.day'
      if (!another) return refuse(cancel && lacks ? 'arg.shift.cancel' : bad.why, bad.params)
    }
    const oneLine = typed.map((line) => line.trim().replace(/\t/g, '  ')).join('；')
    return { value: { ...plan, cancel, agreed, text: oneLine }, rest: '' }
  },
}
