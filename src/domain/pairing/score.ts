import type { PairReason } from './pool.ts'
import type { Weighed } from './weighed.ts'

/** How much each part weighs; needs only where there are any, and what somebody said only where they did. */
export const weights = { skill: 25, need: 20, free: 30, grid: 15, pace: 10, mutual: 150, wish: 40 }

/** What nothing is known of counts half. */
const unknown = 50
/** So many parts of the week in common are enough, by how many there are. */
const freeValues = [0, 60, 80, 100]
/** So many needs met in full are enough. */
const enoughNeeds = 2
/** Minutes that tell no difference in pace. */
const littleTime = 60
/** From here on a pace is called similar, percent. */
const similar = 80

/** How good two are for each other, 0–100: the mean of the parts by their weights (product §6). */
export function scoreOf(member: Weighed, volunteer: Weighed): number {
  const { skill, free, grid, pace } = weights
  const need = member.meets.length > 0 ? weights.need : 0
  const wish = wishWeight(member, volunteer)
  const sum =
    skill * skillValue(member, volunteer) +
    need * needValue(member, volunteer) +
    free * freeValue(member, volunteer) +
    grid * gridValue(member, volunteer) +
    pace * paceValue(member, volunteer) +
    wish * 100
  return Math.round(sum / (skill + need + free + grid + pace + wish))
}

/** They complete each other when each brings what the other has not; one who brings something is half of it. */
const skillValue = (member: Weighed, volunteer: Weighed): number =>
  (brings(member, volunteer) ? 50 : 0) + (brings(volunteer, member) ? 50 : 0)

// A loop: this runs for every pair of a large pool.
function brings({ skills }: Weighed, { has }: Weighed): boolean {
  for (const key of skills) if (!has.has(key)) return true
  return false
}

function needValue(member: Weighed, volunteer: Weighed): number {
  const enough = 100 * Math.min(enoughNeeds, member.meets.length)
  let met = 0
  for (let i = 0; i < member.meets.length && met < enough; i++)
    met += Math.max(member.meets[i] ?? 0, volunteer.meets[i] ?? 0)
  return enough === 0 ? 0 : (100 * Math.min(met, enough)) / enough
}

function freeValue(member: Weighed, volunteer: Weighed): number {
  if (member.week === 0 || volunteer.week === 0) return unknown
  let shared = member.week & volunteer.week
  let count = 0
  for (; shared !== 0; shared &= shared - 1) count += 1
  return freeValues[count] ?? 100
}

function gridValue(member: Weighed, volunteer: Weighed): number {
  if (member.grid_id === null || volunteer.grid_id === null) return unknown
  if (member.grid_id === volunteer.grid_id) return 100
  return member.near.has(volunteer.grid_id) ? 75 : 25
}

const paceValue = (member: Weighed, volunteer: Weighed): number =>
  (100 * (Math.min(member.served, volunteer.served) + littleTime)) /
  (Math.max(member.served, volunteer.served) + littleTime)

function wishWeight(member: Weighed, volunteer: Weighed): number {
  const [one, other] = [member.wants.has(volunteer.id), volunteer.wants.has(member.id)]
  return one && other ? weights.mutual : one || other ? weights.wish : 0
}

/** Why two fit, the weightiest first; never nothing. `needs` are the community's, in the order of `meets`. */
export function reasonsFor(member: Weighed, volunteer: Weighed, needs: readonly string[]): PairReason[] {
  const reasons: PairReason[] = []
  const wish = wishWeight(member, volunteer)
  if (wish > 0) reasons.push({ code: wish === weights.mutual ? 'pair.mutual' : 'pair.wish', private: true })
  const own = member.skills.filter((key) => !volunteer.has.has(key))
  const others = volunteer.skills.filter((key) => !member.has.has(key))
  if (own.length > 0 && others.length > 0)
    reasons.push({ code: 'pair.skill', params: { member: own, volunteer: others } })
  const met = needs.filter((_, i) => Math.max(member.meets[i] ?? 0, volunteer.meets[i] ?? 0) > 0)
  if (met.length > 0) reasons.push({ code: 'pair.need', params: { needs: met } })
  const times = member.free
    .filter((time) =>
      volunteer.free.some(({ weekday, part }) => weekday === time.weekday && part === time.part),
    )
    .map(({ weekday, part }) => `${weekday}/${part}`)
  if (times.length > 0) reasons.push({ code: 'pair.free', params: { times } })
  const grid = gridValue(member, volunteer)
  if (grid > unknown) reasons.push({ code: grid === 100 ? 'pair.grid' : 'pair.near' })
  const bothServe = member.served > 0 && volunteer.served > 0
  if (bothServe && paceValue(member, volunteer) >= similar) reasons.push({ code: 'pair.pace', private: true })
  if (member.earlier.has(volunteer.id)) reasons.push({ code: 'pair.earlier', private: true })
  return reasons.length > 0 ? reasons : [{ code: 'pair.community' }]
}
