import { stageTimes } from '../../domain/rally/stages.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import type { RallyRow } from '../../store/rally.ts'

/** What a call says: where, why, how many. */
export type Called = Pick<RallyRow, 'area' | 'reason' | 'urgency' | 'places'>

/** What people do next: both are taps where the platform has buttons. */
export const callOffers = [offer('offer.answer_rally', '/收到'), offer('offer.arrive', '/报到')]

const named = ({ area, reason, urgency }: Called) => ({ area, reason, urgency: [`urgency.${urgency}`] })

/** How somebody types where a rally is. */
export const placeName = ({ area }: Pick<RallyRow, 'area'>): string => (area === '' ? '全部' : area)

/** How the letters begin that call people to a rally: who has answered needs none. */
export const callLetters = (rally: number): string => `rally/call/${rally}/`

/** The first line of everything that is said of a rally. */
export const titleLine = (rally: Called): Line => line('rally.title', named(rally))

/** A call as groups and people get it. */
export const callLines = (rally: Called): Line[] => [
  titleLine(rally),
  rally.places === null ? line('rally.need_all') : line('rally.need', { places: rally.places }),
  line('rally.how'),
]

/** The sums (R098): called, answered, arrived, without an answer. */
export const countsLine = ({ expected, answered, arrived }: RallyRow): Line =>
  line('rally.counts', { expected, answered, arrived, silent: expected - answered })

/** Each stage with when it began and its minutes (R100). */
const stageLines = (rally: RallyRow, now: number): Line[] =>
  stageTimes(rally, now).map(({ stage, from, minutes }) =>
    line('rally.stage', { stage: [`rally_stage.${stage}`], at: from, minutes }),
  )

/** A rally as it stands, without anybody's name. */
export const standLines = (rally: RallyRow, now: number): Line[] => [
  titleLine(rally),
  countsLine(rally),
  ...(rally.places === null ? [] : [line('rally.need', { places: rally.places })]),
  ...stageLines(rally, now),
  line('rally.reach', { reach: [`rally_reach.${rally.reach}`] }),
]

/** A rally that is over: its sums and the minutes of its stages (R100). */
export const endLines = (rally: RallyRow): Line[] => [
  line('rally.report', { ...named(rally), at: rally.ended_at ?? rally.found_at }),
  countsLine(rally),
  ...stageLines(rally, rally.ended_at ?? rally.found_at),
]
