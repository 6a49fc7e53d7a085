/**
 * A share in tenths of a percent, rounded half up; 1000 only when it is all and 0 only when it is none (R003: 100.0%
 * must not hide anybody). `whole` is above 0.
 */
export function tenthsOf(part: number, whole: number): number {
  if (part >= whole) return 1000
  if (part <= 0) return 0
  return Math.min(999, Math.max(1, Math.floor((part * 2000 + whole) / (2 * whole))))
}
