/** The rules that an administrator may set; these are the defaults of product rule 4. Minutes, ms or hundredths, as named. */
export interface Policy {
  /** R057: hours a head in a year. */
  yearlyTargetMinutes: number
  /** R058: from here on a person is recommended. */
  recommendMinutes: number
  /** A duty counts from here. */
  shortestDutyMinutes: number
  /** A duty open longer is closed by the system. */
  longestDutyMinutes: number
  /** A day above this needs the secretary's yes. */
  fullDayMinutes: number
  /** A day above this is refused for hours typed by hand; the schema holds the same line. */
  longestDayMinutes: number
  /** How far back hours may lie. */
  backdays: number
  /** How long one's own last act may be taken back. */
  undoMinutes: number
}

export const defaultPolicy: Policy = {
  yearlyTargetMinutes: 20 * 60,
  recommendMinutes: 30 * 60,
  shortestDutyMinutes: 30,
  longestDutyMinutes: 10 * 60,
  fullDayMinutes: 8 * 60,
  longestDayMinutes: 12 * 60,
  backdays: 31,
  undoMinutes: 10,
}

/** What a number counts when it is typed without a unit, and between which values it may be set, in the policy's own unit. */
export interface PolicyBounds {
  typedIn: 'hour' | 'minute' | 'day'
  from: number
  to: number
}

/**
 * Every number of the policy may be set. A day of hours typed by hand stays within the twelve hours that the schema
 * holds in any case; hours lie at most 31 days back (rule 8.4), which is also as far as `/撤销` and `/签退` look.
 */
export const policyBounds: { readonly [K in keyof Policy]: PolicyBounds } = {
  yearlyTargetMinutes: { typedIn: 'hour', from: 60, to: 500 * 60 },
  recommendMinutes: { typedIn: 'hour', from: 60, to: 1000 * 60 },
  shortestDutyMinutes: { typedIn: 'minute', from: 1, to: 2 * 60 },
  longestDutyMinutes: { typedIn: 'hour', from: 2 * 60, to: 24 * 60 },
  fullDayMinutes: { typedIn: 'hour', from: 60, to: 24 * 60 },
  longestDayMinutes: { typedIn: 'hour', from: 60, to: 12 * 60 },
  backdays: { typedIn: 'day', from: 1, to: 31 },
  undoMinutes: { typedIn: 'minute', from: 1, to: 24 * 60 },
}

/** The numbers of the policy, in the order in which they are shown. */
export const policyNumbers = Object.keys(policyBounds) as (keyof Policy)[]

/** The policy with what was set of it; a number that was never set, or is none of ours, leaves the default. */
export function policyOf(set: readonly { key: string; value: number | null }[]): Policy {
  const policy = { ...defaultPolicy }
  for (const number of policyNumbers) {
    const value = set.find(({ key }) => key === number)?.value
    if (value !== null && value !== undefined) policy[number] = value
  }
  return policy
}
