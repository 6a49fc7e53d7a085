import { describe, test } from 'vitest'
import { parseArgs } from '../../src/commands/args/args.ts'
import type { OrderForm } from '../../src/commands/args/order-fields.ts'
import type { PlanTime } from '../../src/commands/args/plan-time.ts'
import type { TypedRegistration } from '../../src/commands/args/registration.ts'
import type { RejectTarget } from '../../src/commands/args/reject-target.ts'
import type { ReviewTargets } from '../../src/commands/args/review-targets.ts'
import type { TypedPlan } from '../../src/commands/args/shifts.ts'
import type { SuggestionWords } from '../../src/commands/args/suggestion-words.ts'
import type { SwapAnswer, SwapWish } from '../../src/commands/args/swap.ts'
import type { WorkTime } from '../../src/commands/args/when.ts'
import { find } from '../../src/commands/find.ts'
import { normalise } from '../../src/commands/normalise.ts'
import { commands } from '../../src/commands/registry.ts'
import { clock, dayOf } from '../../src/domain/calendar/shanghai.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import phrases from '../fixtures/phrases.json'

interface Phrase {
  text: string
  now: string
  command: string | null
  args: object
  note?: string
  typo?: boolean
}
type Values = { [key: string]: unknown }

/** Our typed values under the keys of the corpus; what the corpus leaves out is left out. */
const project: { [key: string]: (value: never, now: number, name: string) => Values } = {
  work: ({ spans, minutes, assumed }: WorkTime, now) => {
    const [first, last] = [spans[0], spans.at(-1)]
    const clocked = first?.from !== undefined && last?.to !== undefined && !assumed
    return {
      minutes,
      // The corpus names a day only when one was typed, and none for a night that has two.
      ...(spans.length === 1 && first?.day !== dayOf(now) && { date: first?.day }),
      ...(clocked && { from: clock(first?.from ?? 0), to: clock(last?.to ?? 0) }),
    }
  },
  form: ({ title, when, contact, place, people, category, urgency, details }: OrderForm, _, name) => {
    const fields = { place, people, category, urgency, contact }
    const described = Object.values(fields).some((value) => value !== undefined)
    const said = described ? { title } : when ? {} : { note: title }
    return {
      ...said,
      ...fields,
      ...(when && plan(when, described || name !== '创单')),
      ...(details && { details }),
    }
  },
  days: ({ from }: { from: string }) => ({ date: from }),
  swap: (swap: SwapAnswer | SwapWish) =>
    'names' in swap ? { date: swap.day, name: swap.names[0] } : { ...swap },
  plan: ({ lines }: TypedPlan) => ({
    shifts: lines.map(({ days: [date], times: [time], names }) => ({
      date,
      from: clock(time?.from ?? 0),
      to: clock(time?.to ?? 0),
      names,
    })),
  }),
  targets: ({ all, entries }: ReviewTargets) => (all ? { all } : { entries }),
  target: (target: RejectTarget) => ({ ...target }),
  typed: ({ name, unit, kind, community }: Partial<TypedRegistration> & { community?: string }) =>
    // A volunteer's unit is the community (rule 8.16).
    community !== undefined
      ? { community }
      : kind === 'member'
        ? { name, unit }
        : { name, role: kind === 'volunteer' ? '志愿者' : '居民' },
  hours: ([first]: { name: string; minutes: number }[]) => ({ name: first?.name, minutes: first?.minutes }),
  subject: (subject: object) => ({ ...subject }),
  script: (lang: string) => ({ lang }),
  notice: ({ text }: { text: string }) => ({ note: text }),
  suggestion: (said: SuggestionWords) => (said.does === 'make' ? { note: said.text } : { ...said }),
}

const plan = ({ day, from, to, minutes }: PlanTime, clocked: boolean): Values => ({
  date: day,
  ...(from !== undefined && { from: clock(from) }),
  ...(to !== undefined && { to: clock(to) }),
  ...(!clocked && { minutes }),
})

function understand({ text, now }: Phrase): {
  command: string | null
  values?: Values
  names?: string[]
  why?: unknown
} {
  const found = find(normalise(text, { group: true }), commands)
  if (found.is === 'near') return { command: null, names: found.names }
  if (found.is !== 'found') return { command: null }
  const { name, args } = found.command
  const at = Date.parse(now)
  const parsed = parseArgs(args, found.rest, { now: at })
  if (isRefusal(parsed)) return { command: name, why: parsed }
  const values: Values = {}
  for (const [key, value] of Object.entries(parsed)) {
    if (value !== undefined)
      Object.assign(values, project[key]?.(value as never, at, name) ?? { [key]: value })
  }
  return { command: name, values: JSON.parse(JSON.stringify(values)) }
}

/** A phrase without a note says nothing about it. */
const expected = ({ args, note }: Phrase, got: Values | undefined): Values => ({
  ...args,
  ...(note !== undefined ? { note } : got?.note !== undefined && { note: got.note }),
})

const corpus = phrases as Phrase[]
const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
const sorted = (value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

const isRight = (phrase: Phrase): boolean => {
  const got = understand(phrase)
  if (phrase.typo) return got.command === null && got.names?.[0] === phrase.command
  return (
    got.command === phrase.command &&
    (phrase.command === null || same(got.values, expected(phrase, got.values)))
  )
}

describe('what people really type', () => {
  test('at least 95 % is understood exactly, to the note', ({ expect }) => {
    const wrong = corpus.filter((phrase) => !isRight(phrase))
    const share = 1 - wrong.length / corpus.length
    console.log(
      `understood exactly: ${corpus.length - wrong.length} of ${corpus.length} (${(share * 100).toFixed(1)} %)`,
    )
    for (const phrase of wrong)
      console.log(phrase.text, JSON.stringify({ wanted: phrase, got: understand(phrase) }))
    expect(share).toBeGreaterThanOrEqual(0.95)
  })

  test('talk is never executed and never taken for a slip', ({ expect }) => {
    for (const phrase of corpus.filter(({ command }) => command === null)) {
      expect([phrase.text, understand(phrase)]).toEqual([phrase.text, { command: null }])
      const mentioned = { ...phrase, text: `@红搭档 ${phrase.text}` }
      expect([mentioned.text, understand(mentioned).command]).toEqual([mentioned.text, null])
    }
  })

  test('a slip is never executed, and the command that was meant is named first', ({ expect }) => {
    for (const phrase of corpus.filter(({ typo }) => typo)) {
      expect([phrase.text, understand(phrase).command]).toEqual([phrase.text, null])
      expect([phrase.text, understand(phrase).names?.[0]]).toEqual([phrase.text, phrase.command])
    }
  })
})
