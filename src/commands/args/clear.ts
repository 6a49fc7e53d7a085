import { fold } from '../../text/fold.ts'

const words = ['清空', '清除', '无', '没有']

/** Whether the only word says that nothing is to be kept. */
export const isClear = ([first, ...more]: readonly string[]): boolean =>
  first !== undefined && more.length === 0 && words.includes(fold(first))
