import { fold } from '../../text/fold.ts'
import type { ArgType } from './arg.ts'
import { rest } from './rest.ts'

const EVERYWHERE = ['全部', '全部社区', '所有社区', '各社区', '汇总']

/** The name of a unit or a community as typed; 全部 is everything that somebody may see, as without a name. */
export const place: ArgType<string> = {
  take(text, context) {
    const taken = rest.take(text, context)
    const everywhere = taken && 'value' in taken && EVERYWHERE.includes(fold(taken.value))
    return everywhere ? undefined : taken
  },
}
