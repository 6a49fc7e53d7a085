import { beforeAll, test } from 'vitest'
import { run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { earn, newNeighbour } from '../support/exchange.ts'
import { lettersLike } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { at, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
const clock = new Clock()

beforeAll(async () => {
  talk = await settledTalk(at('2026-11-10 09:00'))
})

test('on Monday a secretary hears of suggestions that are due or overdue and of goods that wait, without names', async ({
  expect,
}) => {
  const [member, neighbour] = [await newMember(talk), await newNeighbour(talk)]
  await earn(neighbour, 60, '2026-11-02')
  await talk.private(member, '/建议 楼道装灯')
  talk.now = at('2026-11-16 10:00')
  await talk.private(member, '/建议 门口划线')
  await talk.private(secretary, '/兑换 上架 大米 5袋 20分')
  await talk.private(neighbour, '/兑换 大米 2袋')
  await clock.tick('2026-11-23 08:59')
  await clock.tick('2026-11-23 09:00')
  const week = (await lettersLike('week/2026-11-23/')).join('\n')
  expect(week).toContain(
    '建议过期没有答复 1 条，请看：/建议；本周到期的建议 1 条，请看：/建议；等人领的物资 1 份，最早 11月16日兑换，请看：/兑换',
  )
  for (const said of [member.name, neighbour.name, '楼道装灯', '门口划线']) expect(week).not.toContain(said)
})

test('nothing waits: the line is not there', async ({ expect }) => {
  await run("update suggestion set state = 'withdrawn', ended_at = 0 where state = 'open'")
  await run("update pick_up set state = 'returned', settled_at = 0")
  await clock.tick('2026-11-30 08:59')
  await clock.tick('2026-11-30 09:00')
  const week = (await lettersLike('week/2026-11-30/')).join('\n')
  expect(week).not.toMatch(/建议|物资/)
})
