import { dayOf } from '../../domain/calendar/shanghai.ts'
import { checkOut, isOverlong, wholeMinute } from '../../domain/ledger/check-out.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { minutesLate, type ShiftSpan, shiftNear } from '../../domain/roster/near-shift.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { seedQuery } from '../../store/check-in-code.ts'
import { noteOnDuty, openDutyQuery, runningSince, shiftOf, startDuty } from '../../store/duty.ts'
import { handoversForQuery } from '../../store/handover.ts'
import { otherwise } from '../../store/inbox.ts'
import { sinceOpenDuty, standingQuery } from '../../store/ledger.ts'
import { rallyForQuery } from '../../store/rally-for.ts'
import { ownShiftsNearQuery } from '../../store/shift.ts'
import { args, optional } from '../args/args.ts'
import { checkInCode } from '../args/code.ts'
import { rest } from '../args/rest.ts'
import { defineCommand } from '../define.ts'
import { placeOf, registered } from '../gates.ts'
import { outcomeOf } from '../outcome.ts'
import { arrival, arrivalLines, arriveOnDuty } from '../rally/arrive.ts'
import { callLetters } from '../rally/rally-lines.ts'
import { closing, closingLines } from './closing.ts'
import { codeGate, codeGuard, noGuard } from './code-gate.ts'
import { handoverLines } from './handover-lines.ts'

/**
 * `/报到 [码] [备注]`: starts a duty, with the day's code where the community wants one (R014); twice is answered with
 * the running one; a forgotten one is first closed by the system. A shift that is near is served by it; being late is
 * said kindly, and in private only. While a rally is open there it is the arrival at it (rule 8.10).
 */
export const checkIn = defineCommand({
  name: '报到',
  aliases: ['签到', '到岗', 'checkin', 'bd'],
  topic: 'duty',
  usage: '/报到 [签到码]',
  example: '/报到 居委会门口',
  args: args({ code: optional(checkInCode), note: optional(rest) }),
  who: registered,
  read: ({ sender, community, at, message }) => ({
    open: openDutyQuery(sender),
    seed: seedQuery(sender, community),
    shifts: ownShiftsNearQuery(sender, at),
    handovers: handoversForQuery(sender, dayOf(at)),
    rally: rallyForQuery(sender, community, {
      inGroup: message.conversation.kind === 'group',
      to: 'arrival',
    }),
    standing: standingQuery(sender, sinceOpenDuty(sender, dayOf(at)), dayOf(at)),
  }),
  decide: (situation) => {
    const { who, facts, at, now, key, policy, args } = situation
    const place = placeOf(who)
    if (isRefusal(place)) return place
    const person = who.person
    if (!person?.unit_id) return refuse('who.unregistered')
    const [open] = facts.open
    // In a group of a community that is in no rally it is a duty like any other.
    const rally = facts.rally.find(({ here }) => !who.inGroup || here === 1)
    if (open && rally && rally.my_arrival === null && !isOverlong(open, at, policy))
      return arriveOnDuty(situation, rally, open)
    if (open && !isOverlong(open, at, policy)) {
      return {
        say: [
          line('duty.running', { community: open.community, at: open.started_at }),
          line('duty.so_far', { minutes: minutesSince(open, at) }),
          line('duty.how_to_end'),
        ],
        offer: [offer('offer.check_out', '/签退')],
      }
    }

    // The scene of an emergency has no code on its wall.
    const refused = rally ? undefined : codeGate(situation, person.id, place.community)
    if (refused) return refused
    const guard = rally ? noGuard : codeGuard(situation, person.id)
    const scene = rally && {
      id: rally.id,
      community_id: rally.community_id ?? place.communityId,
      name: rally.community_id === null ? place.community : rally.area,
    }

    const startedAt = wholeMinute(at)
    const shift = shiftNear(
      facts.shifts.filter(({ community_id }) => community_id === place.communityId),
      at,
    )
    const late = shift && !who.inGroup ? minutesLate(shift, at) : 0
    const started = [
      startedLine(scene?.name ?? place.community, startedAt, now, shift),
      ...(rally ? arrivalLines(situation, rally) : []),
      line('duty.how_to_end'),
      ...(late > 0 ? [line('duty.late', { minutes: late })] : []),
    ]
    const left = handoverLines(facts.handovers, who.inGroup)
    const next = [offer('offer.check_out', '/签退'), offer('offer.me', '/我的')]
    const forgotten = open && {
      duty: open,
      end: checkOut({ ...open, shift: shiftOf(open) }, at, facts.standing, policy, now),
    }
    const lost = outcomeOf(situation, {
      say: [line('duty.running', { community: place.community, at: startedAt }), line('duty.how_to_end')],
      offer: next,
    })
    return {
      say: forgotten
        ? [
            ...started,
            ...closingLines(forgotten.duty, forgotten.end, undefined, policy.shortestDutyMinutes, {
              ask: 'duty.ask_forgotten',
              verified: person.state === 'verified',
            }),
            ...left,
          ]
        : [...started, ...left],
      offer: next,
      writes: [
        ...(forgotten
          ? closing(
              forgotten.duty,
              forgotten.end,
              { key, actorId: null, now },
              { numbers: `$.say[${started.length + 1}].params.entries` },
            )
          : []),
        startDuty({
          person_id: person.id,
          unit_id: person.unit_id,
          community_id: place.communityId,
          grid_id: person.community_id === place.communityId ? person.grid_id : null,
          started_at: startedAt,
          message: key,
          shift_id: shift?.id ?? null,
          rally_id: scene?.id ?? null,
          scene_id: scene?.community_id ?? null,
          when: guard.when,
        }),
        otherwise(key, JSON.stringify(lost), {
          path: '$.say[0].params.at',
          value: runningSince(person.id),
        }),
        ...(rally ? arrival(situation, rally, 1) : []),
        ...guard.next,
        ...(args.note ? [noteOnDuty(person.id, key, args.note)] : []),
      ],
      ...(rally ? { speaks: true as const, settles: [callLetters(rally.id)] } : {}),
    }
  },
})

const minutesSince = (duty: { started_at: number }, at: number): number =>
  Math.max(0, Math.floor((at - duty.started_at) / 60_000))

/** Where and when the duty began, and which shift it serves. */
function startedLine(community: string, at: number, now: number, shift?: ShiftSpan): Line {
  const what = { community, at }
  if (dayOf(at) !== dayOf(now)) return line('duty.started_on', what)
  if (!shift) return line('duty.started', what)
  const day = [dayOf(shift.starts_at) === dayOf(at) ? 'word.today' : 'word.yesterday']
  return line('duty.started_shift', { ...what, day, from: shift.starts_at, to: shift.ends_at })
}
