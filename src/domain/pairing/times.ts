import { DAY, HOUR } from '../calendar/shanghai.ts'

/** How long people have to say whether they want a partner, and when who has not answered is reminded, ms. */
export const answerWithin = 72 * HOUR
export const remindAfter = 24 * HOUR

/** How long a preview may be confirmed, ms. */
export const draftLives = DAY

/** So many days before the end of its term a pair is asked whether it goes on. */
export const termNotice = 7

/** A pool of more on either side is weighed by a job, outside the callback. */
export const smallPool = 40

/** A pair this young, in days, is not yet asked why it has not met. */
export const youngPair = 7
