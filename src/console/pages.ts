import type { Page } from './page.ts'
import { audit } from './pages/audit.tsx'
import { me } from './pages/me.tsx'
import { month } from './pages/month.tsx'
import { people } from './pages/people.tsx'
import { person } from './pages/person.tsx'
import { registration } from './pages/registration.tsx'
import { settings } from './pages/settings.tsx'
import { today } from './pages/today.tsx'

/** Every page, in the order of the navigation; the first that somebody may see is where they come in. */
export const pages: readonly Page[] = [today, people, person, month, registration, audit, settings, me]
