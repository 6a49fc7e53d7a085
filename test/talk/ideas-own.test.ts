import { beforeAll, describe, test, vi } from 'vitest'
import { rows } from '../schema/lines.ts'
import { newMember } from '../support/members.ts'
import { lettersTo } from '../support/roster.ts'
import {
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  Talk,
} from '../support/talk.ts'

let talk: Talk
let [proposer, other] = [secretary, secretary] as [Speaker, Speaker]
const numberIn = ({ text }: { text: string }): number => Number(/(\d+) ?号/.exec(text)?.[1])

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
  proposer = await newMember(talk)
  other = await newMember(talk)
})

describe('an own idea for a service (创单, R035)', () => {
  test('goes to the secretary with a button, is approved, opened to others, with the proposer’s place', async ({
    expect,
  }) => {
    const id = numberIn(await talk.group(proposer, '/创单 周六义务理发 3小时'))
    const letter = (await lettersTo(secretary)).at(-1)
    expect(letter).toContain(`${proposer.name}想在东湖社区办 ${id} 号：义务理发`)
    expect(letter).toContain(`/取消单 ${id} 理由`)
    const [row] = await rows<{ offer: string }>(
      'select offer from outbox where offer like ?',
      `%"/派单 ${id}"%`,
    )
    expect(row?.offer).toContain('offer.approve_order')
    expect((await talk.group(other, `/接单 ${id}`)).text).not.toContain('您接了')
    const out = await talk.group(secretary, `/派单 ${id}`)
    expect(out.text).toContain(`【${id}号】义务理发`)
    const told = (await lettersTo(proposer)).at(-1)
    expect(told).toContain(`您提的 ${id} 号已经批准，您占第一个名额`)
    expect(told).toContain(`自己不去，请发：/退单 ${id}`)
    expect((await talk.group(other, `/接单 ${id}`)).text).toContain('您接了')
    expect((await talk.private(proposer, `/退单 ${id}`)).text).toContain(`已退 ${id} 号`)
    const held = await rows<{ name: string }>(
      "select p.name from claim c join person p on p.id = c.person_id where c.order_id = ? and c.state = 'held'",
      id,
    )
    expect(held).toEqual([{ name: other.name }])
  })

  test('is refused with a reason, which its proposer hears and the group does not', async ({ expect }) => {
    const id = numberIn(await talk.group(proposer, '/创单 夜里放烟花'))
    const refused = await talk.group(secretary, `/取消单 ${id} 市区不让放`)
    expect(refused.text).toContain(`已取消 ${id} 号，没有批准`)
    expect(refused.text).not.toContain('不让放')
    expect((await lettersTo(proposer)).at(-1)).toBe(
      `您提的 ${id} 号取消了，社区这次没有批准：夜里放烟花\n理由：市区不让放`,
    )
    expect((await lettersTo(other)).join()).not.toContain('烟花')
  })

  test('is approved by any of the community’s secretaries, once, and by nobody else', async ({ expect }) => {
    const [second, away] = [onDingtalk('ma', '马书记'), onWecom('xi', '奚书记')]
    const west = new Talk(talk.now, 'west')
    await west.group(admin, '/绑定社区 西园社区')
    await west.group(away, '/登记 奚书记 西园社区')
    await west.group(admin, '/任命 @奚书记 书记')
    await talk.group(second, '/登记 马书记 东湖社区')
    await talk.group(admin, '/任命 @马书记 书记')
    const id = numberIn(await talk.group(proposer, '/創單 楼道写春联'))
    expect((await west.private(away, `/派单 ${id}`)).text).toContain('没有找到')
    for (const who of [proposer, other])
      expect((await talk.group(who, `/派单 ${id}`)).text).toContain('由社区书记、网格长或管理员来做')
    const answers = await Promise.all([
      talk.group(secretary, `/派单 ${id}`),
      talk.group(second, `/派单 ${id}`),
    ])
    expect(answers.filter(({ text }) => text.includes(`【${id}号】`))).toHaveLength(1)
    expect(await rows('select 1 from claim where order_id = ?', id)).toHaveLength(1)
    await talk.private(proposer, `/退单 ${id}`)
    await talk.group(secretary, `/取消单 ${id} 改期`)
  })

  test('counts in /月报 as 创单率 of the published orders', async ({ expect }) => {
    await talk.group(secretary, '/派单 送书上门｜人数：1')
    await talk.group(secretary, '/派单 助餐送饭｜人数：1')
    await talk.group(secretary, '/派单 陪诊老人｜人数：1')
    // What a secretary had in mind and published is a push.
    const own = numberIn(await talk.group(secretary, '/创单 书记自己的主意'))
    await talk.group(secretary, `/派单 ${own}`)
    const expected = '派单 6 单，已核销 0 单，其中大家自己创的 2 单（创单率 33.3%）'
    expect((await talk.private(secretary, '/月报')).text).toContain(expected)
    expect((await talk.group(secretary, '/月报')).text).toContain('创单率 33.3%')
  })
})
