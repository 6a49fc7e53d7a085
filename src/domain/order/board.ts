/**
 * The columns of the board of orders that are not over: to be published, in the draw, with free places, taken (full, or to be
 * done again), past their time, done and waiting for the grade.
 */
export const boardColumns = ['waiting', 'drawing', 'open', 'taken', 'overdue', 'done'] as const

export type BoardColumn = (typeof boardColumns)[number]
