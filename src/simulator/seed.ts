import { webhookOf } from './cast.ts'
import {
  COMMUNITIES,
  DISTRICT,
  GRID,
  IN_WECOM_ONLY,
  ON_THE_ROLL,
  STILL_TO_REGISTER,
  TOWN,
  UNITS,
  WITHOUT_WEBHOOK,
} from './data.ts'
import { CLIENT_ID } from './secrets.ts'
import type { Person, Place, RoleName } from './types.ts'
import { AIBOT_ID } from './wecom/messages.ts'

/** A name's key, as the Worker folds it; the demo's names are simplified and have no letters. */
const named = (name: string) => ({ name, key: name })

const communityId = (name: string | undefined): number | null =>
  COMMUNITIES.findIndex((one) => one.name === name) + 1 || null

/** The three organs come first, then each community's own unit for its volunteers and residents. */
const ALL_UNITS = [
  ...UNITS.map((name) => ({ ...named(name), community_id: null as number | null })),
  ...COMMUNITIES.map(({ name }) => ({ ...named(name), community_id: communityId(name) })),
]
const unitId = (name: string | undefined): number => ALL_UNITS.findIndex((one) => one.name === name) + 1
const STREETS = [...new Set(COMMUNITIES.map((one) => one.street))]

type Row = Record<string, string | number | null>

const literal = (value: string | number | null): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)

/** One insert; every row has the columns of the first. */
const insert = (table: string, rows: Row[]): string => {
  const columns = Object.keys(rows[0] ?? {})
  const values = rows.map((row) => `(${columns.map((column) => literal(row[column] ?? null)).join(', ')})`)
  return `insert into "${table}" (${columns.join(', ')}) values\n${values.join(',\n')};\n`
}

/**
 * Everybody who is already known to the bot, verified, with their accounts and roles, and the groups bound (ms UTC). The
 * bot may speak to the groups through their webhooks at `platforms`, save where nobody has bound one yet.
 */
export function seedSql(now: number, platforms: string): string {
  const known = TOWN.people.filter((one) => one.role !== 'newcomer' && one.id !== STILL_TO_REGISTER)
  const idOf = (one: Person) => known.indexOf(one) + 1
  const administrator = known.findIndex((one) => one.role === 'administrator') + 1
  const bound = TOWN.groups.filter((one) => one.community)
  return [
    insert('district', [{ id: 1, ...named(DISTRICT) }]),
    insert(
      'street',
      STREETS.map((name, index) => ({ id: index + 1, ...named(name), district_id: 1 })),
    ),
    insert(
      'community',
      COMMUNITIES.map(({ name, street }, index) => ({
        id: index + 1,
        ...named(name),
        street_id: STREETS.indexOf(street) + 1,
      })),
    ),
    insert('grid', [{ id: 1, community_id: communityId(GRID.community), ...named(GRID.name) }]),
    insert(
      'unit',
      ALL_UNITS.map((unit, index) => ({ id: index + 1, ...unit })),
    ),
    insert(
      'person',
      known.map((one) => ({
        id: idOf(one),
        ...named(one.name),
        kind: kindOf(one.role),
        state: 'verified',
        unit_id: unitId(one.unit),
        community_id: communityId(one.community),
        grid_id: one.role === 'grid' ? 1 : null,
        created_at: now,
        registered_at: now,
        verified_at: now,
        verified_by: administrator,
      })),
    ),
    insert(
      'identity',
      known.flatMap((one) =>
        accountsOf(one).map((account) => ({ ...account, person_id: idOf(one), seen_at: now })),
      ),
    ),
    insert(
      'role',
      known.flatMap((one) =>
        rolesOf(one).map((role) => ({
          person_id: idOf(one),
          ...role,
          granted_at: now,
          granted_by: administrator,
        })),
      ),
    ),
    insert(
      'group',
      bound.map((one) => ({
        platform: one.platform,
        bot: one.platform === 'wecom' ? AIBOT_ID : CLIENT_ID,
        conversation_id: one.chatId,
        community_id: communityId(one.community ?? ''),
        title: one.title,
        bound_at: now,
        bound_by: administrator,
        ...pushOf(one, platforms, administrator, now),
      })),
    ),
    insert(
      'activation',
      ['wecom', 'dingtalk'].map((platform) => ({ platform, person_id: administrator, at: now })),
    ),
    insert('roll', [
      {
        key: ON_THE_ROLL.name,
        unit_id: unitId(ON_THE_ROLL.unit),
        community_id: communityId(ON_THE_ROLL.community),
      },
    ]),
  ].join('\n')
}

function pushOf(group: Place, platforms: string, by: number, at: number): Row {
  const none = { push_url: null, push_secret: null, push_bound_at: null, push_bound_by: null }
  if (WITHOUT_WEBHOOK.includes(group.id)) return none
  return {
    push_url: webhookOf(group, platforms),
    push_secret: group.webhookSecret ?? null,
    push_bound_at: at,
    push_bound_by: by,
  }
}

const kindOf = (role: RoleName): string => {
  if (role === 'resident') return 'resident'
  return role === 'volunteer' || role === 'secretary' || role === 'grid' ? 'volunteer' : 'member'
}

function accountsOf(one: Person): Row[] {
  const wecom = { platform: 'wecom', bot: AIBOT_ID, kind: 'user', user_id: one.wecomUserId }
  if (one.id === IN_WECOM_ONLY) return [wecom]
  const dingtalk = { platform: 'dingtalk', bot: CLIENT_ID }
  return [
    wecom,
    { ...dingtalk, kind: 'staff', user_id: one.dingtalkStaffId },
    { ...dingtalk, kind: 'sender', user_id: one.dingtalkSenderId },
  ]
}

function rolesOf(one: Person): Row[] {
  const nowhere = { community_id: null, grid_id: null, street_id: null, unit_id: null }
  if (one.role === 'administrator') return [{ role: 'administrator', ...nowhere }]
  if (one.role === 'secretary')
    return [{ role: 'secretary', ...nowhere, community_id: communityId(one.community) }]
  if (one.role === 'grid')
    return [{ role: 'grid_head', ...nowhere, community_id: communityId(one.community), grid_id: 1 }]
  if (one.role === 'liaison') return [{ role: 'liaison', ...nowhere, unit_id: unitId(one.unit) }]
  return []
}
