import { MINUTE } from './calendar/shanghai.ts'

/** How long a webhook waits for its group, ms. */
export const draftLives = 10 * MINUTE
