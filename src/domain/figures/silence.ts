import { addDays } from '../calendar/shanghai.ts'

/** R011: after so many days without any service somebody is silent, and after so many for long. */
const [quietDays, longDays] = [30, 60]

/** The last days on which service would have been needed: who served after `after30` is not silent. */
export const silenceOn = (today: string) => ({
  today,
  after30: addDays(today, -quietDays),
  after60: addDays(today, -longDays),
})
