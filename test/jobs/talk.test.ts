import { beforeAll, describe, test, vi } from 'vitest'
import { Clock } from '../support/clock.ts'
import { lettersLike } from '../support/letters.ts'
import { newMember } from '../support/members.ts'
import { at, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let clock: Clock
let [zhang, wang]: Speaker[] = []

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  clock = new Clock()
  talk = await settledTalk(at('2026-09-01 09:00'))
  zhang = await newMember(talk)
  wang = await newMember(talk, 'dingtalk')
})

const tick = async (when: string) => {
  talk.now = at(when)
  await clock.tick(talk.now)
}

/** All that waits for somebody, a few lines below each answer. */
async function mailbox(who: Speaker): Promise<string> {
  const said: string[] = []
  do said.push((await talk.private(who, '/语言 简')).text)
  while (said.at(-1)?.includes('条私信'))
  return said.join('\n')
}

describe('a roster from the plan to the duty', () => {
  test('what the gap letter shows as an example plans a shift; its people are reminded; who comes is not missed', async ({
    expect,
  }) => {
    await tick('2026-11-20 15:00')
    const first = await talk.group(secretary, `/排班 11-23 9:00-12:00 ${zhang!.name} ${wang!.name}`)
    expect(first.text).toContain('已排 2 个班')
    await tick('2026-11-20 16:00')
    const [gaps = ''] = await lettersLike('gaps/')
    const example = /\/排班 .*\n.* 姓名/.exec(gaps)?.[0] ?? ''
    expect(example).toBe('/排班 东湖社区\n11-24 9:00-12:00 姓名')
    const planned = await talk.private(secretary, example.replace('姓名', zhang!.name))
    expect(planned.text).toContain('已排 1 个班')

    await tick('2026-11-22 20:30')
    expect(clock.outside.to(wang!.id).join()).toContain(
      '提醒：11月23日（周一） 09:00–12:00，您在东湖社区值守。',
    )
    talk.now = at('2026-11-22 20:40')
    expect(await mailbox(zhang!)).toContain('提醒：11月23日（周一） 09:00–12:00，您在东湖社区值守。')

    await tick('2026-11-23 08:30')
    talk.now = at('2026-11-23 08:45')
    await talk.group(zhang!, '/报到')
    expect(await mailbox(zhang!)).not.toContain('快开始了')
    await tick('2026-11-23 09:10')
    const missing = await lettersLike('shift/missing')
    expect(missing).toHaveLength(1)
    expect(clock.outside.to(wang!.id).join()).toContain('还没看到您报到')
    talk.now = at('2026-11-23 09:12')
    expect((await talk.private(wang!, '/请假 11-23 发烧')).text).toContain('11月23日')
    await tick('2026-11-23 09:30')
    expect(await lettersLike('shift/absent')).toEqual([])
  })
})
