import { MINUTE } from '../../domain/calendar/shanghai.ts'
import { rulesOf } from '../../domain/order/rules.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { record } from '../../store/audit.ts'
import { openDutyQuery } from '../../store/duty.ts'
import { explained, forgetPerson, leavingQuery } from '../../store/forget.ts'
import { pendingOfQuery } from '../../store/standing.ts'
import { args, optional } from '../args/args.ts'
import { choice } from '../args/choice.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { anyone } from '../gates.ts'
import { outcomeOf } from '../outcome.ts'

/** Minutes in which the confirmation counts. */
const confirmWithin = 10

/**
 * `/注销` explains what goes and what stays, `/注销 确认` within ten minutes does it (rule 8.21). In private only.
 * Refuses with forget.in_group, forget.nothing, forget.last_administrator.
 */
export const forget = defineCommand({
  name: '注销',
  aliases: ['forget'],
  topic: 'self',
  usage: '/注销',
  example: '/注销',
  args: args({ confirmed: optional(choice({ 确认: ['確認', '确定', 'yes'] })) }),
  hidden: ({ inGroup, person }) => inGroup || !person,
  who: anyone,
  read: ({ sender }) => ({
    leaving: leavingQuery(sender),
    pending: pendingOfQuery(sender),
    open: openDutyQuery(sender),
  }),
  decide: (situation): Decision | Refusal => {
    const { args, who, facts, now } = situation
    const { person } = who
    if (who.inGroup) return refuse('forget.in_group')
    if (!person) return refuse('forget.nothing')
    const [leaving] = facts.leaving
    if (isAdministrator(who.roles) && !leaving?.others) return refuse('forget.last_administrator')
    const waits = facts.pending[0]?.entries ?? 0
    const ready = now - (leaving?.leaving_at ?? 0) <= confirmWithin * MINUTE
    if (args.confirmed && ready) return farewell(situation, person.id, waits)

    const pending = { entries: waits, minutes: facts.pending[0]?.minutes ?? 0 }
    const roles = [...new Set(who.roles.map(({ role }) => `role.${role}`))]
    return {
      say: [
        line(args.confirmed ? 'forget.read_first' : 'forget.title'),
        line('forget.goes'),
        line('forget.stays'),
        ...(waits > 0 ? [line('forget.pending', pending)] : []),
        ...(facts.open.length > 0 ? [line('forget.duty')] : []),
        ...(roles.length > 0 ? [line('forget.roles', { roles })] : []),
        line('forget.look'),
        line('forget.confirm', { minutes: confirmWithin }),
      ],
      offer: [offer('offer.forget', '/注销 确认'), offer('offer.my_data', '/我的数据')],
      writes: [explained(person.id, now)],
    }
  },
})

function farewell(situation: Situation<unknown, unknown>, id: number, waits: number): Decision {
  const { who, key, now, policy } = situation
  const say: Line[] = [
    line('forget.done'),
    ...(waits > 0 ? [line('forget.withdrawn', { count: waits })] : []),
    line('forget.again'),
  ]
  const roles = who.roles.map(({ role }) => role)
  return {
    say,
    writes: [
      ...forgetPerson({
        id,
        key,
        now,
        outcome: JSON.stringify(outcomeOf(situation, { say })),
        neutral: JSON.stringify({ script: 'hans', say: [line('forgotten.answer')], offer: [] }),
        neutralMail: JSON.stringify([line('forgotten.mail')]),
        orderLeft: 'mail.order_left',
        deadlines: rulesOf(policy).deadlines,
      }),
      record(
        { action: 'person.forget', subject: `person:${id}`, communityId: null, detail: { roles } },
        { actorId: id, message: key, at: now },
      ),
    ],
  }
}
