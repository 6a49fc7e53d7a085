import { type Line, line } from '../../domain/say.ts'
import type { FateRow } from '../../store/announcement-fate.ts'

const shown = 6

/** How a group stands with an announcement. */
const fates = {
  said: 'announce.arrived',
  sent: 'announce.arrived',
  waiting: 'announce.waits',
  claimed: 'announce.waits',
  unreachable: 'announce.no_way',
  kept: 'announce.failed',
  folded: 'announce.failed',
  failed: 'announce.failed',
  expired: 'announce.failed',
} as const satisfies { [state in FateRow['state']]: string }

/** The last announcements and to how many groups they came; in private also which groups the newest did not reach. */
export function fateLines(rows: readonly FateRow[], inGroup: boolean): Line[] {
  const [newest] = rows
  if (!newest) return [line('announce.none'), line('announce.how')]
  const numbers = [...new Set(rows.map(({ id }) => id))]
  const missing = rows.filter(({ id, state }) => id === newest.id && fates[state] !== 'announce.arrived')
  return [
    line('announce.list'),
    ...numbers.map((number) => oneLine(rows.filter(({ id }) => id === number))),
    ...(inGroup ? [] : missing.slice(0, shown).map(groupLine)),
    ...(inGroup || missing.length <= shown ? [] : [line('push.more', { count: missing.length - shown })]),
    line('announce.how'),
  ]
}

function oneLine(rows: readonly FateRow[]): Line {
  const [first] = rows
  const count = (fate: (typeof fates)[FateRow['state']]) =>
    rows.filter(({ state }) => fates[state] === fate).length
  const what = {
    at: first?.at ?? 0,
    role: [`role.${first?.role}`],
    arrived: count('announce.arrived'),
    waits: count('announce.waits'),
    lost: count('announce.no_way') + count('announce.failed'),
  }
  return first?.text ? line('announce.mine', { ...what, text: first.text }) : line('announce.others', what)
}

const groupLine = ({ group_id, community, platform, title, state }: FateRow): Line =>
  line('announce.group', {
    group: `G${group_id}`,
    community,
    platform: [`platform.${platform}`],
    title: title ? `「${title}」` : '',
    fate: [fates[state]],
  })
