import { dayOf } from '../../domain/calendar/shanghai.ts'
import { refuse } from '../../domain/refusal.ts'
import type { Sorted } from '../../domain/roster/plan.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import type { Mail } from '../../store/mail.ts'
import {
  dropSwaps,
  fillPlanned,
  isPlannedBy,
  isSettledBy,
  planShifts,
  replaceShifts,
} from '../../store/shift.ts'
import type { TypedPlan } from '../args/shifts.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { periodWith, plannedLines, unplannedLines } from './plan-lines.ts'
import type { Slot } from './plan-slots.ts'
import type { Planner } from './roster-place.ts'

/** So many lines say what was planned and what was not; so many shifts stand in a letter. */
const mostLines = 9
const inLetter = 8

/** Writes the shifts, the act and the letters; what the write leaves out in a crowd is neither counted nor told. */
export function planned(
  situation: Situation<{ plan: TypedPlan }, unknown>,
  place: Planner,
  sorted: Sorted<Slot>,
  more: Line[],
): Decision {
  const { who, key, at, now, args } = situation
  const actorId = who.person?.id ?? 0
  const slots = sorted.plan
  const drafts = slots.map(({ name: _, from_person: __, ...draft }) => draft)
  const planning = { key, communityId: place.id, actorId, at, drafts }
  const replaced = slots.flatMap(({ replaces, from_person, name, from, to }) =>
    replaces !== undefined && from_person ? [{ id: replaces, person: from_person.id, name, from, to }] : [],
  )
  const people = [...new Set(slots.map(({ person }) => person))]
  const told = people.filter((person) => person !== actorId)
  const [first, last] = [slots[0], slots.at(-1)]
  const lost = outcomeOfRefusal(situation, refuse('roster.changed_now'))
  const named = [...plannedLines(slots), ...unplannedLines(sorted, true)].slice(0, mostLines - more.length)
  return {
    say: [
      line('plan.done', { community: place.name, count: slots.length }),
      ...named,
      ...more,
      ...(told.length > 0 ? [line('plan.told', { count: told.length })] : []),
    ],
    offer: [offer('offer.shifts', periodWith(first?.day ?? dayOf(at), at))],
    writes: [
      ...(replaced.length > 0
        ? [
            replaceShifts(planning),
            dropSwaps(
              replaced.map(({ id }) => id),
              planning,
            ),
          ]
        : []),
      planShifts(planning),
      recordIfChanged(
        {
          action: 'shift.plan',
          subject: `community:${place.id}`,
          communityId: place.id,
          detail: { shifts: slots.length, from: first?.day, to: last?.day, agreed: args.plan.agreed },
        },
        { actorId, message: key, at: now },
      ),
      otherwise(key, JSON.stringify(lost)),
      fillPlanned(planning, '$.say[0].params.count'),
    ],
    mail: [...letters(slots, told, place, key), ...replacedLetters(replaced, actorId, place, key)],
  }
}

/** One letter to each of these people, with all their shifts of this message. */
export const letters = (
  slots: readonly Slot[],
  people: readonly number[],
  place: Planner,
  key: string,
): Mail[] =>
  people.map((person) => {
    const own = slots.filter((slot) => slot.person === person)
    return {
      to: person,
      say: [
        line('mail.planned', { community: place.name, count: own.length }),
        line('mail.planned_shifts', {
          shifts: own.slice(0, inLetter).map(({ from, to }) => `${from}-${to}`),
        }),
        ...(own.length > inLetter ? [line('mail.planned_more', { count: own.length - inLetter })] : []),
        line('mail.planned_how'),
      ],
      dedupe: `planned/${person}/${key}`,
      expiresAt: Math.max(...own.map(({ to }) => to)),
      when: isPlannedBy(person, own[0]?.day ?? '', key),
    }
  })

interface Replaced {
  id: number
  person: number
  name: string
  from: number
  to: number
}

const replacedLetters = (replaced: readonly Replaced[], but: number, place: Planner, key: string): Mail[] =>
  replaced
    .filter(({ person }) => person !== but)
    .map(({ id, person, name, from, to }) => ({
      to: person,
      say: [line('mail.replaced', { community: place.name, name, shift: [`${from}-${to}`] })],
      dedupe: `replaced/${id}`,
      expiresAt: to,
      when: isSettledBy(id, key),
    }))
