import { beforeAll, test, vi } from 'vitest'
import { rows } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { newMember } from '../support/members.ts'
import { at, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'
import { bring, type Message, seen, wrong } from './town.ts'

const MINUTE = 60_000
const KEY = '693a91f6-7a1b-4bc4-97a0-0ec2sifa5aaa'
let talk: Talk
let clock: Clock

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-30 09:30'))
  clock = new Clock()
  await talk.private(secretary, `/绑定推送 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`)
})

let number = 0
const said = (who: Speaker, text: string): Message => ({ who, text, inGroup: true, id: `back-${++number}` })
const say = async (message: Message) => seen(await bring(talk, message))

/** The clock of the machine jumps an hour back, across the moment at which a month's report is due, while people work. */
test('an hour comes twice: every message counts once, every job and letter is done once, no sum is wrong', async ({
  expect,
}) => {
  const people = [await newMember(talk), await newMember(talk, 'dingtalk'), await newMember(talk)]
  const [on, off, late] = people as [Speaker, Speaker, Speaker]
  talk.now = at('2026-12-01 08:40')
  await say(said(off, '/报到'))
  for (; talk.now < at('2026-12-01 09:20'); talk.now += 5 * MINUTE) await clock.tick(talk.now)
  await talk.group(secretary, '/派单 陪老人看病｜时间：12月5日 9:00-11:00｜人数：1')
  const [order] = await rows<{ id: number }>('select max(id) as id from "order"')
  const before = [
    said(on, '/报到'),
    said(off, '/签退 扫雪'),
    said(late, '/工时 昨天 14:00-16:00 搬书'),
    said(late, `/接单 ${order?.id}`),
    said(secretary, '/公告 今晚停水'),
    said(secretary, '/公告 发送'),
  ]
  const answers = []
  for (const message of before) answers.push(await say(message))
  talk.now += MINUTE
  await clock.tick(talk.now)
  const reports = clock.outside.pushes.length
  expect(reports).toBeGreaterThan(0)

  talk.now -= 60 * MINUTE
  // The same messages again: the same answers. What comes new meets what was done "later".
  for (const [i, message] of before.entries()) expect(await say(message)).toEqual(answers[i])
  const out = await say(said(on, '/签退 巡楼'))
  const again = await say(said(off, '/报到'))
  await say(said(late, '/工时 昨天 15:00-17:00 又搬书'))
  await say(said(late, '/撤销'))
  await say(said(on, `/接单 ${order?.id}`))
  await say(said(secretary, '/通过 全部'))
  await say(said(secretary, '/公告 周六扫雪'))
  await say(said(secretary, '/公告 发送'))
  for (const { text } of [out, again]) expect(text).not.toContain('出错了')
  expect(await wrong()).toEqual([])

  for (; talk.now < at('2026-12-01 10:30'); talk.now += 5 * MINUTE) await clock.tick(talk.now)
  expect(await wrong()).toEqual([])
  const texts = clock.outside.to(KEY)
  expect(texts.filter((text) => text.includes('今晚停水'))).toHaveLength(1)
  expect(texts.filter((text) => text.includes('周六扫雪'))).toHaveLength(1)
  expect(texts.length).toBe(new Set(texts).size)
  expect(await rows('select 1 from job_run group by job, period, target having count(*) > 1')).toEqual([])
  expect(await rows("select say from outbox where state in ('waiting', 'claimed')")).toEqual([])
  // Who was on duty at the jump can end it.
  for (const who of [on, off]) await say(said(who, '/签退 收工'))
  expect(await rows('select 1 from duty where ended_at is null')).toEqual([])
  expect(await wrong()).toEqual([])
})
