import { named } from '../commands/order/order-lines.ts'
import { DAY, MINUTE } from '../domain/calendar/shanghai.ts'
import { escalation, type Keeper, type Level } from '../domain/order/ladder.ts'
import type { OrderRules } from '../domain/order/rules.ts'
import { opensAt } from '../domain/outbox/retry.ts'
import { orderRulesIn } from '../domain/rally/mode.ts'
import { type Line, line, type Offer, offer } from '../domain/say.ts'
import { postAll } from '../store/mail.ts'
import { recordEvent } from '../store/order.ts'
import { alarmStands, climb, type DueAlarm, dueAlarmsQuery } from '../store/order-alarms.ts'
import { defineWatch } from './define.ts'

const atOnce = 50
const namesShown = 5

/**
 * An order that nobody takes goes up the ladder (R034, R102): who answers at the next level hears of it, with whom was told
 * before, and the groups hear who is on it now. The first answer stops it; only 特急 goes through quiet hours (rule 8.12).
 */
export const orderEscalate = defineWatch({
  name: 'order-escalate',
  read: (now) => ({ alarms: dueAlarmsQuery(now, atOnce) }),
  decide: ({ facts, policy, now }) => {
    return {
      writes: facts.alarms.flatMap((alarm) => {
        const rules = orderRulesIn(alarm, policy)
        const keepers = JSON.parse(alarm.keepers) as Keeper[]
        const step = escalation({ ...alarm, answered: alarm.answered === 1 }, keepers, now, rules)
        // Its keepers hear by order-overdue.ts that its time is over.
        const isOver = alarm.state === 'open' && alarm.ends_at !== null && alarm.ends_at <= now
        if (!step || isOver) return [climb(alarm, null, null)]
        const before = keepers.filter(({ level }) => level === alarm.told)
        const when = alarmStands(alarm)
        const name = `order/escalate/${alarm.id}/${alarm.since}/${step.level}`
        const letter = {
          say: keeperLines(alarm, before, now),
          offer: offers(alarm),
          ...(alarm.urgency === 'critical' ? { urgent: true as const } : {}),
        }
        const mail = step.people.map(({ person_id }) => ({
          ...letter,
          to: person_id,
          dedupe: `${name}/${person_id}`,
        }))
        const said = {
          say: groupLines(alarm, step),
          offer: [offer('offer.claim', `/接单 ${alarm.id}`)],
          ...(alarm.urgency === 'critical' ? { urgent: true as const } : {}),
        }
        // What is not published yet is not for the group.
        const groups = alarm.state === 'open' ? (JSON.parse(alarm.groups) as number[]) : []
        const tell = groups.map((group) => ({ ...said, group, dedupe: `${name}/g${group}` }))
        return [
          postAll([...mail, ...tell], now, when),
          recordEvent(
            { order: alarm.id, step: 'escalate', actor: null },
            { message: `clock/${name}`, at: now },
            when,
          ),
          climb(alarm, step.level, step.next === null ? null : nextAlarm(alarm, now, rules)),
        ]
      }),
    }
  },
})

/** The level above is told one deadline after this one can hear of it: after quiet hours, and after the Worker was down. */
function nextAlarm({ due, urgency }: DueAlarm, now: number, rules: OrderRules): number {
  const told = now - due < MINUTE ? due : now
  return (urgency === 'critical' || !rules.quietHours ? told : opensAt(told)) + rules.deadlines[urgency]
}

const keeperLines = (alarm: DueAlarm, before: readonly Keeper[], now: number): Line[] => {
  const what = {
    ...named(alarm),
    community: alarm.community,
    urgency: [`urgency.${alarm.urgency}`],
    minutes: Math.floor((now - alarm.since) / MINUTE),
    days: Math.floor((now - alarm.since) / DAY),
  }
  const first = alarm.state === 'open' ? 'escalate.open' : 'escalate.requested'
  return [
    line(what.days < 2 ? first : days[first], what),
    ...(before.length > 0
      ? [line('escalate.before', { level: [`level.${alarm.told}`], names: namesOf(before) })]
      : []),
    line(alarm.state === 'open' ? 'escalate.open_how' : 'escalate.requested_how', { order: alarm.id }),
  ]
}

/** The same after days, which nobody counts in hours. */
const days = {
  'escalate.open': 'escalate.open_days',
  'escalate.requested': 'escalate.requested_days',
} as const

const groupLines = (
  alarm: DueAlarm,
  { level, people }: { level: Level; people: readonly Keeper[] },
): Line[] => [
  line('escalate.group', named(alarm)),
  line('escalate.group_level', { level: [`level.${level}`], names: namesOf(people) }),
]

const namesOf = (people: readonly Keeper[]): string[] =>
  people
    .map(({ name }) => name)
    .filter((name) => name !== '')
    .slice(0, namesShown)

const offers = ({ id, state }: DueAlarm): Offer[] =>
  state === 'open' ? [offer('offer.recommend', `/推荐 ${id}`)] : [offer('offer.push_order', `/派单 ${id}`)]
