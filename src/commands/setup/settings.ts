import { isClosed, openMonth } from '../../domain/calendar/booking.ts'
import { dayOf, daysBetween } from '../../domain/calendar/shanghai.ts'
import { defaultPolicy, type Policy, policyOf } from '../../domain/policy.ts'
import { policyBounds, unitOf } from '../../domain/policy-bounds.ts'
import { refuse } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { type Line, line } from '../../domain/say.ts'
import { record } from '../../store/audit.ts'
import { fill } from '../../store/inbox.ts'
import { laterPolicyQuery, policyQuery, setPolicy, valueBefore } from '../../store/policy.ts'
import { args, optional } from '../args/args.ts'
import { setting } from '../args/setting.ts'
import { defineCommand } from '../define.ts'
import { anyone } from '../gates.ts'

/** How many changes to come are listed, and how far ahead one may lie, in days. */
const shown = 4
const shownBelowAll = 1
const farthest = 366

/**
 * `/设置` shows the policy in force, `/设置 键 值 [从 日期]` sets a number of it from a day on (R069): a day of a month
 * that has closed is refused, so no closed figure can ever depend on it. What is set only adds a line.
 */
export const settings = defineCommand({
  name: '设置',
  aliases: [],
  topic: 'setup',
  usage: '/设置 [键 值 [从 日期]]',
  example: '/设置 年度目标 24小时 从 12-01',
  args: args({ setting: optional(setting) }),
  hidden: ({ roles }) => roles.length === 0,
  who: anyone,
  read: ({ args: { setting }, at }) => ({
    thatDay: policyQuery(setting?.from ?? dayOf(at)),
    later: laterPolicyQuery(setting?.from ?? dayOf(at), 50),
  }),
  decide: ({ args: { setting }, facts, who, peacetime: policy, at, now, key }) => {
    const today = dayOf(at)
    if (!setting) {
      const later = facts.later.slice(0, shownBelowAll).map(laterLine)
      return {
        say: [line('settings.title', { day: today }), ...policyLines(policy), ...later, line('settings.how')],
      }
    }
    const { number, value, from: day = today } = setting
    const name = [`policy.${number}`]
    const unit = unitOf(number)
    const bounds = { from: `${policyBounds[number].from}${unit}`, to: `${policyBounds[number].to}${unit}` }
    const later = facts.later.filter((change) => change.key === number).slice(0, shown)
    if (value === undefined) {
      const example = `${defaultPolicy[number]}${unit}`
      return {
        say: [
          line('settings.one', { name, value: `${policy[number]}${unit}`, ...bounds }),
          ...later.map(laterLine),
          line('settings.how_one', { name, value: example }),
        ],
      }
    }
    if (!isAdministrator(who.roles) || !who.person) return refuse('who.administrator')
    const what = { name, value: `${value}${unit}`, day }
    if (value < policyBounds[number].from || value > policyBounds[number].to) {
      return refuse('settings.range', { ...what, ...bounds })
    }
    if (isClosed(day.slice(0, 7), now)) return refuse('settings.closed', { day, open: openMonth(now) })
    if (daysBetween(today, day) > farthest) return refuse('settings.far', { day })
    const old = policyOf(facts.thatDay)[number]
    if (old === value) return { say: [line('settings.same', what), ...later.map(laterLine)] }

    const change = { key: number, value, valid_from: day, set_by: who.person.id, at: now, message: key }
    return {
      say: [
        line('settings.changed', { ...what, old: `${old}${unit}` }),
        ...later.map(laterLine),
        line('settings.kept'),
      ],
      writes: [
        setPolicy(change),
        fill(key, '$.say[0].params.old', valueBefore(change, defaultPolicy[number], unit)),
        record(
          {
            action: 'policy.set',
            subject: `policy:${number}`,
            communityId: null,
            detail: { value, from: day },
          },
          { actorId: who.person.id, message: key, at: now },
        ),
      ],
    }
  },
})

/** The whole policy in a few lines. */
const policyLines = (policy: Policy): Line[] =>
  [
    'settings.year',
    'settings.duty',
    'settings.day',
    'settings.late',
    'settings.roster',
    'settings.push',
    'settings.orders',
    'settings.worth',
    'settings.deadlines',
  ].map((code) => line(code, { ...policy }))

const laterLine = (change: { key: string; value: number; valid_from: string }): Line =>
  line('settings.later', {
    day: change.valid_from,
    name: [`policy.${change.key}`],
    value: `${change.value}${unitOf(change.key as keyof Policy)}`,
  })
