/// <reference types="vite/types/importMeta.d.ts" />
import { env } from 'cloudflare:workers'
import { describe, test } from 'vitest'
import type { Field } from '../src/console/import/columns.ts'
import { festivals } from '../src/domain/calendar/festivals.ts'
import { fiveOnes } from '../src/domain/ideas/five-ones.ts'
import { suggestionStates } from '../src/domain/ideas/suggestion.ts'
import type { Fate } from '../src/domain/import/plan.ts'
import type { WaitsFor } from '../src/domain/ledger/entry.ts'
import { categories } from '../src/domain/order/category.ts'
import { levels } from '../src/domain/order/ladder.ts'
import { defaultRules } from '../src/domain/order/rules.ts'
import { allStates } from '../src/domain/order/state.ts'
import { policyNumbers } from '../src/domain/policy.ts'
import { stages } from '../src/domain/rally/stages.ts'
import { teams } from '../src/domain/rally/teams.ts'
import { standings } from '../src/domain/reconcile/compare.ts'
import { subjects } from '../src/domain/support/household.ts'
import { choicesOf, questions } from '../src/domain/support/visit-form.ts'
import { householdKinds } from '../src/domain/wish/household.ts'
import type { ImportKind } from '../src/store/tables/import.ts'
import type { RoleName } from '../src/store/tables/person.ts'
import type { LinkState } from '../src/store/tables/place.ts'
import type { Tables } from '../src/store/tables.ts'
import { words } from '../src/text/format.ts'
import { zhHans } from '../src/text/zh-hans/index.ts'
import { zhHant } from '../src/text/zh-hant.gen.ts'

