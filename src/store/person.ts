import { type Expression, sql } from 'kysely'
import { db } from './d1.ts'
import type { Origin } from './sender.ts'
import type { Lang, PersonKind } from './tables/person.ts'

/** A person's own script. */
export const setPersonScript = (id: number, lang: Lang) =>
  db.updateTable('person').set({ lang }).where('id', '=', id)

/** The script of all answers in a group. */
export const setGroupScript = (id: number, lang: Lang) =>
  db.updateTable('group').set({ lang }).where('id', '=', id)

/** Somebody known by an account only; `lastPerson` names the row right after it. */
export const insertStranger = (now: number) =>
  db.insertInto('person').values({ ...blank, state: 'new', created_at: now })

const blank = {
  name: null,
  key: null,
  kind: null,
  unit_id: null,
  community_id: null,
  grid_id: null,
  registered_at: null,
  verified_at: null,
  verified_by: null,
}

/** The accounts of the person just inserted. */
export const insertIdentities = ({ platform, bot, sender }: Origin, now: number) =>
  sender.ids.map(({ kind, id }) =>
    db.insertInto('identity').values({
      platform,
      bot,
      kind,
      user_id: id,
      person_id: sql<number>`last_insert_rowid()`,
      seen_at: now,
    }),
  )

export interface Registration {
  name: string
  key: string
  kind: PersonKind
  unitKey: string
  communityId: number
  gridKey: string | null
  /** Holds a role already: whoever gave it has vouched. */
  trusted: boolean
}

const unitId = (key: string) => sql<number>`(select id from unit where key = ${key})`
const gridId = (communityId: number, key: string | null) =>
  sql<number>`(select id from grid where community_id = ${communityId} and key = ${key})`

/** The free row of the roll that fits a registration: same name, same unit, no other community. The plus keeps SQLite from walking all free rows. */
const rollRow = (registration: Registration) =>
  sql<number>`(select id from roll where key = ${registration.key} and unit_id = ${unitId(registration.unitKey)}
    and +person_id is null and coalesce(community_id, ${registration.communityId}) = ${registration.communityId} limit 1)`

/** Whose verification was taken back (verdicts.ts) is verified by people only, whatever they type. */
const before = {
  takenBack: sql`(state <> 'verified' and verified_at is not null)`,
  verifiedAt: sql`verified_at`,
}
const nothingBefore: typeof before = { takenBack: sql`0`, verifiedAt: sql`null` }

const isKnown = (registration: Registration, { takenBack }: typeof before) =>
  sql<boolean>`(${registration.trusted ? 1 : 0} or (not ${takenBack} and ${rollRow(registration)} is not null))`

const values = (registration: Registration, now: number, was: typeof before) => ({
  name: registration.name,
  key: registration.key,
  kind: registration.kind,
  unit_id: unitId(registration.unitKey),
  community_id: registration.communityId,
  grid_id: gridId(registration.communityId, registration.gridKey),
  registered_at: now,
  // The write decides whether the roll still has a free row (R003): two of one name cannot both be it.
  state: sql<
    'pending' | 'verified'
  >`case when ${isKnown(registration, was)} then 'verified' else 'pending' end`,
  verified_at: sql<
    number | null
  >`case when ${isKnown(registration, was)} then ${now} when ${was.takenBack} then ${was.verifiedAt} end`,
  verified_by: null,
})

/** Registers somebody new. */
export const insertPerson = (registration: Registration, now: number) =>
  db.insertInto('person').values({ ...values(registration, now, nothingBefore), created_at: now })

/** Completes or changes a known person's registration. */
export const updatePerson = (id: number, registration: Registration, now: number) =>
  db
    .updateTable('person')
    .set(values(registration, now, before))
    .where('id', '=', id)

/** Uses up the row of the roll, if the person was verified by it. */
export const useRoll = (registration: Registration, personId: Expression<number>) =>
  db
    .updateTable('roll')
    .set({ person_id: personId })
    .where('id', '=', rollRow(registration))
    .where(
      sql<boolean>`exists (select 1 from person where id = ${personId} and state = 'verified' and verified_by is null)`,
    )
    .where(sql<boolean>`not exists (select 1 from roll where person_id = ${personId})`)

/** A code that ends in the state that the write gave: `register.pending`. */
export const codeOfState = (prefix: string, personId: Expression<number>) =>
  sql<string>`(select ${prefix} || state from person where id = ${personId})`
