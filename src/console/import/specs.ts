import { communityBook, unitBook } from './kinds/books.ts'
import { holiday } from './kinds/holiday.ts'
import { roll } from './kinds/roll.ts'
import { roster } from './kinds/roster.ts'
import type { Spec } from './spec.ts'

/** Every kind of file that can be handed in, in the order of the page. */
export const specs: readonly Spec[] = [roll, roster, unitBook, communityBook, holiday]
