import { MINUTE } from '../calendar/shanghai.ts'

/**
 * A line of the ledger as it stands (approved, with its corrections; more than nothing), of a duty with its own check-in
 * and check-out or of a credited order. Hours typed by hand are none: they would be declared.
 */
export interface ServedLine {
  day: string
  community_id: number
  /** Which service on which order, `12/0`; null for a duty. */
  order: string | null
  /** Clock times, ms; null where the service lay inside another line of the person. */
  from: number | null
  to: number | null
  /** Minutes that count towards hours, and minutes of service: the same, except inside another line. */
  minutes: number
  served: number
}

/** What two did together on a day. */
export interface JointDay {
  day: string
  minutes: number
  /** Orders done together, and one for duty at the same time in one community. */
  times: number
}

/**
 * What two partners served together (product §6), by day: the same order, with the minutes of who was there shorter; and
 * duty of both at one community, with the minutes of the overlap. An order during the duty of both counts its minutes once.
 */
export function jointService(one: readonly ServedLine[], other: readonly ServedLine[]): JointDay[] {
  const days = new Map<string, JointDay>()
  const add = (day: string, minutes: number) => {
    const known = days.get(day) ?? { day, minutes: 0, times: 0 }
    days.set(day, { day, minutes: known.minutes + minutes, times: known.times + 1 })
  }
  const inside = new Map<string, number>()
  for (const [order, own] of byOrder(one)) {
    const others = byOrder(other).get(order)
    if (!others) continue
    const day = own.day > others.day ? own.day : others.day
    add(day, Math.min(own.served, others.served))
    const twice = Math.min(own.served - own.minutes, others.served - others.minutes)
    inside.set(day, (inside.get(day) ?? 0) + twice)
  }
  for (const [day, minutes] of dutyTogether(one, other))
    add(day, Math.max(0, minutes - (inside.get(day) ?? 0)))
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** The lines of a service on an order as one: its last day and its minutes. */
function byOrder(lines: readonly ServedLine[]) {
  const orders = new Map<string, { day: string; minutes: number; served: number }>()
  for (const { order, day, minutes, served } of lines) {
    if (order === null) continue
    const known = orders.get(order) ?? { day, minutes: 0, served: 0 }
    orders.set(order, {
      day: day > known.day ? day : known.day,
      minutes: known.minutes + minutes,
      served: known.served + served,
    })
  }
  return orders
}

/** Minutes by day in which both were on duty at one community. A corrected duty is worth no more than what stands of it. */
function dutyTogether(one: readonly ServedLine[], other: readonly ServedLine[]): Map<string, number> {
  const days = new Map<string, number>()
  for (const a of one.filter(({ order }) => order === null))
    for (const b of other) {
      if (b.order !== null || b.community_id !== a.community_id) continue
      const [from, to] = [Math.max(a.from ?? 0, b.from ?? 0), Math.min(a.to ?? 0, b.to ?? 0)]
      const minutes = Math.min(Math.floor((to - from) / MINUTE), a.minutes, b.minutes)
      if (minutes > 0) days.set(a.day, (days.get(a.day) ?? 0) + minutes)
    }
  return days
}
