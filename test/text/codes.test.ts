import { test } from 'vitest'

/** Each part of the catalogue, by file. */
const parts = import.meta.glob<{ [name: string]: { [code: string]: string } }>(
  '../../src/text/zh-hans/*.ts',
  {
    eager: true,
  },
)

test('no two parts of the catalogue have words for the same code', ({ expect }) => {
  const owners = Map.groupBy(
    Object.entries(parts).flatMap(([file, part]) =>
      file.endsWith('/index.ts')
        ? []
        : Object.values(part).flatMap((words) => Object.keys(words).map((code) => ({ code, file }))),
    ),
    ({ code }) => code,
  )
  expect(owners.size).toBeGreaterThan(500)
  expect([...owners].flatMap(([code, files]) => (files.length > 1 ? [code] : []))).toEqual([])
})
