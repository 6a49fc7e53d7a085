import type { Policy } from '../../domain/policy.ts'
import { type Line, line } from '../../domain/say.ts'
import { subjectsOf } from '../../domain/support/household.ts'
import { daysSilent, silentAfter } from '../../domain/support/rhythm.ts'
import type { SupportPair } from '../../store/support-pair.ts'
import { quotaOf } from './visit-lines.ts'

const subjectWords = ({ subjects }: Pick<SupportPair, 'subjects'>): string[] => {
  const words = subjectsOf(subjects).map((subject) => `subject.${subject}`)
  return words.length > 0 ? words : ['subject.none']
}

/** What a pair is called in a sentence: code and subjects. */
export const namedPair = (pair: Pick<SupportPair, 'code' | 'subjects'>) => ({
  code: pair.code,
  subjects: subjectWords(pair),
})

/** A pair has begun: who hears it in a group hears nothing of its rhythm. */
export const pairedLines = (
  what: { code: string; name: string; subjects: string[]; quota: number },
  inGroup: boolean,
): Line[] => [
  line(inGroup ? 'support.paired_group' : 'support.paired', what),
  ...(inGroup ? [] : [line('support.rhythm', what)]),
  line('support.told'),
]

const monthOfPair = (pair: SupportPair, policy: Policy) => ({
  ...namedPair(pair),
  made: pair.made,
  quota: quotaOf(pair, policy),
})

/** A member’s own households, a line each: how the month stands, the last visit. */
export const ownPairLines = (pairs: readonly SupportPair[], policy: Policy, today: string): Line[] =>
  pairs.map((pair) => {
    const what = monthOfPair(pair, policy)
    if (pair.state === 'asked') return line('support.own_asked', what)
    if (pair.last_day === null) return line('support.own_never', what)
    const silent = daysSilent({ last_day: pair.last_day, since: pair.since }, today)
    return silent >= silentAfter.member
      ? line('support.own_silent', { ...what, day: pair.last_day, days: silent })
      : line('support.own', { ...what, day: pair.last_day })
  })

/** Pairs of a community or a unit, a line each: who, which household, in what, the last contact (R090). */
export const pairLines = (pairs: readonly SupportPair[], policy: Policy, today: string): Line[] =>
  pairs.map((pair) => {
    const what = { ...monthOfPair(pair, policy), name: pair.member }
    const silent = daysSilent({ last_day: pair.last_day, since: pair.since }, today)
    if (silent >= silentAfter.member) return line('support.row_silent', { ...what, days: silent })
    return pair.last_day === null
      ? line('support.row_never', what)
      : line('support.row', { ...what, day: pair.last_day })
  })
