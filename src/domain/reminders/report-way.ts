/** How a month's private reports go out on DingTalk: to all, or only to those who are behind. */
export const reportWays = ['all', 'behind'] as const
export type ReportWay = (typeof reportWays)[number]

/**
 * Which way a month's quota allows (product §5): a report is a call for each member, and half of what may still be spent
 * unasked is kept for the month's other reminders. `left` is `quotaLeft(…).call.left`.
 */
export const reportWay = (members: number, left: number): ReportWay =>
  members * 2 <= left ? 'all' : 'behind'
