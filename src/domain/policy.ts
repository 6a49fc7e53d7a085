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
