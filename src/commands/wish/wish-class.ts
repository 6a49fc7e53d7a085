import { type Line, line } from '../../domain/say.ts'
import type { OpenWish } from '../../store/wish.ts'

/** A wish as everybody may know it: what, for what kind of household, in which grid. */
export const classLine = ({ household, grid }: Pick<OpenWish, 'household' | 'grid'>): Line =>
  grid === null
    ? line('wish.class', { household: [`household.${household}`] })
    : line('wish.class_grid', { household: [`household.${household}`], grid })
