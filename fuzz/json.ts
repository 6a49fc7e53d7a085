import type { Chance } from './chance.ts'
import { mutated } from './texts.ts'

type Json = { [key: string]: unknown }

/** What JSON can write and JavaScript cannot: stands as a text until the JSON is written. */
const raw = (json: string): string => `@raw:${json}:war@`
const rawText = /"@raw:(.*?):war@"/g

/** Nothing of somebody's: it may become the id of a bot or of a message, which the log tells on purpose. */
const wrongs: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    3,
    '',
    ' ',
    '0',
    'null',
    [],
    {},
    [null],
    [[]],
    [1, '2'],
    { a: { b: [] } },
  ],
  ...[{ content: 5 }, { content: null }, { length: 3 }, { toString: 'x', valueOf: 1 }, 'x'.repeat(300)],
  ...[
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udc00\ud800',
    '\u202e/到报',
    '\ufeff/报到',
    '\u200b',
    '👩‍👩‍👧‍👦',
    'ﷺ'.repeat(50),
    '%',
    "'",
  ],
  ...['1e999', '-0', '9007199254740993', '123456789012345678901234567890', '1e-400', '-1e308', '0.1'].map(
    raw,
  ),
  ...[99, 3000, 60_000].map((deep) => raw(`${'['.repeat(deep)}${']'.repeat(deep)}`)),
  raw(`${'{\\"a\\":'.repeat(500)}1${'}'.repeat(500)}`.replaceAll('\\"', "'")),
  ...['汉'.repeat(5000), '=1+1 '.repeat(3000), '@'.repeat(20_000), '\n'.repeat(3000), '/'.repeat(40_000)],
]
const prototypes = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '']

/** The JSON of a message with up to three things in it that no platform would send. */
export function mutatedJson(chance: Chance, message: object): string {
  const copy = structuredClone(message) as Json
  for (let i = chance.pick([0, 0, 0, 1, 1, 2, 3]); i > 0; i--) mutateOne(chance, copy)
  return JSON.stringify(copy).replace(rawText, (_, json: string) => json.replaceAll("'", '"'))
}

function mutateOne(chance: Chance, root: Json): void {
  const all = objectsIn(root)
  const at = chance.pick(all)
  const keys = Object.keys(at)
  const key = keys.length === 0 ? 'x' : chance.pick(keys)
  const value = at[key]
  chance.pick<() => void>([
    () => delete at[key],
    () => own(at, chance.pick(prototypes), chance.pick([{ isAdmin: true, state: 'verified' }, ...wrongs])),
    () => own(at, key, [value, value]),
    () => own(at, key, { [key]: value }),
    () => own(at, key.toUpperCase(), value),
    () => own(at, key, typeof value === 'string' ? mutated(chance, value) : JSON.stringify(value)),
    () => own(at, key, chance.pick(wrongs)),
  ])()
}

/** Also `__proto__` becomes a key of its own, as JSON.parse makes it. */
const own = (at: Json, key: string, value: unknown): void =>
  void Object.defineProperty(at, key, {
    value: structuredClone(value),
    enumerable: true,
    configurable: true,
    writable: true,
  })

const objectsIn = (value: Json): Json[] => [
  value,
  ...Object.values(value).flatMap((one) =>
    one !== null && typeof one === 'object' ? objectsIn(one as Json) : [],
  ),
]
