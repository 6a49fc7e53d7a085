import { beforeAll, describe, test, vi } from 'vitest'
import { commands } from '../../src/commands/registry.ts'
import { rows } from '../schema/lines.ts'
import { dialogues } from './index.ts'
import { type Entry, type Played, play } from './play.ts'

const entries: Entry[] = [
  { platform: 'wecom', way: 'callback' },
  { platform: 'wecom', way: 'gateway' },
  { platform: 'dingtalk', way: 'callback' },
  { platform: 'dingtalk', way: 'gateway' },
]
const nameOf = ({ platform, way }: Entry) => `${platform} by ${way}`

/** Commands that tell everybody something, whoever asks. */
const neverRefused: string[] = []

const heard: Played[][] = []
/** What the inbox knows of the last run: each command, and how often it was refused. */
let known: { command: string; refused: number }[] = []

beforeAll(async () => {
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation(() => {})
  for (const entry of entries) heard.push(await play(dialogues, entry))
  known = await rows(
    `select command, sum(outcome ->> '$.refused' is not null) as refused from inbox
      where command is not null group by command`,
  )
}, 600_000)

/** What is made up anew each time. */
const chance = (text: string) =>
  text
    .replace(/绑定码：[0-9A-Z]{6}/g, '绑定码：……')
    .replace(/签到码：\d{4}/g, '签到码：……')
    .replace(/公告 发送 \d+/g, '公告 发送 …')
    .replace(/(%E9%80%81%20)\d+/g, '$1…')

/** A callback has to be answered with something; over the long connection silence is nothing. */
const rawOf = ({ answer }: Played) => (answer.kind === 'empty' ? '' : chance(JSON.stringify(answer.raw)))
const line = ({ about, turn, said }: Played) => `${about}: ${turn.who} ${turn.where} ${said}`

describe.for(entries.map((entry, i) => [nameOf(entry), i] as const))('%s', ([, i]) => {
  test('every turn is answered as it must be', ({ expect }) => {
    const wrong = (heard[i] ?? [])
      .filter(({ turn: { answer: wanted }, answer: { text } }) => (wanted ? !wanted.test(text) : text !== ''))
      .map((one) => `${line(one)} → ${one.answer.text}`)
    expect(wrong).toEqual([])
  })
})

test.for([
  ['wecom', 0, 1],
  ['dingtalk', 2, 3],
] as const)(
  'on %s callback and gateway get the same JSON, cards and taps included',
  ([, a, b], { expect }) => {
    const [one = [], other = []] = [heard[a], heard[b]]
    expect(other.map(line)).toEqual(one.map(line))
    expect(other.map(rawOf)).toEqual(one.map(rawOf))
    expect(new Set(one.map(({ answer }) => answer.kind)).size).toBeGreaterThan(2)
  },
)

/**
 * The words alone: how a platform sets them is its encoder's (a card's title ends where it fits, what could be markup is
 * full-width, lines of a card's text may stand elsewhere), and it calls itself by its name.
 */
const wordsOf = ({ answer }: Played) =>
  chance(answer.text)
    .normalize('NFKC')
    .replace(/企业微信|钉钉/g, '平台')
    .split('\n')
    .flatMap((text) => text.match(/[\p{L}\p{N}]+/gu) ?? [])
    .sort()
    .join('')

test('both platforms are answered in the same words', ({ expect }) => {
  const [wecom = [], dingtalk = []] = [heard[0], heard[2]]
  const alike = (played: Played[]) =>
    played
      .filter(({ turn }) => turn.where !== 'enter' && !turn.differs)
      .map((one) => `${line(one)} → ${[...wordsOf(one)].sort().join('')}`)
  expect(alike(dingtalk)).toEqual(alike(wecom))
})

test('every command is spoken, and refused somewhere', ({ expect }) => {
  const refused = new Map(known.map(({ command, refused }) => [command, refused]))
  const names = commands.map(({ name }) => name)
  expect(names.filter((name) => !refused.has(name))).toEqual([])
  expect(names.filter((name) => refused.get(name) === 0)).toEqual(neverRefused)
})
