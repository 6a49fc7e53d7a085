/** `insert into … select …` for `i` from one number to another; SQLite wants the WITH of an INSERT behind it. */
export const each = (from: number, to: number, into: string, select: string): string =>
  `insert into ${into} with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to}) ${select}`

/**
 * A number from 0 to below `below`, as SQL, by the row's number `i`: the same in each run. Two salts are two dice.
 */
export const dice = (salt: number, below: number): string =>
  `(i * ${1 + Math.floor(chanceOf(`dice ${salt}`) * 2_147_483_646)} % 2147483647 / 1009 % ${below})`

/** 0…1 by a text: the same in each run. */
export function chanceOf(text: string): number {
  let hash = 2_166_136_261
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619)
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507)
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296
}
