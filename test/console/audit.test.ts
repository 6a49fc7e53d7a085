import { test } from 'vitest'
import { actWords } from '../../src/console/audit/act-words.ts'

const files = import.meta.glob<string>(['../../src/commands/**/*.ts', '../../src/console/**/*.ts'], {
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
