import { type Line, line } from '../../domain/say.ts'

interface MonthLine {
  id: number
  /** The number of the line itself, or of the one that it corrects. */
  line: number
  /** The kind of that line. */
  kind: string
  service_day: string
  minutes: number
  verdict: string | null
  text: string | null
  /** What stands of the line and its corrections, whatever month it counts in. */
  standing: number
}

const shown = 8

const isDuty = ({ kind }: MonthLine): boolean => kind === 'duty' || kind === 'makeup'

/**
 * A person's month in lines: what counts and what waits, duty and other service apart (R021), then the entries, newest
 * first; a corrected one as it stands now. In a group only what anybody may see: no words and nothing refused (rule 7).
 */
export function monthLines(lines: readonly MonthLine[], month: string, inGroup: boolean): Line[] {
  const sum = (verdict: string | null) =>
    lines.reduce((minutes, e) => (e.verdict === verdict ? minutes + e.minutes : minutes), 0)
  const entries = [...Map.groupBy(lines, (e) => e.line).values()].flatMap(([first, ...more]) =>
    first ? [entryOf(first, more)] : [],
  )
  const visible = inGroup ? entries.filter(({ state }) => state !== 'rejected') : entries
  const say = [line('hours.month', { month, minutes: sum('approved'), pending: sum(null) })]
  const duty = lines.reduce(
    (minutes, e) => (e.verdict === 'approved' && isDuty(e) ? minutes + e.minutes : minutes),
    0,
  )
  const other = sum('approved') - duty
  if (!inGroup && duty !== 0 && other !== 0) say.push(line('hours.month_split', { duty, other }))
  if (visible.length === 0) say.push(line('hours.month_empty'))
  for (const { entry, day, minutes, counted, state, text } of visible.slice(0, shown)) {
    const what = { entry, day, minutes, state: [`entry.${state}`] }
    if (minutes !== counted) say.push(line('hours.month_entry_counted', { ...what, counted }))
    else if (inGroup || !text) say.push(line('hours.month_entry', what))
    else say.push(line('hours.month_entry_note', { ...what, note: text }))
  }
  if (visible.length > shown) say.push(line('hours.month_more', { count: visible.length - shown }))
  if (inGroup) say.push(line('private.see_all'))
  return say
}

/** One entry with its corrections: the minutes that stand, and those of them that this month counts. */
function entryOf(first: MonthLine, more: readonly MonthLine[]) {
  const lines = [first, ...more]
  const counted = lines.reduce((minutes, e) => minutes + e.minutes, 0)
  return {
    entry: first.line,
    day: first.service_day,
    text: first.text,
    counted,
    minutes: first.verdict === 'approved' ? first.standing : counted,
    state: lines.some((e) => e.id !== e.line) ? 'corrected' : (first.verdict ?? 'pending'),
  }
}
