import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, test } from 'vitest'
import { calendarOf } from '../../src/domain/calendar/working-days.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { gapLines } from '../../src/domain/reminders/gap-lines.ts'
import { yearClosedLines } from '../../src/domain/reminders/year-closed.ts'
import { type Line, line } from '../../src/domain/say.ts'
import { Store } from '../../src/store/d1.ts'
import { postAll } from '../../src/store/mail.ts'
import { run } from '../schema/lines.ts'
import { newMember } from '../support/members.ts'
import { personOf } from '../support/roster.ts'
import { at, onWecom, type Speaker, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let who: Speaker
let person = 0
let serial = 0

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  who = await newMember(talk)
  person = await personOf(who)
})
beforeEach(() => run('delete from outbox'))

/** A letter of so many lines for the member, who is on WeCom. */
const letter = (lines: number) => ({
  to: person,
  say: Array.from({ length: lines }, (_, i) => line('mail.next', { next: [`第${serial + 1}封${i + 1}行`] })),
  dedupe: `mailbox/${++serial}`,
})
const write = (...letters: { to: number; say: Line[]; dedupe: string }[]) =>
  new Store(env.DB).batch([postAll(letters, talk.now)])
const linesOf = ({ text }: { text: string }) => text.split('\n')

describe('the mailbox', () => {
  test('is shown whole when the private chat is opened, once; then the help card is there again', async ({
    expect,
  }) => {
    await write(letter(5), letter(3))
    const first = await talk.enter(who)
    expect(linesOf(first)).toHaveLength(10)
    expect(first.text).toContain('您好，我是红搭档。看能做什么，请发 /帮助。\n您有 2 条私信：')
    const second = await talk.enter(who)
    expect(second.text).toContain('/报到')
    expect(second.text).not.toContain('私信：')
  })

  test('below a long answer shows what fits and says how to see the rest', async ({ expect }) => {
    await write(letter(2), letter(5))
    const mine = linesOf(await talk.private(who, '/我的'))
    expect(mine.length).toBeLessThanOrEqual(12)
    expect(mine).toContain('还有没看的私信，请发：/私信')
    const rest = await talk.private(who, '私信')
    expect(rest.text).toMatch(/^您有 1 条私信：\n.*1行/)
    expect(linesOf(rest)).toHaveLength(6)
    expect((await talk.private(who, '/私信')).text).toBe('没有新的私信。')
  })

  test('of many letters shows as many as fit, the rest with the next', async ({ expect }) => {
    await write(...Array.from({ length: 8 }, () => letter(2)))
    const first = linesOf(await talk.private(who, '/私信'))
    expect(first).toHaveLength(12)
    expect(first.at(-1)).toBe('还有没看的私信，请发：/私信')
    expect((await talk.private(who, '/信箱')).text).toContain('您有 3 条私信：')
    expect((await talk.private(who, '/私信')).text).toBe('没有新的私信。')
  })

  test('is nobody else’s: not in a group, not for strangers', async ({ expect }) => {
    await write(letter(2))
    expect((await talk.group(who, '/私信')).text).toBe('私信只能您自己看。请私聊我发：/私信')
    expect((await talk.private(onWecom('stranger'), '/私信')).text).toBe('没有新的私信。')
    expect((await talk.private(who, '/私信')).text).toContain('您有 1 条私信：')
  })
})

test('the longest letters fit below an answer of one line', ({ expect }) => {
  const calendar = calendarOf([{ year: 2026, day: null, off: null, name: null }])
  const communities = Array.from({ length: 30 }, (_, i) => ({ id: i, name: `社区${i}` }))
  const gaps = gapLines(communities, ['2026-11-23'], [], calendar, defaultPolicy)
  const units = communities.map(({ name }) => ({ name, minutes: 60, verified: 1 }))
  const year = yearClosedLines(
    '2026',
    { times: 1, minutes: 60, points: 10, people: 1 },
    [...units, { name: null, minutes: 60, verified: 0 }],
    { agrees: true, unit: 60, community: 60, all: 60 } as never,
    1200,
  )
  // With the line of its offer.
  expect([gaps.length, year.length + 1]).toEqual([10, 10])
})
