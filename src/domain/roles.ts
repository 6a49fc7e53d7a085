/** A role that somebody holds now, and where (architecture: a role is held in a scope). */
export interface HeldRole {
  role: 'administrator' | 'secretary' | 'grid_head' | 'street_officer' | 'liaison'
  community_id: number | null
  grid_id: number | null
  street_id: number | null
  unit_id: number | null
}

/** Where a line of the ledger or a registration belongs. */
export interface Place {
  community_id: number | null
  grid_id: number | null
}

export const isAdministrator = (roles: readonly HeldRole[]): boolean =>
  roles.some((r) => r.role === 'administrator')

/** Whether these roles decide about hours and registrations of that place: its secretary, its grid's head, an administrator. */
export const mayReview = (roles: readonly HeldRole[], place: Place): boolean =>
  roles.some(
    (r) =>
      r.role === 'administrator' ||
      (r.role === 'secretary' && r.community_id === place.community_id) ||
      (r.role === 'grid_head' && r.grid_id !== null && r.grid_id === place.grid_id),
  )

/** Whether these roles are the secretary of that community, or an administrator. */
export const isSecretaryOf = (roles: readonly HeldRole[], communityId: number | null): boolean =>
  roles.some((r) => r.role === 'administrator' || (r.role === 'secretary' && r.community_id === communityId))

/** Where somebody belongs. */
interface Belonging {
  community_id: number | null
  street_id: number | null
  unit_id: number | null
}

/** Whether these roles answer for somebody: of their community, their street or their unit; an administrator for all. */
export const answersFor = (
  roles: readonly HeldRole[],
  { community_id, street_id, unit_id }: Belonging,
): boolean =>
  roles.some(
    (r) =>
      r.role === 'administrator' ||
      (r.community_id !== null && r.community_id === community_id) ||
      (r.street_id !== null && r.street_id === street_id) ||
      (r.unit_id !== null && r.unit_id === unit_id),
  )

/** Whether these roles review anything at all. */
export const isReviewer = (roles: readonly HeldRole[]): boolean =>
  roles.some((r) => r.role === 'administrator' || r.role === 'secretary' || r.role === 'grid_head')
