import { dayOf } from '../../../domain/calendar/shanghai.ts'
import { line } from '../../../domain/say.ts'
import { certificatesOfQuery } from '../../../store/console/certificate.ts'
import { feedQuery } from '../../../store/console/feed.ts'
import { actsQuery, announcementsOfQuery, mailCountQuery } from '../../../store/my-data.ts'
import { type Subject, shown, subject } from './subject.ts'

/** What was handed out or written down of them: calendar, certificates, letters, announcements, acts. */
export const papersSubjects: readonly Subject[] = [
  subject(feedQuery, (rows) => rows.map(({ made_at }) => line('feed.mydata', { day: dayOf(made_at) }))),
  subject(certificatesOfQuery, ([issued]) =>
    issued?.last ? [line('certificate.mydata', { count: issued.count, day: dayOf(issued.last) })] : [],
  ),
  subject(mailCountQuery, ([mail]) => (mail && mail.all > 0 ? [line('mydata.mail', { ...mail })] : [])),
  subject(
    (sender) => announcementsOfQuery(sender, shown),
    (rows) => rows.map(({ at, text }) => line('mydata.announcement', { at, text })),
  ),
  subject(actsQuery, ([acts]) =>
    acts && acts.about + acts.by > 0 ? [line('mydata.acts', { about: acts.about, by: acts.by })] : [],
  ),
]
