import { type Expression, sql } from 'kysely'
import { isAtWar } from './area.ts'
import { askerOf } from './asker.ts'
import { db } from './d1.ts'
import { preparedExpression } from './prepared.ts'

/** What names a sender and a conversation in the queries of one message. */
export interface Origin {
  platform: string
  bot: string
  conversation: { id: string; kind: 'group' | 'private'; title?: string }
  /** One or two. */
  sender: { ids: { kind: string; id: string }[] }
}

/** The key of a message in the inbox and on every line it causes. */
export const messageKey = (message: { platform: string; bot: string; messageId: string }): string =>
  `${message.platform}/${message.bot}/${message.messageId}`

/** The key of a conversation: the kind is in it, so that a group and a person with one id cannot meet. */
export const conversationKey = ({ platform, bot, conversation }: Origin): string =>
  `${platform}/${bot}/${conversation.kind}/${conversation.id}`

/** The id of the person who sent it, as a subquery; null for a stranger. A staff id is trusted before a sender id (rule 8.18). */
export const senderId = ({ platform, bot, sender }: Origin): Expression<number> => {
  const [first, second = first] = sender.ids
  return person({ platform, bot, first: first?.id ?? '', second: second?.id ?? '' })
}

const person = preparedExpression(askerOf)

/** The community of the group it was said in, as a subquery; null in private and in an unbound group. */
export const groupCommunityId = ({ platform, bot, conversation }: Origin): Expression<number> =>
  communityOf({ platform, bot, group: conversation.kind === 'group' ? conversation.id : '' })

const communityOf = preparedExpression(
  ({ platform, bot, group }: { platform: string; bot: string; group: string }) =>
    sql<number>`(select community_id from "group" where platform = ${platform} and bot = ${bot}
    and conversation_id = ${group})`,
)

/** Who wrote: the person with unit and community, or no row. */
export const personQuery = (origin: Origin) =>
  db
    .selectFrom('person as p')
    .leftJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('community as c', 'c.id', 'p.community_id')
    .leftJoin('grid as g', 'g.id', 'p.grid_id')
    .select([
      'p.id',
      'p.name',
      'p.key',
      'p.kind',
      'p.state',
      'p.lang',
      'p.unit_id',
      'p.community_id',
      'p.grid_id',
      'u.name as unit',
      'u.key as unit_key',
      'c.name as community',
      'g.name as grid',
      isAtWar(sql.ref<number | null>('p.community_id')).as('at_war'),
    ])
    .where('p.id', '=', senderId(origin))

/** Which of the sender's ids are known already, and since when each has written to the bot in private, if it has. */
export const identitiesQuery = ({ platform, bot, sender }: Origin) =>
  db
    .selectFrom('identity')
    .select(['kind', 'user_id', 'private_at'])
    .where('platform', '=', platform)
    .where('bot', '=', bot)
    .where(
      'user_id',
      'in',
      sender.ids.map(({ id }) => id),
    )

/** The roles the sender holds now. */
export const rolesQuery = (origin: Origin) =>
  db
    .selectFrom('role')
    .select(['role', 'community_id', 'grid_id', 'street_id', 'unit_id'])
    .where('person_id', '=', senderId(origin))
    .where('ended_at', 'is', null)

/** The bound group it was said in, or no row. */
export const groupQuery = ({ platform, bot, conversation }: Origin) =>
  db
    .selectFrom('group as g')
    .innerJoin('community as c', 'c.id', 'g.community_id')
    .select([
      'g.id',
      'g.lang',
      'g.community_id',
      'c.name as community',
      'c.street_id',
      isAtWar(sql.ref<number>('g.community_id')).as('at_war'),
    ])
    .where('g.platform', '=', platform)
    .where('g.bot', '=', bot)
    .where('g.conversation_id', '=', conversation.kind === 'group' ? conversation.id : '')

/** Another account of a known person: a staff id that appears later stays the same person (rule 8.18). */
export const linkIdentity = (
  { platform, bot }: Origin,
  personId: Expression<number> | number,
  id: { kind: string; id: string },
  now: number,
) =>
  db
    .insertInto('identity')
    .values({ platform, bot, kind: id.kind, user_id: id.id, person_id: personId, seen_at: now })
    .onConflict((on) => on.doNothing())

/** The sender has written to the bot in private: from now on the bot may write there first. */
export const wroteInPrivate = ({ platform, bot, sender }: Origin, now: number) =>
  db
    .updateTable('identity')
    .set({ private_at: now })
    .where('platform', '=', platform)
    .where('bot', '=', bot)
    .where(
      'user_id',
      'in',
      sender.ids.map(({ id }) => id),
    )
    .where('private_at', 'is', null)

export type PersonFacts = NonNullable<Awaited<ReturnType<ReturnType<typeof personQuery>['executeTakeFirst']>>>
export type GroupFacts = NonNullable<Awaited<ReturnType<ReturnType<typeof groupQuery>['executeTakeFirst']>>>
