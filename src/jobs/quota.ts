import { addMonths, monthOf } from '../domain/calendar/shanghai.ts'
import { type Counted, type Quota, quotaLeft, stepToTell } from '../domain/outbox/quota.ts'
import { type Line, line } from '../domain/say.ts'
import { refusedQuotaQuery, usageQuery, warned } from '../store/channel.ts'
import { postToKeepers } from '../store/mail.ts'
import { defineWatch } from './define.ts'

/** What happens next, by what is counted and the step it has come to. */
const next = {
  call: { 70: 'quota.call_soon', 90: 'quota.call_saving', 100: 'quota.call_waits' },
  hook: { 70: 'quota.hook_soon', 90: 'quota.hook_saving', 100: 'quota.hook_waits' },
} as const

/**
 * DingTalk's monthly quota: at 70 %, 90 % and the end of it the administrators hear once each how much is used and what
 * happens next. Used up it is too when DingTalk refuses for it, whatever we have counted: others may use the same.
 */
export const quotaWatch = defineWatch({
  name: 'quota',
  read: (now) => ({ usage: usageQuery(monthOf(now)), refused: refusedQuotaQuery(now) }),
  decide: ({ facts, policy, now }) => {
    const month = monthOf(now)
    const quotas = quotaLeft(facts.usage, policy)
    const writes = (['call', 'hook'] as const).flatMap((what) => {
      const refused = facts.refused[0]?.[what] === 1
      const told = facts.usage.find((one) => one.what === what)?.warned ?? 0
      const step = stepToTell(quotas[what], told, refused)
      if (step === undefined) return []
      const letter = {
        say: [
          figures(quotas[what], month, refused),
          line(next[what][step], { from: `${addMonths(month, 1)}-01` }),
        ],
        dedupe: `quota/${month}/${what}/${step}`,
      }
      return [warned(month, what, step), postToKeepers(letter, null, now)]
    })
    return { writes }
  },
})

const nameOf: { [what in Counted]: string } = { call: 'quota.calls', hook: 'quota.messages' }

const figures = ({ what, used, limit, percent }: Quota, month: string, refused: boolean): Line =>
  line(refused ? 'quota.refused' : 'quota.used', { month, what: [nameOf[what]], used, limit, percent })
