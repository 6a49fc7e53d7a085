/** Minutes 折算 that so many points are worth (R061); undefined where that is no whole minute. */
export const minutesFor = (points: number, pointsAnHour: number): number | undefined =>
  whole((points * 60) / pointsAnHour)

/** Points that so many minutes 折算 cost; undefined where they are no whole points. */
export const pointsFor = (minutes: number, pointsAnHour: number): number | undefined =>
  whole((minutes * pointsAnHour) / 60)

const whole = (amount: number): number | undefined =>
  Number.isInteger(amount) && amount > 0 ? amount : undefined
