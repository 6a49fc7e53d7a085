import type { HolidayStatement } from '../domain/calendar/holiday-list.ts'
import { daysBetween } from '../domain/calendar/shanghai.ts'
import { folded } from './fold.ts'
import { type NoticeFault, readStatements, type Stretch } from './holiday-statements.ts'
import { HOLIDAY_NAMES, holidayNames } from './holiday-words.ts'

/** What a pasted list of holidays says: of which years it speaks, what it states, what could not be read. */
export interface Notice {
  /** One, when it is clear; several or none are for the caller to refuse. */
  years: number[]
  statements: HolidayStatement[]
  faults: NoticeFault[]
}

const LEAD = /^\s*(20\d\d)年?(?=\s|$|[^-/.\d年月\s])/
const TITLE = /(20\d\d)年度?(?:部分|法定)?(?:节假日|假期|放假|元旦)/g
const ANY_YEAR = /(?<!\d)(20\d\d)(?=[-/.]\d|\d{4}(?!\d))/g
const NUMBER = '(?:\\(?[一二三四五六七八九十]{1,2}[)、.]|\\d[.、)])'
const HEADING = new RegExp(
  `${NUMBER}?(${HOLIDAY_NAMES})(?:假期|放假|安排)*:` +
    `|${NUMBER}(${HOLIDAY_NAMES})(?:假期)?(?=\\d)` +
    '|(?<![\\p{L}\\d])[一二三四五六七八九十]{1,2}、([\\p{Script=Han}、0-9]{2,24}?):',
  'gu',
)
/** What an introduction does not say. */
const SAYS_WORK = /\d[日号]?(?:\([^()]*\))?[^。\d]{0,6}(?:上班|补班)/

/**
 * Reads what an administrator pastes: the State Council's notice as it was published (any script, any width, with or without
 * spaces, wrapped), or lines such as `2027-01-01 至 2027-01-03 元旦` and `2027-01-04 上班`. A year may stand in front.
 */
export function readNotice(pasted: string): Notice {
  const running = squeezed(pasted, false)
  const lead = LEAD.exec(folded(pasted).text)?.[1]
  const title = [...running.text.matchAll(TITLE)].map(([, year]) => Number(year))
  const named = lead === undefined ? title : [Number(lead), ...title]
  const dated = [...running.text.matchAll(ANY_YEAR)].map(([, year]) => Number(year))
  const years = [...new Set(named.length > 0 ? named : dated.length > 0 ? [Math.max(...dated)] : [])]

  const [year = 2000] = years
  const sections = sectionsOf(running)
  const stretches = sections.length > 0 ? sections : [withoutLead(squeezed(pasted, true), lead)]
  const read = stretches.map((stretch) => readStatements(stretch, year))
  const opening = running.text.slice(0, sections[0]?.from ?? 0)
  const lost = SAYS_WORK.exec(opening)
  return {
    years,
    statements: withNames(read.flatMap(({ statements }) => statements)),
    faults: [
      ...(lost
        ? [{ is: 'unreadable' as const, text: running.typed(lost.index, lost.index + lost[0].length) }]
        : []),
      ...read.flatMap(({ faults }) => faults),
    ],
  }
}

/** Make-up days without a name belong to the holiday that lies nearest to all of them. */
function withNames(statements: readonly HolidayStatement[]): HolidayStatement[] {
  const named = statements.filter(({ off }) => off)
  const away = (days: readonly string[], { days: off }: HolidayStatement): number =>
    days.reduce((sum, day) => sum + Math.min(...off.map((other) => Math.abs(daysBetween(day, other)))), 0)
  return statements.map((one) => {
    if (one.names.length > 0) return one
    const [nearest] = named.toSorted((a, b) => away(one.days, a) - away(one.days, b))
    return { ...one, names: nearest?.names ?? ['other'] }
  })
}

/** What follows each heading, as far as the next. */
function sectionsOf({ text, typed }: Stretch): (Stretch & { from: number })[] {
  const headings = [...text.matchAll(HEADING)]
  return headings.map((heading, i) => {
    const from = heading.index + heading[0].length
    return {
      from,
      ...part({ text, typed }, from, headings[i + 1]?.index),
      names: holidayNames(heading[1] ?? heading[2] ?? ''),
    }
  })
}

const withoutLead = (stretch: Stretch, lead: string | undefined): Stretch =>
  part(stretch, lead === undefined ? 0 : (/^\s*20\d\d年?[ \n]?/.exec(stretch.text)?.[0].length ?? 0))

const part = ({ text, typed }: Stretch, from: number, to = text.length): Stretch => ({
  text: text.slice(from, to),
  typed: (a, b) => typed(from + a, from + b),
})

const mostShown = 40

const excerpt = (text: string): string => {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  return characters.length > mostShown ? `${characters.slice(0, mostShown).join('')}…` : characters.join('')
}

/** Folded and without spaces, but for those between two digits; new lines stay where they separate statements. */
function squeezed(pasted: string, lines: boolean): Stretch {
  const form = folded(pasted)
  const kept = [...form.text.matchAll(/[\s\S]/g)].filter(({ 0: sign, index }) => {
    if (sign === '\n' && lines) return !BROKEN.test(form.text.slice(Math.max(0, index - 3), index + 4))
    return !/\s/.test(sign) || APART.test(form.text.slice(Math.max(0, index - 2), index + 3))
  })
  const at = (i: number): number => kept[i]?.index ?? form.text.length
  return {
    text: kept.map(([sign]) => (sign === '\n' && !lines ? ' ' : sign)).join(''),
    typed: (from, to) => excerpt(pasted.slice(form.origin[at(from)], form.origin[at(to - 1) + 1])),
  }
}

/** A line that ends inside a date (1月⏎4日). */
const BROKEN = /[年月至到(]\d?\n|^.{0,3}\n[年月日]/u
/** Two numbers that would run together; 2月1⏎4日 is one number. */
const APART = /(?<![月年至])\d\s\d|\d\s\d(?![日月年])/
