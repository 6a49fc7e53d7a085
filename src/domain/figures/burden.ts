import { type Line, line } from '../say.ts'

/** What a community was asked and told in a month (R128): announcements, pushes to its people and to its groups. */
export interface Burden {
  announcements: number
  toPeople: number
  toGroups: number
  /** Who is registered there, and the groups there are. */
  people: number
  groups: number
}

/**
 * How often somebody there was disturbed on average, in hundredths: private pushes a head, and pushes to the groups a
 * group, for everybody reads one of them. What waits in a mailbox until its person comes disturbs nobody.
 */
export const disturbed = ({ toPeople, toGroups, people, groups }: Burden): number =>
  Math.round(10 * ((people > 0 ? toPeople / people : 0) + (groups > 0 ? toGroups / groups : 0))) * 10

/** The line of a monthly report; none where nothing was sent. */
export const burdenLines = (burden: Burden | undefined): Line[] =>
  burden && burden.announcements + burden.toPeople + burden.toGroups > 0
    ? [line('report.burden', { announcements: burden.announcements, each: disturbed(burden) })]
    : []
