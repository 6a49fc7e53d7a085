/** Ids of who grades an order, without those who serve on it and without `but`. */
export function gradersOf(
  rows: readonly { keepers: string; heads: string }[],
  but: readonly (number | null | undefined)[],
): number[] {
  const ids = rows.flatMap(({ keepers, heads }) => [
    ...(JSON.parse(keepers) as number[]),
    ...(JSON.parse(heads) as number[]),
  ])
  return [...new Set(ids)].filter((id) => !but.includes(id))
}
