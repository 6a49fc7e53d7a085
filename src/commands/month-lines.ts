import { type Line, line } from '../domain/say.ts'

interface MonthEntry {
  id: number
  service_day: string
  started_at: number | null
  ended_at: number | null
  minutes: number
  verdict: string | null
  text: string | null
}

const shown = 8

/**
 * A person's month in lines: totals first, then the entries, newest first. In a group only what anybody may see:
 * no words and nothing refused (rule 7).
 */
export function monthLines(entries: readonly MonthEntry[], month: string, inGroup: boolean): Line[] {
  const sum = (verdict: string | null) =>
    entries.reduce((minutes, e) => (e.verdict === verdict ? minutes + e.minutes : minutes), 0)
  const visible = inGroup ? entries.filter((e) => e.verdict !== 'rejected') : entries
  const lines = [line('hours.month', { month, minutes: sum('approved'), pending: sum(null) })]
  if (visible.length === 0) lines.push(line('hours.month_empty'))
  for (const e of visible.slice(0, shown)) {
    const state = [`entry.${e.verdict ?? 'pending'}`]
    const what = { entry: e.id, day: e.service_day, minutes: e.minutes, state }
    lines.push(
      inGroup || !e.text
        ? line('hours.month_entry', what)
        : line('hours.month_entry_note', { ...what, note: e.text }),
    )
  }
  if (visible.length > shown) lines.push(line('hours.month_more', { count: visible.length - shown }))
  if (inGroup) lines.push(line('private.see_all'))
  return lines
}
