import { beforeAll, describe, test, vi } from 'vitest'
import { put, run } from '../schema/lines.ts'
import { entryIn, newMember } from '../support/members.ts'
import { claim, order } from '../support/orders.ts'
import { personOf } from '../support/roster.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
const TODAY = at('2026-11-23 09:00')

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(TODAY)
})

const list = async (who: Speaker, text = '/五个一') => (await talk.private(who, text)).text

/** On duty for an hour; gives the number of the entry, which waits. */
async function onDuty(who: Speaker): Promise<number> {
  await talk.group(who, '/报到')
  talk.now += 3_600_000
  return entryIn((await talk.group(who, '/签退 楼道巡查')).text)
}

/** An order credited to somebody on a day, put straight into the tables. */
async function credited(
  who: Speaker,
  title: string,
  over: { [column: string]: string | number },
  day = '2026-11-20',
) {
  const id = await order(title, { state: 'open', places: 2, ...over })
  await claim(id, await personOf(who), 'held', at(`${day} 08:00`))
  const spans = JSON.stringify([{ from: at(`${day} 09:00`), to: at(`${day} 10:00`) }])
  for (const state of ['done', 'credited'])
    await run(
      'update claim set state = ?, spans = ?, finished_at = ? where order_id = ?',
      state,
      spans,
      at(`${day} 10:00`),
      id,
    )
  return id
}

