/**
 * Points = hours × 10 × difficulty × grade, rounded half up to whole points (rule 4, R065). Difficulty and grade are
 * hundredths; hours without a grade count with 100 and 100.
 */
export function points(minutes: number, difficulty = 100, grade = 100): number {
  return Math.floor((minutes * 10 * difficulty * grade + 300_000) / 600_000)
}
