import { test } from 'vitest'
import { actWords } from '../../src/console/audit/act-words.ts'
import { subjectWords } from '../../src/console/audit/subject-words.ts'

const files = import.meta.glob<string>(['../../src/{commands,console,store}/**/*.{ts,tsx}'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** How an act is named where it is written down. */
const written =
  /(?:\baction: (?:[\w.' =]+ \? )?|\bact(?:On|Of)?\((?:pair, )?|recordBorn\()'([a-z_]+\.[a-z_]+)'/g

test('every act that is written down has words on the page of acts', ({ expect }) => {
  const acts = Object.values(files).flatMap((text) => [...text.matchAll(written)].map(([, act = '']) => act))
  expect(acts.length).toBeGreaterThan(40)
  expect([...new Set(acts)].filter((act) => actWords(act, (code) => code) === act)).toEqual([])
})

/** What an act was done to, where it is written down. */
const subjects = /\bsubject: [^\n]*?`((?:[a-z_]+:\$\{[^}]*\} ?)+)/g

test('what an act was done to has words, too: no name of ours', ({ expect }) => {
  const kinds = Object.values(files).flatMap((text) =>
    [...text.matchAll(subjects)].flatMap(([, all = '']) =>
      [...all.matchAll(/([a-z_]+):/g)].map(([, kind = '']) => kind),
    ),
  )
  expect(new Set(kinds).size).toBeGreaterThan(12)
  const raw = [...new Set(kinds)].filter((kind) => {
    const shown = subjectWords(
      { subject: `${kind}:${kind === 'platform' ? 'wecom' : 1}`, named: null },
      (code) => code,
    )
    return shown.includes(`${kind}:`)
  })
  expect(raw).toEqual([])
  expect(
    subjectWords({ subject: 'shift:3 person:4', named: null }, (_, params) => `班次 ${params?.id}`),
  ).toBe('班次 3 P4')
})
