import { closing } from '../commands/duty/closing.ts'
import { MINUTE } from '../domain/calendar/shanghai.ts'
import { checkOut } from '../domain/ledger/check-out.ts'
import type { Policy } from '../domain/policy.ts'
import { line } from '../domain/say.ts'
import type { Query, Store } from '../store/d1.ts'
import { endedBy, overlongQuery, shiftOf } from '../store/duty.ts'
import { standingOfOverlongQuery } from '../store/ledger.ts'
import { post } from '../store/mail.ts'

/** How many duties one tick closes; the rest follow a minute later. */
const atOnce = 50

/** Closes duties open longer than ten hours at ten hours, 待核, and tells their owners (rule 4). Gives how many. */
export async function systemCheckOut(store: Store, policy: Policy, now: number): Promise<number> {
  const before = now - policy.longestDutyMinutes * MINUTE
  const [duties, standing] = await store.batch([
    overlongQuery(before, atOnce),
    standingOfOverlongQuery(before, atOnce),
  ])
  if (duties.length === 0) return 0
  const writes: Query[] = duties.flatMap((duty) => {
    const own = standing.filter((entry) => entry.person_id === duty.person_id)
    const end = checkOut({ ...duty, shift: shiftOf(duty) }, now, own, policy)
    const key = `job/system-check-out/${duty.id}`
    const say = [
      line(
        end.entries.length > 0 && duty.shift_to === end.endedAt
          ? 'mail.system_check_out_shift'
          : 'mail.system_check_out',
        {
          community: duty.community,
          from: duty.started_at,
          to: end.endedAt,
          minutes: end.entries.reduce((sum, entry) => sum + entry.minutes, 0),
        },
      ),
    ]
    return [
      ...closing(duty, end, { key, actorId: null, now }, {}),
      post({ to: duty.person_id, say, dedupe: key, when: endedBy(duty.id, key) }, now),
    ]
  })
  await store.batch(writes)
  return duties.length
}
