import type { Sent } from '../../platforms/push.ts'
import type { Outcome } from '../connection.ts'

/** What an error code says of a message that we send by ourselves (wecom-protocol §5.4). */
const CODES = new Map<number, (why: string) => Sent>([
  [-1, (why) => ({ is: 'later', waitMs: 5_000, why, channel: false })], // busy
  [45009, (why) => ({ is: 'later', waitMs: 60_000, why, channel: true })], // too many in this conversation
  [93001, (why) => ({ is: 'refused', why, channel: true })], // not a member of the group
  [93006, (why) => ({ is: 'refused', why, channel: true })], // no such conversation of this bot
])

/** The end of a push in the Worker's words. A code that nobody documents refuses this message alone. */
export function fateOf(outcome: Outcome): Sent {
  switch (outcome.is) {
    case 'taken':
      return { is: 'sent' }
    case 'unsent':
      return { is: 'later', waitMs: 5_000, why: 'wecom.no_connection', channel: true, fault: true }
    case 'unknown':
      return { is: 'unknown', why: outcome.why }
    case 'refused': {
      const why = `wecom.${outcome.code}`
      return CODES.get(outcome.code)?.(why) ?? { is: 'refused', why, channel: false }
    }
  }
}
