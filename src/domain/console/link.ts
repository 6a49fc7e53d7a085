import { HOUR, MINUTE } from '../calendar/shanghai.ts'

/** How long a link may wait for its tap, and how long the session lasts that it begins, ms. */
export const linkLives = 10 * MINUTE
export const sessionLives = 8 * HOUR

/** A name of which only the first sign shows: 张三丰 → 张**. */
export const maskedName = (name: string): string => {
  const [first = '', ...rest] = name
  return first + '*'.repeat(Math.min(3, rest.length))
}