describe('/五个一', () => {
  test('is empty at first and says what to type for each; a word does not fill it', async ({ expect }) => {
    const who = await newMember(talk)
    const empty = await list(who)
    expect(empty).toContain('2026年五个一：做到 0/5，照记录打勾，不用自己报')
    for (const item of ['网格志愿者', '社区活动', '建议', '难题', '困难群众'])
      expect(empty).toContain(`✘ ${item}：`)
    for (const command of ['/报到', '/订单', '/建议 内容', '/结对']) expect(empty).toContain(command)
    await talk.private(who, '/工时 昨天 2小时 看望困难群众')
    const entry = entryIn((await talk.private(who, '/工时 11月20日 1小时 当网格志愿者')).text)
    await talk.private(secretary, `/通过 ${entry}`)
    expect(await list(who, '/五个一 我都做到了')).toContain('做到 0/5')
    expect(empty.split('\n').length).toBeLessThanOrEqual(12)
  })

  test('is filled by records, each tick with its number', async ({ expect }) => {
    const who = await newMember(talk)
    const duty = await onDuty(who)
    expect(await list(who)).toContain(`✘ 网格志愿者：T${duty}（11月23日值守），等社区核定就算`)
    await talk.private(secretary, `/通过 ${duty}`)
    expect(await list(who)).toContain(`✔ 网格志愿者：T${duty}（11月23日值守）`)
    const id = /J(\d+)/.exec((await talk.private(who, '/建议 门口装灯')).text)?.[1]
    expect(await list(who)).toContain(`✔ 建议：J${id}（11月23日提）`)
    const cleaning = await credited(who, '大扫除', { category: 'cleaning', base: 100 })
    const repair = await credited(who, '修水管', { category: 'repair', base: 130, origin: 'request' })
    expect(await list(who)).toContain(`✔ 社区活动：${cleaning} 号单（11月20日）`)
    expect(await list(who)).toContain(`✔ 难题：${repair} 号单（11月20日）`)
    expect(await list(who)).toContain('做到 4/5')
    const pair = await put('support_pair', {
      community_id: 1,
      member_id: await personOf(who),
      code: 'H12',
      key: 'h12',
      state: 'active',
      asked_by: 1,
      asked_at: TODAY,
      message: 'm',
      consent_by: 1,
      consent_at: TODAY,
      consent_message: 'm',
    })
    await run(
      `insert into visit (support_pair_id, person_id, unit_id, community_id, day, at, message)
        select ?, id, unit_id, community_id, '2026-11-22', 0, 'v' from person where id = ?`,
      pair,
      await personOf(who),
    )
    const all = await list(who)
    expect(all).toContain('2026年五个一：5/5 都做到了')
    expect(all).toContain('✔ 困难群众：11月22日走访 H12')
    expect(all).not.toContain('✘')
  })

  test('takes back a tick whose record fell', async ({ expect }) => {
    const who = await newMember(talk)
    const duty = await onDuty(who)
    await talk.private(secretary, `/通过 ${duty}`)
    await talk.private(who, '/建议 说错了')
    expect(await list(who)).toContain('做到 2/5')
    await talk.private(who, '/撤销')
    expect(await list(who)).toContain('✘ 建议：提一条')
  })

  test('goes by the year: another year’s records fill nothing', async ({ expect }) => {
    const who = await newMember(talk)
    await credited(who, '去年大扫除', { category: 'cleaning', base: 100 }, '2025-11-20')
    expect(await list(who)).toContain('做到 0/5')
    expect(await list(who, '/五个一 去年')).toContain('2025年五个一：做到 1/5')
    expect(await list(who, '/五个一 2025年')).toContain('2025年五个一：做到 1/5')
    expect(await list(who, '/五个一 上月')).toContain('五个一按年看')
    expect(await list(who, '/五个一 明年')).toContain('五个一按年看')
    expect(await list(who, '/五个一 2030')).toContain('五个一按年看')
  })

  test('is private in a group, and nobody’s but a member’s', async ({ expect }) => {
    const who = await newMember(talk)
    const group = await talk.group(who, '/五个一')
    expect(group.text).toContain('请私聊我发：/五个一')
    expect(group.text).not.toContain('✘')
    const volunteer = onWecom('vol', '王芳')
    await talk.group(volunteer, '/登记 王芳 志愿者')
    expect((await talk.private(volunteer, '/五个一')).text).toContain('下沉党员的年度清单')
    expect((await talk.private(who, '/語言 繁')).text).not.toBe('')
    expect((await talk.private(who, '/五個一')).text).toContain('網格志願者')
  })

  test('shows a liaison the counts of the unit; names in private only', async ({ expect }) => {
    const people = [
      await newMember(talk, 'wecom', '市司法局'),
      await newMember(talk, 'wecom', '市司法局'),
      await newMember(talk, 'wecom', '市司法局'),
    ] as const
    const [chief, busy, idle] = people
    await talk.group(admin, `/任命 @${chief.name} 联络员 市司法局`)
    await talk.private(busy, '/建议 多组织活动')
    await credited(busy, '扫雪', { category: 'cleaning', base: 100 })
    await credited(busy, '送饭', { category: 'meals', base: 120 })
    const answer = await list(chief)
    expect(answer).toContain('市司法局2026年五个一：3 人，五项都有的 0 人')
    expect(answer).toContain('网格志愿者 0 人、社区活动 1 人、建议 1 人、难题 0 人、困难群众 1 人')
    expect(answer).toContain(`${idle.name} 0/5`)
    expect(answer).toContain(`${busy.name} 3/5`)
    expect(answer.split('\n').length).toBeLessThanOrEqual(12)
    const group = await talk.group(chief, '/五个一')
    expect(group.text).toContain('五项都有的 0 人')
    expect(group.text).not.toContain(idle.name)
  })
})

describe('群众参与率 (R089)', () => {
  test('is the share of hours by volunteers and residents, in /月报 of their community', async ({
    expect,
  }) => {
    talk.now = at('2027-02-10 09:00')
    const [member, volunteer] = [await newMember(talk), onWecom('vol2', '赵芳')]
    await talk.group(volunteer, '/登记 赵芳 志愿者')
    await talk.group(secretary, '/通过 赵芳')
    for (const [who, hours] of [
      [member, 3],
      [volunteer, 1],
    ] as const) {
      const entry = entryIn((await talk.private(who, `/工时 昨天 ${hours}小时 扫雪`)).text)
      await talk.private(secretary, `/通过 ${entry}`)
    }
    expect((await talk.private(secretary, '/月报')).text).toContain('2 人参加，群众参与率 25.0%')
    expect((await talk.group(secretary, '/月报')).text).toContain('群众参与率 25.0%')
    expect((await talk.private(admin, '/月报')).text).toContain('群众参与率 25.0%')
  })
})
