/// <reference types="vite/types/importMeta.d.ts" />
import { env } from 'cloudflare:workers'
import { describe, test } from 'vitest'
import packageJson from '../package.json'
import { commands } from '../src/commands/registry.ts'
import { health } from '../src/http/health.ts'
import { fold } from '../src/text/fold.ts'
import { admin, at, Talk } from './support/talk.ts'

/** What the manuals name is there: tests, commands, files, dependencies. */
const raw = <T>(files: { [path: string]: T }) =>
  new Map(Object.entries(files).map(([path, text]) => [path.replace('../', ''), text]))
const docs = raw(
  import.meta.glob<string>(['../docs/**/*.md', '../*.md'], { query: '?raw', import: 'default', eager: true }),
)
const tests = raw(
  import.meta.glob<string>('./**/*.test.ts', { query: '?raw', import: 'default', eager: true }),
)
const files = new Set([
  ...docs.keys(),
  ...Object.keys(import.meta.glob(['../**/*', '!../node_modules/**'], { query: '?url' })).map((path) =>
    path.replace('../', ''),
  ),
])
const page = (path: string) => docs.get(path) ?? ''

describe('docs/security.md', () => {
  const named = [...page('docs/security.md').matchAll(/`(test\/[\w/.-]+\.test\.ts)`(?: › ([^|·\n]+))?/g)]
  test('names many tests', ({ expect }) => {
    expect(named.length).toBeGreaterThan(40)
  })

  test.for(named.map(([, file = '', name = '']) => [file, name.trim()] as const))(
    '%s has the test “%s”',
    ([file, name], { expect }) => {
      const text = tests.get(file.replace('test/', './'))
      expect(text).toBeDefined()
      expect(text).toContain(name)
    },
  )

  test('lists every dependency, and no other', ({ expect }) => {
    const listed = new Set([...page('docs/security.md').matchAll(/`([@\w/-]+)`/g)].map(([, name]) => name))
    const all = [...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.devDependencies)]
    expect(all.filter((name) => !listed.has(name))).toEqual([])
  })
})

/** The READMEs show what happens to it. */
const misspelt = '签倒'
const known = new Set(commands.flatMap(({ name, aliases }) => [name, ...aliases]).map(fold))
/** `/报到`, `/接单 12`: what stands as code and begins with a slash and a Chinese word. */
const commandsIn = (text: string) => [...text.matchAll(/`\/(\p{Script=Han}+)/gu)].map(([, name = '']) => name)

test.for([
  'docs/handbook.zh-CN.md',
  'docs/handbook.md',
  'docs/manual.zh-CN.md',
  'README.md',
  'README.zh-CN.md',
])('every command that %s names is there', (path, { expect }) => {
  const names = commandsIn(page(path)).filter((name) => name !== misspelt)
  expect(names.length).toBeGreaterThan(5)
  const unknown = names.filter((name) => ![...known].some((one) => fold(name).startsWith(one)))
  expect(unknown).toEqual([])
})

test.for(['docs/deploy.md', 'docs/deploy.zh-CN.md'])(
  '%s says of every check of /healthz what to do',
  async (path, { expect }) => {
    const { checks } = await health(env, Date.now())
    expect(Object.keys(checks).filter((name) => !page(path).includes(`\`${name}\``))).toEqual([])
  },
)

/** The anchors that the headings of a page make, as GitHub writes them. */
const anchorsOf = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{Pc}\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )

test.for([...docs.keys()])('the anchors that %s links to are there', (path, { expect }) => {
  const lost = [...page(path).matchAll(/\]\(([^)#\s:]*)#([^)\s]+)\)/g)].filter(
    ([, file = '', anchor = '']) => {
      const to =
        file === '' ? path : [...docs.keys()].find((one) => one.endsWith(file.replace(/^(?:\.\.?\/)+/, '')))
      return !anchorsOf(page(to ?? '')).has(decodeURI(anchor))
    },
  )
  expect(lost.map(([link]) => link)).toEqual([])
})

test('the settings that the manual shows are those that there are', async ({ expect }) => {
  const talk = new Talk(at('2026-11-23 09:00'), 'manual')
  await talk.private(admin, '/激活 test-activation-code')
  const { text } = await talk.private(admin, '/设置')
  const lines = page('docs/manual.zh-CN.md')
    .split('\n')
    .map((line) => line.replace(/^(?:它：| {4})/, ''))
  const lost = text.split('\n').filter((line) => line.trim() !== '' && !lines.includes(line))
  expect(lost).toEqual([])
})

test.for([...docs.keys()])('the links of %s lead somewhere', (path, { expect }) => {
  const here = path.split('/').slice(0, -1)
  const targets = [...page(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, to = '']) => {
    const parts = [...here]
    for (const part of decodeURI(to).split('/'))
      if (part === '..') parts.pop()
      else if (part !== '.' && part !== '') parts.push(part)
    return parts.join('/')
  })
  const lost = targets.filter((to) => ![...files].some((file) => file === to || file.startsWith(`${to}/`)))
  expect(lost).toEqual([])
})
