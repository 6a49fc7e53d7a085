import { fold } from '../../text/fold.ts'
import type { ArgType } from './arg.ts'
import { rest } from './rest.ts'

/** What people add to a yes. */
const ASSENT =
  /^(?:我|的|已|都|上个?月|双报告|报告|无误|无异议|没有?(?:错|问题|意见)|同意|属实|正确|对|好|可以|行|是|收到|谢谢|辛苦|看|核对|过|确认|ok|吧|啦|了|,|。|!|\s)+$/

/** Words after a yes that are not one: 「不对」, somebody's name. Not there when only more of a yes was said. */
export const doubt: ArgType<string> = {
  take(text, context) {
    const taken = rest.take(text, context)
    return taken && 'value' in taken && ASSENT.test(fold(taken.value)) ? undefined : taken
  },
}
