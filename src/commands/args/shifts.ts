import { isRefusal, refuse } from '../../domain/refusal.ts'
import { clean } from '../../text/clean.ts'
import { excerpt, type NamingType } from './args.ts'
import { people } from './person.ts'
import { planTime } from './plan-time.ts'

/** One line of a roster; minutes since the day's midnight, `to` above 1440 when it ends after midnight. */
export interface ShiftLine {
  day: string
  from: number
  to: number
  names: string[]
}

/**
 * `11-25 9:00-12:00 张伟 李梅`, one shift a line; a line without a day goes on with the day before it. Refused, with the
 * line as `{ text }`: `arg.shift.day`, `arg.shift.time`, `arg.shift.names`, and what its day and time refuse.
 */
export const shiftLines: NamingType<ShiftLine[]> = {
  namesPerson: true,
  take(text, context) {
    const lines = clean(text)
      .split(/\n|[;；|｜]/)
      .filter((line) => line.trim() !== '')
    const shifts: ShiftLine[] = []
    for (const line of lines) {
      const typed = { text: excerpt(line) }
      const before = shifts.at(-1)?.day
      const said = planTime.take(line, context)
      if (isRefusal(said)) return said
      const day = said?.value.dayUnsaid ? before : said?.value.day
      if (!said || said.value.from === undefined || said.value.to === undefined)
        return refuse('arg.shift.time', typed)
      if (day === undefined) return refuse('arg.shift.day', typed)
      const names = people.take(said.rest, context)
      if (!names || isRefusal(names)) return refuse('arg.shift.names', typed)
      shifts.push({ day, from: said.value.from, to: said.value.to, names: names.value })
    }
    return shifts.length > 0 ? { value: shifts, rest: '' } : undefined
  },
}
