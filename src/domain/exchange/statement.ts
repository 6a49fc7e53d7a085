/** What became of somebody's points up to a month and in it: earned by the ledger, spent, given back. */
export interface PointsOfMonth {
  earnedBefore: number
  usedBefore: number
  backBefore: number
  earned: number
  used: number
  back: number
}

/** A statement that balances: opening + earned - used + back = closing. Points. */
export interface Statement {
  opening: number
  earned: number
  used: number
  back: number
  closing: number
}

export function statementOf(month: PointsOfMonth): Statement {
  const { earned, used, back } = month
  const opening = month.earnedBefore - month.usedBefore + month.backBefore
  return { opening, earned, used, back, closing: opening + earned - used + back }
}
