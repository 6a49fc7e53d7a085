import { tenthsOf } from '../../domain/figures/rate.ts'
import { type Line, line } from '../../domain/say.ts'
import type { Headcount, OverviewRow } from '../../store/headcount.ts'

/** Somebody who is missing somewhere: on the roll and not registered, or without a grid. */
export interface Missing {
  what: 'unreported' | 'ungridded'
  scope: string
  id: number
  name: string
}

/** `市财政局 应到 40，已报到 38，95.0%；未编网格 2`; without a roll the denominator is unknown, and that is said (R003). */
export function rateLine(count: Headcount): Line {
  const { name, listed, reported, registered, verified, gridded } = count
  const ungridded = verified - gridded
  if (listed > 0)
    return line('rate.listed', { name, listed, reported, rate: tenthsOf(reported, listed), ungridded })
  const code = count.scope === 'unit' ? 'rate.unlisted' : 'rate.unlisted_community'
  return line(code, { name, registered, verified, ungridded })
}

/** One unit or community in private: the rate, the share in grids, who is there beside the roll, and who is missing. */
export function rateLines(count: Headcount, missing: readonly Missing[]): Line[] {
  const { listed, reported, registered, verified, gridded } = count
  const say = [rateLine(count)]
  if (verified > 0) say.push(line('rate.grid', { verified, gridded, rate: tenthsOf(gridded, verified) }))
  const [extra, pending] = [Math.max(0, verified - reported), registered - verified]
  if (listed > 0 && extra + pending > 0) say.push(line('rate.more_people', { extra, pending }))
  const names = (what: Missing['what'], all: number) => {
    const some = missing.filter(
      (one) => one.what === what && one.scope === count.scope && one.id === count.id,
    )
    const params = { names: some.map(({ name }) => name) }
    if (some.length === 0) return
    const more = all - some.length
    say.push(more > 0 ? line(`rate.${what}_more`, { ...params, count: more }) : line(`rate.${what}`, params))
  }
  names('unreported', listed - reported)
  names('ungridded', verified - gridded)
  return say
}

/** All units or communities: the sums, the lowest shares first, how many are not shown. */
export function overviewLines(rows: readonly OverviewRow[], scope: 'unit' | 'community'): Line[] {
  const [first] = rows
  if (!first) return [line('rate.nobody')]
  const { places, allListed, allReported, allVerified, allGridded, unlisted } = first
  const sums = {
    listed: allListed,
    reported: allReported,
    ungridded: allVerified - allGridded,
    rate: allListed > 0 ? tenthsOf(allReported, allListed) : 0,
  }
  const title =
    allListed === 0 ? 'rate.no_roll' : scope === 'unit' ? 'rate.all_units' : 'rate.all_communities'
  const say = [line(title, allListed === 0 ? {} : sums), ...rows.map(rateLine)]
  const count = places - rows.length
  if (count > 0) {
    const hidden = Math.min(unlisted, count)
    say.push(
      hidden > 0 ? line('rate.more_unlisted', { count, unlisted: hidden }) : line('rate.more', { count }),
    )
  }
  return say
}