/** Every source file by its path under src/. */
const sources = new Map(
  Object.entries(
    import.meta.glob<string>('../src/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true }),
  ).map(([path, text]) => [path.replace('../src/', ''), text]),
)

/** From top to bottom: a room may import from itself and from what stands below it. */
const ROOMS = [
  'index.ts',
  'http',
  'console',
  'jobs',
  'commands',
  'outbox',
  'platforms',
  'store',
  'text',
  'domain',
  'version.ts',
]
/** Node programs of their own: nobody imports them, and they import types and pure rules only. */
const APART = ['gateway', 'simulator']

const roomOf = (path: string): string => path.split('/')[0] ?? path

/** The program itself: without the two programs apart and without declarations. */
const program = [...sources].filter(([path]) => !APART.includes(roomOf(path)) && !path.endsWith('.d.ts'))

/** Without comments, so that a rule may be talked about. */
const bare = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1')

/** The files of ours that a file imports, as paths under src/. */
function importsOf(path: string, text: string): string[] {
  const found = [...bare(text).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
  return found.map(([, target = '']) => new URL(target, `https://x/${path}`).pathname.slice(1))
}

/** `file: what` for every place where a pattern stands in some rooms. */
const places = (rooms: readonly string[], pattern: RegExp): string[] =>
  [...sources]
    .filter(([path]) => rooms.includes(roomOf(path)))
    .flatMap(([path, text]) => [...bare(text).matchAll(pattern)].map(([found]) => `${path}: ${found}`))

describe('rooms', () => {
  test('every file stands in a room', ({ expect }) => {
    const rooms = new Set([...sources.keys()].map(roomOf))
    expect([...rooms].filter((room) => ![...ROOMS, ...APART, 'env.d.ts'].includes(room))).toEqual([])
    expect(sources.size).toBeGreaterThan(100)
  })

  test('imports run downwards only', ({ expect }) => {
    const upwards = program.flatMap(([path, text]) =>
      importsOf(path, text)
        .filter((target) => {
          const [from, to] = [ROOMS.indexOf(roomOf(path)), ROOMS.indexOf(roomOf(target))]
          return to < from
        })
        .map((target) => `${path} → ${target}`),
    )
    expect(upwards).toEqual([])
  })

  test('every import leads to a file', ({ expect }) => {
    const lost = program.flatMap(([path, text]) =>
      importsOf(path, text)
        .filter((target) => !sources.has(target))
        .map((target) => `${path} → ${target}`),
    )
    expect(lost).toEqual([])
  })

  test('the domain imports nothing but itself, packages included', ({ expect }) => {
    expect(places(['domain'], /from '(?!\.)[^']+'/g)).toEqual([])
    const others = [...sources]
      .filter(([path]) => roomOf(path) === 'domain')
      .flatMap(([path, text]) => importsOf(path, text))
      .filter((target) => roomOf(target) !== 'domain')
    expect(others).toEqual([])
  })

  test('the gateway and the simulator take message types, the gateway’s contract, rules and words, and nothing more', ({
    expect,
  }) => {
    const mine = ['domain', 'text', 'version.ts', ...APART]
    // Beside the types: what gateway and Worker say to each other, and what takes the markup out of words.
    const shared = [
      'platforms/message.ts',
      'platforms/push.ts',
      'platforms/gateway.ts',
      'platforms/wecom/markdown.ts',
    ]
    const wrong = [...sources]
      .filter(([path]) => APART.includes(roomOf(path)))
      .flatMap(([path, text]) => importsOf(path, text).map((target) => [path, target] as const))
      .filter(([path, target]) =>
        APART.includes(roomOf(target))
          ? roomOf(target) !== roomOf(path)
          : !shared.includes(target) && !mine.includes(roomOf(target)),
      )
    expect(wrong).toEqual([])
  })

  test('one platform does not know the other, and only http knows both', ({ expect }) => {
    const crossing = program.flatMap(([path, text]) =>
      importsOf(path, text)
        .filter((target) => /^platforms\/\w+\//.test(target))
        .filter((target) => roomOf(path) !== 'http' && !path.startsWith(target.replace(/[^/]+$/, '')))
        .map((target) => `${path} → ${target}`),
    )
    expect(crossing).toEqual([])
  })

  test('no file imports itself in a ring, not even for a type', ({ expect }) => {
    const graph = new Map([...sources].map(([path, text]) => [path, importsOf(path, text)]))
    const state = new Map<string, 'open' | 'done'>()
    const rings: string[] = []
    const visit = (path: string, trail: string[]): void => {
      if (state.get(path) === 'done') return
      if (state.get(path) === 'open') {
        rings.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
        return
      }
      state.set(path, 'open')
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
      state.set(path, 'done')
    }
    for (const path of graph.keys()) visit(path, [])
    expect(rings).toEqual([])
  })
})

describe('who knows what', () => {
  const everywhere = (but: string[]) => ROOMS.filter((room) => !but.includes(room))

  test('only platforms/ knows the words of a platform’s JSON', ({ expect }) => {
    const platformWords =
      /\b(msgtype|msgid|template_card|event_key|task_id|aibotid|chattype|response_url|sessionWebhook|conversationType|senderStaffId|senderNick|robotCode|createAt|actionCard|dtmd)\b/g
    expect(places(everywhere(['platforms']), platformWords)).toEqual([])
  })

  test('only store/ writes SQL', ({ expect }) => {
    const templates = /\bsql(?:<[^`]*>)?`/g
    expect(places(everywhere(['store']), templates)).toEqual([])
    expect(places(everywhere(['store']), /\bimport (?!type)[^\n]*from 'kysely'/g)).toEqual([])
    expect(places(everywhere(['store']), /\.prepare\(|(?:d1|DB)\.exec\(/g)).toEqual([])
  })

  test('no rule and no query looks at the clock or throws dice', ({ expect }) => {
    const rooms = ['domain', 'commands', 'store', 'text', 'platforms', 'jobs']
    expect(places(rooms, /Date\.now\(\)|new Date\(\)|performance\.now|new Date\([^()]*,/g)).toEqual([])
    expect(places(rooms, /Math\.random|randomUUID|getRandomValues|randomBytes|randomInt/g)).toEqual([])
  })

  test('no time is read in the machine’s own zone', ({ expect }) => {
    const local =
      /\.(?:get|set)(?:Hours|Minutes|Seconds|Day|Date|Month|FullYear|TimezoneOffset)\(|toLocale\w*\(/g
    expect(places(ROOMS, local)).toEqual([])
    expect(places(ROOMS, /\bTemporal\b/g)).toEqual([])
  })

  test('nothing outside http/ and platforms/ speaks to the network', ({ expect }) => {
    expect(places(['domain', 'text', 'store', 'commands', 'jobs'], /\bfetch\(/g)).toEqual([])
  })

  test('every file is named for what it does', ({ expect }) => {
    const vague = /(^|[/-])(utils?|helpers?|manager|common|misc|lib|shared|base|service)(\.|-|\/|$)/i
    expect([...sources.keys()].filter((path) => vague.test(path))).toEqual([])
  })
})

describe('every code has words, and every word has a use', () => {
  /** Codes that are put together from a part, with every part that there is. */
  const waits: Record<WaitsFor | 'no_outcome' | 'unverified', true> = {
    adhoc: true,
    past_shift: true,
    typed: true,
    makeup: true,
    system: true,
    full_day: true,
    overlap: true,
    day_twice: true,
    no_outcome: true,
    unverified: true,
  }
  const verdicts: Record<Tables['verdict']['verdict'] | 'pending', true> = {
    pending: true,
    approved: true,
    rejected: true,
    withdrawn: true,
    corrected: true,
  }
  const roles: Record<RoleName, true> = {
    administrator: true,
    secretary: true,
    grid_head: true,
    street_officer: true,
    liaison: true,
  }
  const links: Record<LinkState, true> = { pending: true, confirmed: true, refused: true, withdrawn: true }
  const importKinds: Record<ImportKind, true> = {
    roll: true,
    holiday: true,
    roster: true,
    unit_book: true,
    community_book: true,
  }
  const importFates: Record<Fate, true> = { new: true, changed: true, gone: true, same: true, refused: true }
  const importColumns: Record<Field, true> = {
    name: true,
    unit: true,
    community: true,
    grid: true,
    street: true,
    district: true,
    leaves: true,
    day: true,
    span: true,
    from: true,
    to: true,
    hours: true,
    minutes: true,
    off: true,
    holiday: true,
  }
  const parts: { [prefix: string]: string[] } = {
    'waits.': Object.keys(waits),
    'entry.': Object.keys(verdicts),
    'role.': Object.keys(roles),
    'kind.': ['member', 'volunteer', 'resident'],
    'state.': ['new', 'pending', 'verified', 'rejected'],
    'register.': ['pending', 'verified', 'done', 'done_here', 'changed', 'changed_here'],
    'script.': ['hans', 'hant'],
    'notify.': ['on', 'off', 'evening'],
    'policy.': policyNumbers,
    'platform.': ['wecom', 'dingtalk'],
    'link.': Object.keys(links),
    'unit.': ['confirmed', 'refused', 'already_pending', 'already_confirmed'],
    'holiday.': [...festivals, 'other'],
    'report.': ['running', 'closing', 'closed'],
    'rate.': ['unreported', 'unreported_more', 'ungridded', 'ungridded_more'],
    'category.': categories,
    'urgency.': Object.keys(defaultRules.deadlines),
    'grade.': Object.keys(defaultRules.grades),
    'order_state.': allStates,
    'level.': levels.slice(),
    'order_part.': ['title', 'place', 'contact', 'details', 'reason', 'note'],
    'request.': ['taken', 'next', 'new'],
    'propose.': ['taken', 'next', 'new'],
    // Put together by a trigger of the schema.
    'pair_gone.': ['asked', 'active'],
    'subject.': [...subjects, 'none', 'all'],
    'private_fact.': ['id_number', 'phone', 'address', 'name'],
    'visit_question.': [...questions],
    'visit_answer.': questions.flatMap((question) =>
      Array.from({ length: choicesOf[question] }, (_, i) => `${question}_${i + 1}`),
    ),
    'support_state.': ['asked', 'active', 'ended'],
    'suggest_state.': [...suggestionStates],
    'household.': householdKinds,
    'wish_state.': ['open', 'full', 'done', 'verified'],
    'five.': [...fiveOnes],
    'five_how.': [...fiveOnes],
    'five_record.': ['entry', 'order', 'suggestion', 'visit'],
    'team.': [...teams],
    'rally_stage.': [...stages],
    'rally_reach.': ['grid', 'community', 'street', 'district'],
    'mode_name.': ['war', 'peace'],
    'token_state.': ['live', 'expired', 'ended'],
    'import_kind.': Object.keys(importKinds),
    'import_about.': Object.keys(importKinds),
    'import_state.': ['ready', 'applied', 'unread'],
    'import_fate.': Object.keys(importFates),
    'import_day.': ['off', 'work'],
    'import_column.': Object.keys(importColumns),
    'standing.': [...standings],
    'help.': ['duty', 'hours', 'order', 'pair', 'self', 'review', 'figures', 'setup'],
  }
  const built = Object.entries(parts).flatMap(([prefix, ends]) => ends.map((end) => prefix + end))

  const speaking = [...program, ...[...sources].filter(([path]) => roomOf(path) === 'gateway')].filter(
    ([path]) => !path.startsWith('text/zh-'),
  )

  /** What stands between an opening bracket and the end of the first argument. */
  function firstArgument(text: string): string {
    let depth = 0
    for (let i = 0; i < text.length; i++) {
      const sign = text[i] ?? ''
      if ('([{'.includes(sign)) depth += 1
      if (depth === 0 && (sign === ',' || sign === ')')) return text.slice(0, i)
      if (')]}'.includes(sign)) depth -= 1
    }
    return text
  }

  /** Codes named in `line('…')`, `refuse(… ? '…' : '…')`, `offer('…')`, `words('…')`, `template('…')`, `required(…, '…')`. */
  const named = speaking.flatMap(([path, text]) => {
    const calls = [
      ...bare(text).matchAll(/\b(?:line|refuse|offer|words|template|outcomeOfRefusal)\(/g),
    ].flatMap((call) => {
      const argument = firstArgument(bare(text).slice(call.index + call[0].length)).trim()
      const whole = /^'([^']+)'$/.exec(argument)?.[1]
      if (whole !== undefined) return [whole]
      return [...argument.matchAll(/'([a-z]+(?:\.[a-z_]+)+)'/g)].map(([, code = '']) => code)
    })
    const args = [...bare(text).matchAll(/'(arg\.[a-z_.]+)'/g)].map(([, code = '']) => code)
    return [...calls, ...args].map((code) => ({ path, code }))
  })

  test('every code that is named has words in both scripts', ({ expect }) => {
    const silent = named.filter(({ code }) => zhHans[code] === undefined || zhHant[code] === undefined)
    expect(silent).toEqual([])
    expect(new Set(named.map(({ code }) => code)).size).toBeGreaterThan(100)
  })

  test('every code that is put together has words in both scripts', ({ expect }) => {
    expect(built.filter((code) => zhHans[code] === undefined || zhHant[code] === undefined)).toEqual([])
  })

  test('codes are put together from these prefixes only', ({ expect }) => {
    // The gateway puts only a platform's error codes together, for its log.
    const templates = speaking
      .filter(([path]) => roomOf(path) !== 'gateway')
      .flatMap(([path, text]) =>
        [...bare(text).matchAll(/`([a-z]+\.)\$\{/g)].map(([, prefix = '']) => ({ path, prefix })),
      )
    expect(templates.filter(({ prefix }) => !(prefix in parts))).toEqual([])
    expect(templates.length).toBeGreaterThan(5)
  })

  test('every code in the catalogue is used', ({ expect }) => {
    const program = speaking.map(([, text]) => text).join('\n')
    const unused = Object.keys(zhHans).filter(
      // Triggers of the schema write letters too.
      (code) =>
        !built.includes(code) && !program.includes(`'${code}'`) && !env.TEST_SCHEMA.includes(`"${code}"`),
    )
    expect(unused).toEqual([])
  })

  test('both scripts have the same codes with the same places for parameters', ({ expect }) => {
    const places = (text = '') => (text.match(/\{[^}]*\}/g) ?? []).sort()
    expect(Object.keys(zhHant).sort()).toEqual(Object.keys(zhHans).sort())
    for (const code of Object.keys(zhHans))
      expect([code, places(zhHant[code])]).toEqual([code, places(zhHans[code])])
  })

  test('every place for a parameter is written as {name} or {name:kind} with a kind that is known', ({
    expect,
  }) => {
    const samples: { [kind: string]: string | number | string[] } = {
      time: 1_795_395_600_000,
      end: 1_795_395_600_000,
      moment: 1_795_395_600_000,
      day: '2026-11-23',
      date: '2026-11-23',
      dates: ['2026-11-23'],
      month: '2026-11',
      duration: 90,
      amount: '90min',
      longdate: '2026-11-23',
      hours: 90,
      factor: 120,
      percent: 995,
      period: '2026-11',
      bar: 50,
      words: ['role.secretary'],
      phrase: '/帮助',
      list: ['T1', 'T2'],
      said: ['{"code":"role.secretary"}'],
      joined: ['{"code":"role.secretary"}'],
      spans: ['1795395600000-1795406400000'],
      days: ['2026-11-23', '2026-11-24'],
    }
    for (const [code, text] of Object.entries(zhHans)) {
      const params = Object.fromEntries(
        [...text.matchAll(/\{(\w+)(?::(\w+))?\}/g)].map(([, name = '', kind = '']) => [
          name,
          samples[kind] ?? 'x',
        ]),
      )
      for (const script of ['hans', 'hant'] as const) {
        const said = words(code, params, script)
        expect([code, said]).toEqual([code, expect.not.stringMatching(/[{}]|undefined|NaN|null/)])
      }
    }
  })
})

test('the program names no place outside itself', ({ expect }) => {
  const outside = [...sources]
    .filter(([, text]) => /\/work\/|\/home\/|\/tmp\//.test(text))
    .map(([path]) => path)
  expect(outside).toEqual([])
})
