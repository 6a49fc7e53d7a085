import {
  type DayPart,
  dayParts,
  everyDay,
  type FreeTime,
  groupFreeTimes,
  weekend,
  workdays,
} from '../../domain/profile/free-time.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line } from '../../domain/say.ts'
import { freeTimesQuery, replaceFreeTimes } from '../../store/profile.ts'
import { readFreeTime } from '../../text/free-times.ts'
import { args, optional } from '../args/args.ts'
import { isClear } from '../args/clear.ts'
import { words } from '../args/words.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registered } from '../gates.ts'

/** `/空闲 周末 晚上`: when I have time (R006), for partners and shifts; replaces what was there, without words shows it in private. */
export const free = defineCommand({
  name: '空闲',
  aliases: ['free'],
  topic: 'self',
  usage: '/空闲 周末 晚上',
  example: '/空闲 周二晚 周六上午',
  args: args({ free: optional(words) }),
  who: registered,
  read: ({ sender }) => ({ mine: freeTimesQuery(sender) }),
  decide: ({ args, facts, who }): Decision | Refusal => {
    if (!who.person) return refuse('who.unregistered')
    const typed = args.free
    if (!typed) {
      if (who.inGroup) return refuse('free.private')
      return {
        say:
          facts.mine.length > 0
            ? [...freeLines('free.mine', facts.mine), line('free.change')]
            : [line('free.none')],
      }
    }
    if (isClear(typed)) return { say: [line('free.cleared')], writes: replaceFreeTimes(who.person.id, []) }
    const times: FreeTime[] = []
    for (const word of typed) {
      const read = readFreeTime(word)
      if (!read) return refuse('free.unclear', { text: [...word].slice(0, 20).join('') })
      times.push(...read)
    }
    return {
      say: [...freeLines('free.kept', times), line('free.use')],
      writes: replaceFreeTimes(who.person.id, times),
    }
  },
})

/** A title, and a line for each group of days as it was understood. */
export const freeLines = (title: string, times: readonly FreeTime[]): Line[] => [
  line(title),
  ...groupFreeTimes(times).map(({ days, parts }) =>
    line('free.group', {
      days: [dayName(days)],
      parts: parts.length === dayParts.length ? ['free.all_day'] : parts.map((part) => partName[part]),
    }),
  ),
]

const partName = {
  morning: 'free.morning',
  afternoon: 'free.afternoon',
  evening: 'free.evening',
} as const satisfies { [part in DayPart]: string }

const oneDay = [
  'free.monday',
  'free.tuesday',
  'free.wednesday',
  'free.thursday',
  'free.friday',
  'free.saturday',
  'free.sunday',
] as const

function dayName(days: readonly number[]): string {
  if (days === everyDay) return 'free.every_day'
  if (days === workdays) return 'free.workdays'
  return days === weekend ? 'free.weekend' : (oneDay[(days[0] ?? 1) - 1] ?? oneDay[0])
}
