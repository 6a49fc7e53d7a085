import { DAY, dayOf, daysBetween, monthOf } from '../../domain/calendar/shanghai.ts'
import type { JointDay } from '../../domain/pairing/served-together.ts'
import { termNotice } from '../../domain/pairing/times.ts'
import { type ServedTogether, sumOf, togetherByPair } from '../../domain/pairing/together.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import type { Pairing } from '../../store/pairing.ts'
import { answerOffers, mySide, openReasons } from './pair-lines.ts'

/** What two new partners set out to do, and how they meet (R087). */
export const meetLines = (goal: string | null): Line[] => [goalLine(goal), line('pair.meet')]

const goalLine = (goal: string | null): Line =>
  goal === null ? line('pair.goal_usual') : line('pair.goal', { goal })

/** My partner: since when, up to when, the goal, what we served together this month and in all, and when last. */
export function partnerLines(pairing: Pairing, me: number, joint: readonly JointDay[], at: number): Line[] {
  const { other, myMore } = mySide(pairing, me)
  const [today, month] = [dayOf(at), monthOf(at)]
  const since = dayOf(pairing.began_at ?? at)
  const to = pairing.term_to ?? today
  const ours = sumOf(joint.filter(({ day }) => day.startsWith(month)))
  const all = sumOf(joint)
  const left = daysBetween(today, to)
  return [
    line(other.away ? 'pair.partner_away' : 'pair.partner', {
      name: other.name,
      kind: [`kind.${other.kind}`],
    }),
    line('pair.term', { since, to, days: Math.max(0, daysBetween(since, today)) }),
    ...(left <= termNotice
      ? [line(myMore === null ? 'pair.term_near' : 'pair.more_waits', { days: left })]
      : []),
    goalLine(pairing.goal),
    all.last === undefined
      ? line('pair.joint_none', { days: Math.floor((at - (pairing.began_at ?? at)) / DAY) })
      : line('pair.joint', {
          times: ours.times,
          minutes: ours.minutes,
          allTimes: all.times,
          allMinutes: all.minutes,
          last: all.last,
          days: daysBetween(all.last, today),
        }),
    ...(ours.times === 0 ? [line('pair.meet')] : []),
  ]
}

/** I am asked about somebody, or have said yes and wait for the other. */
export function askedLines(pairing: Pairing, me: number): { say: Line[]; offer: Offer[] } {
  const { other, myYes } = mySide(pairing, me)
  const what = { name: other.name, kind: [`kind.${other.kind}`], until: pairing.answer_by }
  if (myYes !== null) return { say: [line('pair.waits_other', what)], offer: [] }
  return {
    say: [
      line('pair.asks_you', what),
      line('pair.why', { reasons: openReasons(pairing.reasons) }),
      line('pair.until', { until: pairing.answer_by }),
      line('pair.how'),
    ],
    offer: [...answerOffers],
  }
}

/** I have no partner: what that means for me, and what I have said of others. */
export function aloneLines(
  { out, left, kept }: { out: number; left: number; kept: number },
  wishes: readonly { wants: number; name: string }[],
): { say: Line[]; offer: Offer[]; takes: string } {
  const names = (wants: number) => wishes.flatMap((wish) => (wish.wants === wants ? [wish.name] : []))
  const [wanted, unwanted] = [names(1), names(0)]
  return {
    say: [
      line(out ? 'pair.out' : kept ? 'pair.not_in_pool' : left > 0 ? 'pair.none_first' : 'pair.none'),
      ...(wanted.length > 0 ? [line('pair.wants', { names: wanted })] : []),
      ...(unwanted.length > 0 ? [line('pair.avoids', { names: unwanted })] : []),
      ...(out || kept ? [] : [line('pair.wish_how'), line('pair.profile_how')]),
    ],
    offer: out
      ? [offer('offer.pair_in', '/搭档 参加')]
      : [offer('offer.skills', '/专长'), offer('offer.free', '/空闲')],
    // 想和李四, typed next, is understood.
    takes: '/搭档',
  }
}

/** The same in a line of `/我的`: what waits for my answer, or what we served together this month. */
export function partnerLine(
  pairing: Pairing | undefined,
  served: readonly ServedTogether[],
  me: number,
  month: string,
): Line[] {
  if (!pairing) return []
  const { other, myYes } = mySide(pairing, me)
  if (pairing.state === 'asked') return myYes === null ? [line('me.pair_asks', { name: other.name })] : []
  const joint = [...togetherByPair(served).values()].flat().filter(({ day }) => day.startsWith(month))
  const { times, minutes } = sumOf(joint)
  return [
    times > 0
      ? line('me.partner', { name: other.name, month, times, minutes })
      : line('me.partner_none', { name: other.name, month }),
  ]
}
