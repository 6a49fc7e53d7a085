/** An event of a calendar. Instants are ms UTC; without an end it is a moment. */
export interface CalendarEvent {
  uid: string
  summary: string
  description: string
  location: string
  startsAt: number
  endsAt: number | null
  changedAt: number
  cancelled: boolean
}

/** A calendar as iCalendar (RFC 5545), all times in UTC. */
export const icsOf = (name: string, events: readonly CalendarEvent[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//hong-dadang//calendar//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'X-WR-TIMEZONE:Asia/Shanghai',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap(linesOf),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('')

const linesOf = (event: CalendarEvent): string[] => [
  'BEGIN:VEVENT',
  `UID:${event.uid}`,
  `DTSTAMP:${utc(event.changedAt)}`,
  `LAST-MODIFIED:${utc(event.changedAt)}`,
  `SEQUENCE:${event.cancelled ? 1 : 0}`,
  `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  `DTSTART:${utc(event.startsAt)}`,
  ...(event.endsAt === null ? [] : [`DTEND:${utc(event.endsAt)}`]),
  `SUMMARY:${escaped(event.summary)}`,
  `DESCRIPTION:${escaped(event.description)}`,
  `LOCATION:${escaped(event.location)}`,
  ...(event.cancelled ? ['TRANSP:TRANSPARENT'] : []),
  'END:VEVENT',
]

/** 2026-11-23T01:00:00Z → 20261123T010000Z */
const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '')

/** At most 75 bytes a line; what is longer goes on behind a space in the next, never within a sign. */
function folded(line: string): string {
  let [text, room] = ['', 75]
  for (const sign of line) {
    const bytes = new TextEncoder().encode(sign).length
    if (bytes > room) {
      text += '\r\n '
      room = 74
    }
    text += sign
    room -= bytes
  }
  return text
}
