/**
 * The columns of the board of orders: to be published, in the draw, with free places, taken (full, or to be done again), past
 * their time, done and waiting for the grade; and what is over since this month began, verified or called off.
 */
export const boardColumns = ['waiting', 'drawing', 'open', 'taken', 'overdue', 'done', 'closed'] as const

export type BoardColumn = (typeof boardColumns)[number]
