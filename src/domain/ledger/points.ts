/**
 * Points = hours × 10 × difficulty × grade, rounded half up to whole points (rule 4, R065). Difficulty and grade are
 * hundredths; hours without a grade count with 100 and 100.
 */
export function points(minutes: number, difficulty = 100, grade = 100): number {
  return Math.floor((minutes * 10 * difficulty * grade + 300_000) / 600_000)
}

/** The same before rounding, to the last digit: `25`, `22.5`; a fraction that never ends stops as `16.6666…`. */
export function unroundedPoints(minutes: number, difficulty = 100, grade = 100): string {
  const whole = minutes * difficulty * grade
  let left = whole % 60_000
  let digits = ''
  while (left > 0 && digits.length < 6) {
    digits += Math.floor((left * 10) / 60_000)
    left = (left * 10) % 60_000
  }
  const tail = left > 0 ? `${digits.slice(0, 4)}…` : digits
  return `${Math.floor(whole / 60_000)}${tail === '' ? '' : `.${tail}`}`
}
