import { openMonth } from '../../domain/calendar/booking.ts'
import { codeLives, triesAllowed } from '../../domain/link-code.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { record } from '../../store/audit.ts'
import { fill } from '../../store/inbox.ts'
import { joinPeople } from '../../store/join.ts'
import { codeOfMoved, movedLines, movedMinutes, movedWaiting } from '../../store/join-ledger.ts'
import { accountOf, addAccount, useCode } from '../../store/link.ts'
import { conversationKey } from '../../store/sender.ts'
import type { Decision, Situation, Who } from '../define.ts'

/** Who made the code. */
interface Maker {
  person_id: number
  name: string | null
  state: string
  community_id: number | null
}

const registered = (state: string | undefined): boolean => state === 'pending' || state === 'verified'

/** Whether both are registered, in two communities. */
export const livesElsewhere = ({ person }: Who, maker: Maker): boolean =>
  registered(person?.state) && registered(maker.state) && person?.community_id !== maker.community_id

/** The entering account, and all that its person has, comes to the maker of the code; both are told. */
export function joined(
  situation: Situation<unknown, unknown>,
  code: string,
  maker: Maker,
  bothOnDuty: boolean,
  lines: number,
): Decision {
  const { who, message, key, now, digest, policy } = situation
  const into = maker.person_id
  const from = who.person?.id ?? null
  const name = maker.name ?? who.person?.name ?? ''
  const say: Line[] = [name === '' ? line('link.done') : line('link.done_named', { name })]
  if (lines > 0) say.push(line('link.moved', { count: 0, minutes: 0, waiting: 0 }))
  if (bothOnDuty) say.push(line('link.duty'))
  const use = { joined: from, account: accountOf(message), since: now - codeLives, most: triesAllowed }
  const detail = from === null ? {} : { joined: from }
  return {
    say: [...say, line('link.one_now')],
    offer: [offer('offer.me', '/我的')],
    writes: [
      ...useCode(digest(code), { ...use, message: key, now }),
      ...(from === null
        ? addAccount(message, into, now)
        : joinPeople({ from, into, key, now, open: openMonth(now), longestDay: policy.longestDayMinutes })),
      ...(lines > 0
        ? [
            fill(key, '$.say[1].params.count', movedLines(key)),
            fill(key, '$.say[1].params.minutes', movedMinutes(key)),
            fill(key, '$.say[1].params.waiting', movedWaiting(key)),
            fill(key, '$.say[1].code', codeOfMoved(key)),
          ]
        : []),
      record(
        { action: 'person.join', subject: `person:${into}`, communityId: maker.community_id, detail },
        { actorId: into, message: key, at: now },
      ),
    ],
    mail: [
      {
        to: into,
        say: [line('mail.linked', { platform: [`platform.${message.platform}`] })],
        dedupe: `linked/${key}`,
        notIn: conversationKey(message),
      },
    ],
  }
}
