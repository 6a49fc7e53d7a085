import { type Line, line } from '../domain/say.ts'

const named = 5

const codeOf = {
  asked: 'remind.week_support_asked',
  silent: 'remind.week_support_silent',
  left: 'remind.week_support_left',
} as const

/** Of the week’s support pairs one line of a secretary’s digest: what waits, is long without contact, or was left (R090). */
export function supportDigest(rows: readonly { what: keyof typeof codeOf; code: string }[]): Line[] {
  if (rows.length === 0) return []
  const what = [...Map.groupBy(rows, (row) => row.what)].map(([kind, pairs]) =>
    JSON.stringify(
      line(codeOf[kind], { count: pairs.length, codes: pairs.slice(0, named).map(({ code }) => code) }),
    ),
  )
  return [line('remind.week_support', { what })]
}
