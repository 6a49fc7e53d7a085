import { type RawBuilder, sql } from 'kysely'
import { db, type Query } from './d1.ts'
import type { Bot } from './gateway.ts'
import type { Hour } from './outbox.ts'

/** The channels of a bot's conversations begin so; only WeCom's bots have any (schema: group_way, person_way). */
export const gatewayChannels = ({ platform, bot }: Bot): string => `${platform}/gateway/${bot}/`

/** At most so many letters to one conversation in a window of so many ms. */
export interface ConversationPace {
  most: number
  windowMs: number
}

/** Waiting letters that one claim looks at, urgent ones apart, those left out whose conversation has to wait. */
const looked = 200

/**
 * Claims what the gateway may push now, in one statement, and nothing for who does not hold the bot's lease: what each
 * conversation was sent in its windows counts, what is blocked or held up for somebody's evening waits (see `claimQuery`).
 * Reads only what is due.
 */
export function claimForGateway(
  of: Bot,
  holder: string,
  paces: readonly ConversationPace[],
  claim: string,
  now: number,
  { quiet, evening }: Hour,
  atOnce: number,
): Query {
  const room = sql`min(${looked}, ${sql.join(
    paces.map(
      ({ most, windowMs }) => sql`${most} - (
        select count(*) from outbox c where c.channel = o.channel and c.claimed_at > ${now - windowMs})`,
    ),
  )})`
  const channels = gatewayChannels(of)
  const due = (urgent: 0 | 1, when: RawBuilder<unknown>) => sql`select * from (
      select o.id, o.channel, o.urgent, ${room} as room
        from gateway_lease l cross join outbox o indexed by outbox_of_gateway left join person p on p.id = o.person_id
        where l.platform = ${of.platform} and l.bot = ${of.bot} and l.holder = ${holder} and l.until > ${now}
          and o.state = 'waiting' and o.channel >= 'wecom/gateway/' and o.channel < 'wecom/gateway0'
          and o.urgent = ${urgent} and o.send_at <= ${now} and ${when}
          and o.channel >= ${channels} and o.channel < ${`${channels.slice(0, -1)}0`}
          and not exists (select 1 from channel h where h.name = o.channel and h.blocked_until > ${now})
          and ${room} > 0
        order by o.send_at limit ${looked})`
  return sql`update outbox set state = 'claimed', claim = ${claim}, claimed_at = ${now}, attempts = attempts + 1
    where id in (
      select id from (
        select id, urgent, room, row_number() over (partition by channel order by urgent desc, id) as place from (
          ${due(1, sql`1`)}
          union all
          ${due(0, sql`${quiet ? 0 : 1} and (${evening ? 1 : 0} or p.notify is not 'evening')`)}
        )
      ) where place <= room order by urgent desc, id limit ${atOnce}
    )`.compile(db)
}

/** Somebody cannot be written to first any more, until they write in private again; their letters wait in the mailbox. */
export const shutPrivate = ({ platform, bot }: Bot, user: string) =>
  db
    .updateTable('identity')
    .set({ private_at: null })
    .where('platform', '=', platform)
    .where('bot', '=', bot)
    .where('user_id', '=', user)
