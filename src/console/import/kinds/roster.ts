import { findPeople } from '../../../commands/roster/plan-people.ts'
import { type Slot, slotsOf, weeksOf } from '../../../commands/roster/plan-slots.ts'
import { letters } from '../../../commands/roster/plan-write.ts'
import { calendarOf } from '../../../domain/calendar/working-days.ts'
import type { PlannedRow } from '../../../domain/import/plan.ts'
import { sortWanted } from '../../../domain/roster/plan.ts'
import { line } from '../../../domain/say.ts'
import { calendarQuery } from '../../../store/holiday.ts'
import { communityId, isPlanned, unitsLinkedQuery } from '../../../store/import/roster.ts'
import { postAll } from '../../../store/mail.ts'
import { leavesOfNamedQuery, rosterPeopleQuery, shiftsOfNamedQuery } from '../../../store/roster-people.ts'
import { planShifts } from '../../../store/shift.ts'
import { defineImport } from '../spec.ts'
import { keysOf, linesOf, planOf } from './roster-lines.ts'

/** So many shifts one file may plan: half a year of a community. */
const most = 2000

/** 值班表 of one community, as `/排班` plans it: all of it or nothing, a letter to each who is planned. */
export const roster = defineImport({
  kind: 'roster',
  eyes: ['administrator', 'secretary', 'liaison'],
  belongs: 'community',
  fields: ['day', 'span', 'from', 'to', 'name'],
  needed: [['day'], ['span', 'from'], ['name']],
  template: ['day', 'span', 'name'],
  example: [
    ['2026-12-01', '9:00-12:00', '张伟'],
    ['2026-12-01', '14:00-17:00', '李梅、王芳'],
  ],
  take: linesOf,
  read: (reads, about) => {
    const plan = planOf(reads)
    const keys = keysOf(plan)
    const { from, to } = weeksOf(plan, about.view.now)
    return {
      people: rosterPeopleQuery(keys, communityId(about.place?.id ?? 0), 1000),
      shifts: shiftsOfNamedQuery(keys, from, to),
      leaves: leavesOfNamedQuery(keys, from, to),
      calendar: calendarQuery(about.view.today),
      units: unitsLinkedQuery(about.place?.id ?? 0, about.reach.units),
    }
  },
  plan: (reads, { people, shifts, leaves, calendar, units }, about) => {
    const { place, reach, view } = about
    const id = place?.id ?? 0
    const whole = reach.everywhere || reach.communities.includes(id)
    const planner = { id, name: place?.name ?? '', units: whole ? undefined : units.map((unit) => unit.id) }
    const around = { at: view.now, calendar: calendarOf(calendar), shifts, communityId: id }
    const wanted: { number: number; slot: Slot }[] = []
    const rows: PlannedRow[] = []
    for (const read of reads) {
      if (!('plan' in read)) {
        rows.push(read)
        continue
      }
      const found = findPeople(read.plan.names, people, planner)
      const { slots, faults } = slotsOf(planOf([read]), found.meant, around)
      const wrong = [...found.faults, ...faults]
      if (wrong.length > 0) rows.push({ line: read.line, fate: 'refused', said: wrong, row: {} })
      else wanted.push(...slots.map((slot) => ({ number: read.line, slot })))
    }
    if (wanted.length > most) return line('plan.too_many', { count: wanted.length, most })
    const sorted = sortWanted(
      wanted.map(({ slot }) => slot),
      shifts,
      leaves,
      id,
    )
    const taken: Slot[] = []
    for (const { number, slot } of wanted) {
      const { person, name, day, from, to } = slot
      const words = { name, shift: [`${from}-${to}`] }
      const add = (fate: PlannedRow['fate'], code: string, row: object = {}) =>
        rows.push({ line: number, fate, said: [line(code, words)], row })
      const meets = taken.find((one) => one.person === person && one.from < to && one.to > from)
      if (meets?.from === from && meets.to === to) add('same', 'import.shift')
      else if (meets) add('refused', 'import.shift_meets')
      else if (sorted.same.includes(slot)) add('same', 'import.shift', { person, from, to })
      else if (sorted.away.includes(slot)) add('refused', 'import.shift_away')
      else if (sorted.busy.some(({ shift }) => shift === slot)) add('refused', 'import.shift_busy')
      else add('new', 'import.shift', { person, name, day, from, to })
      taken.push(slot)
    }
    rows.sort((a, b) => a.line - b.line)
    return { rows, said: [line('import.roster_of', { community: planner.name })], basis: { place } }
  },
  takesRows: true,
  write: ({ id, basis, rows, by }) => {
    const { place } = basis as { place: { id: number; name: string } }
    const slots = rows as Slot[]
    const drafts = slots.map(({ person, day, from, to }) => ({ person, day, from, to }))
    const told = [...new Set(slots.map(({ person }) => person))].filter((person) => person !== by.actorId)
    // All of them are planned, or the write is refused: the condition of each letter holds.
    const mail = letters(slots, told, { ...place, units: undefined }, by.message).map(
      ({ when: _, ...one }) => one,
    )
    return {
      still: isPlanned(id, place.id, by.message, drafts.length),
      writes: [
        planShifts({ key: by.message, communityId: place.id, actorId: by.actorId, at: by.at, drafts }),
        postAll(mail, by.at),
      ],
    }
  },
})
