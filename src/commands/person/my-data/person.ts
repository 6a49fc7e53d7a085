import { dayOf } from '../../../domain/calendar/shanghai.ts'
import { line } from '../../../domain/say.ts'
import { accountsQuery, allRolesQuery, registrationQuery } from '../../../store/my-data.ts'
import { freeTimesQuery, skillsQuery } from '../../../store/profile.ts'
import { freeLines } from '../free.ts'
import { type Subject, subject } from './subject.ts'

/** Who somebody is: registration, accounts, roles, skills, free times. */
export const personSubjects: readonly Subject[] = [
  subject(registrationQuery, (rows) =>
    rows.flatMap(({ name, kind, state, unit, community, grid, lang, notify, roll }) => [
      name && kind
        ? line('mydata.person', { name, kind: [`kind.${kind}`], state: [`state.${state}`] })
        : line('mydata.unnamed', { state: [`state.${state}`] }),
      ...(community
        ? [
            line(grid ? 'mydata.place_grid' : 'mydata.place', {
              unit: unit ?? '',
              community,
              grid: grid ?? '',
            }),
          ]
        : []),
      ...(roll ? [line('mydata.roll')] : []),
      line('mydata.settings', { script: [`script.${lang}`], notify: [`notify.${notify}`] }),
    ]),
  ),
  subject(accountsQuery, (rows) =>
    rows.map(({ platform, user_id, seen_at }) =>
      line('mydata.account', { platform: [`platform.${platform}`], id: user_id, day: dayOf(seen_at) }),
    ),
  ),
  subject(allRolesQuery, (rows) =>
    rows.map(({ role, scope, granted_at, ended_at }) => {
      const what = { role: [`role.${role}`], scope, from: dayOf(granted_at) }
      return ended_at === null
        ? line('mydata.role', what)
        : line('mydata.role_past', { ...what, to: dayOf(ended_at) })
    }),
  ),
  subject(skillsQuery, (rows) =>
    rows.length > 0 ? [line('mydata.skills', { skills: rows.map(({ name }) => name) })] : [],
  ),
  subject(freeTimesQuery, (rows) => (rows.length > 0 ? freeLines('free.mine', rows) : [])),
]
