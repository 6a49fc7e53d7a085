import { fold } from './fold.ts'
import { NUMBER, readNumber } from './numbers.ts'

const NUMBERED = new RegExp(`^第?(${NUMBER})号?网格$`, 'u')

/** The matching form of a grid's name: 3网格, 三网格 and 第三网格 are one grid. */
export function gridKey(name: string): string {
  const key = fold(name)
  const number = readNumber(NUMBERED.exec(key)?.[1] ?? '')
  return number === undefined ? key : `${number}网格`
}
