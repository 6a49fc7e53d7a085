import { line, offer } from '../domain/say.ts'
import type { RoleOfCandidate } from '../store/role.ts'
import type { RoleName } from '../store/tables/person.ts'
import { fold } from '../text/fold.ts'
import { gridKey } from '../text/grid-key.ts'
import type { Decision } from './define.ts'
import { roleOf } from './setup/appoint.ts'

const shown = 6

/** Where a role is held, in words; empty for an administrator. */
export const scopeOf = (role: RoleOfCandidate): string =>
  role.unit ?? role.street ?? `${role.community ?? ''}${role.grid ?? ''}`

/** Which of somebody's roles a command means: that role, in the scope typed, else rather here than elsewhere. */
export function roleMeant(
  held: readonly RoleOfCandidate[],
  wanted: RoleName | undefined,
  scope: string | undefined,
  here: number | undefined,
): RoleOfCandidate[] {
  const roles = held.filter(({ role }) => wanted === undefined || role === wanted)
  if (scope !== undefined) return roles.filter((role) => fits(role, scope))
  const local = roles.filter(({ community_id }) => community_id !== null && community_id === here)
  return wanted !== undefined && local.length > 0 ? local : roles
}

const fits = (role: RoleOfCandidate, scope: string): boolean =>
  [scopeOf(role), role.community ?? ''].some((name) => name !== '' && fold(name) === fold(scope)) ||
  (role.grid_key !== null && role.grid_key === gridKey(scope))

/** A list of somebody's roles, each with the command that ends it; nothing is done yet. */
export function rolesToChoose(code: string, name: string, roles: readonly RoleOfCandidate[]): Decision {
  const listed = roles.slice(0, shown)
  return {
    say: [
      line(code, { name }),
      ...listed.map((role) => {
        const scope = scopeOf(role)
        return line(scope === '' ? 'dismiss.held_everywhere' : 'dismiss.held', {
          role: [`role.${role.role}`],
          scope,
        })
      }),
    ],
    offer: listed.map((role) =>
      offer('offer.dismiss', `/免去 @P${role.person_id} ${wordOf(role.role)} ${scopeOf(role)}`.trim(), {
        role: [`role.${role.role}`],
      }),
    ),
  }
}

const wordOf = (role: RoleName): string => Object.entries(roleOf).find(([, name]) => name === role)?.[0] ?? ''
