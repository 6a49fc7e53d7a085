import { beforeAll, beforeEach, describe, test, vi } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { newMember } from '../support/members.ts'
import { lettersTo, personOf } from '../support/roster.ts'
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

const TODAY = at('2026-11-23 09:00')
const second = onDingtalk('ma', '马书记')
const officer = onWecom('jie', '周向阳')
let talk: Talk
let west: Talk

/** The number in an answer: `建议 J7` → 7. */
const numberIn = ({ text }: { text: string }): number => Number(/J(\d+)/.exec(text)?.[1])
const stateOf = async (id: number) =>
  (await rows<{ state: string }>('select state from suggestion where id = ?', id))[0]?.state
const longestOf = (texts: readonly string[]) =>
  Math.max(...texts.map((text) => text.trim().split('\n').length))

beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(TODAY)
  west = new Talk(TODAY, 'west')
  await talk.group(admin, '/绑定社区 东湖社区 湖滨街道')
  await west.group(admin, '/绑定社区 西园社区')
  await talk.group(second, '/登记 马书记 东湖社区')
  await talk.group(admin, '/任命 @马书记 书记')
  await talk.group(officer, '/登记 周向阳 东湖社区')
  await talk.group(admin, '/任命 @周向阳 街道 湖滨街道')
})
beforeEach(() => {
  talk.now = TODAY
})

describe('a suggestion', () => {
  test('goes to the secretaries in private with buttons; the group hears neither words nor name', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    const said = await talk.group(who, '/建议 5栋台阶加个扶手')
    const id = numberIn(said)
    expect(said.text).toContain(`建议 J${id} 已记下，已交给东湖社区，10 天内答复`)
    expect(said.text).toContain('2 位同志有私信')
    expect(said.text).not.toContain('扶手')
    expect(said.text).not.toContain(who.name)
    for (const keeper of [secretary, second]) {
      const letter = (await lettersTo(keeper)).at(-1)
      expect(letter).toContain(`${who.name}给东湖社区提了建议 J${id}：`)
      expect(letter).toContain('5栋台阶加个扶手')
      expect(letter).toContain('请在 12月3日前答复')
    }
    const [row] = await rows<{ offer: string }>(
      'select offer from outbox where dedupe like ?',
      `suggestion/${id}/new/%`,
    )
    for (const command of ['采纳', '不采纳', '已办']) expect(row?.offer).toContain(`/建议 ${id} ${command}`)
    expect(await rows('select id from outbox where group_id is not null and say like ?', '%扶手%')).toEqual(
      [],
    )
  })

  test('is adopted with a word, carried out later, and its author told each time', async ({ expect }) => {
    const who = await newMember(talk)
    const id = numberIn(await talk.private(who, '/建议 活动室周末也开放'))
    const yes = await talk.private(secretary, `/建议 ${id} 采纳 下周六开始开`)
    expect(yes.text).toContain(`J${id} 已采纳`)
    expect(yes.text).toContain(`1 /建议 ${id} 已办`)
    expect((await lettersTo(who)).at(-1)).toBe(
      `您的建议 J${id}，东湖社区采纳了：活动室周末也开放\n答复：下周六开始开`,
    )
    expect((await talk.private(secretary, `/建议 ${id} 采纳`)).text).toContain('已经采纳了')
    expect((await talk.private(second, `/建议 J${id} 不采纳 没钱`)).text).toContain('已经采纳了')
    const done = await talk.group(second, `/建议 ${id} 已办 钥匙在门卫`)
    expect(done.text).toContain(`J${id} 已记为办结`)
    expect(done.text).not.toContain('活动室')
    expect((await lettersTo(who)).at(-1)).toContain('办好了：活动室周末也开放')
    expect(await stateOf(id)).toBe('done')
    const one = await talk.private(who, `/建议 J${id}`)
    for (const part of ['内容：活动室周末也开放', '已办', '答复：下周六开始开', '办理：钥匙在门卫'])
      expect(one.text).toContain(part)
    const acts = await rows<{ action: string }>(
      'select action from audit where subject = ? order by id',
      `suggestion:${id}`,
    )
    expect(acts.map(({ action }) => action)).toEqual(['suggestion.adopted', 'suggestion.done'])
  })

  test('is not declined without a reason: in private it is asked for, in the group it is refused', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    const id = numberIn(await talk.private(who, '/建议 小区通宵亮灯'))
    expect((await talk.group(secretary, `/建议 ${id} 不采纳`)).text).toContain('不采纳要写理由')
    expect((await talk.private(secretary, `/建议 ${id} 不采纳`)).text).toContain(`为什么不采纳 J${id}`)
    expect(await stateOf(id)).toBe('open')
    const no = await talk.private(secretary, '居民怕影响睡觉')
    expect(no.text).toContain(`J${id} 已答复不采纳`)
    expect((await lettersTo(who)).at(-1)).toContain('这次没有采纳：小区通宵亮灯\n答复：居民怕影响睡觉')
    expect((await talk.private(second, `/建议 ${id} 已办`)).text).toContain('已经答复不采纳')
  })

  test('that two secretaries answer at once has one answer', async ({ expect }) => {
    const who = await newMember(talk)
    for (let round = 0; round < 3; round++) {
      const id = numberIn(await talk.private(who, `/建议 第${round}个主意`))
      const texts = (
        await Promise.all([
          talk.private(secretary, `/建议 ${id} 采纳 好`),
          talk.private(second, `/建议 ${id} 不采纳 不好`),
        ])
      ).map(({ text }) => text)
      expect(texts.filter((text) => /已采纳。|已答复不采纳。/.test(text))).toHaveLength(1)
      expect(texts.filter((text) => /刚刚有人答复|已经采纳|已经答复/.test(text))).toHaveLength(1)
      const told = (await lettersTo(who)).filter((letter) => letter.includes(`J${id}，`))
      expect(told).toHaveLength(1)
      expect(await rows('select 1 from audit where subject = ?', `suggestion:${id}`)).toHaveLength(1)
      expect(
        await rows("select 1 from suggestion_text where suggestion_id = ? and part = 'reply'", id),
      ).toHaveLength(1)
    }
  })

  test('may not be answered by its author, by members, or by a secretary of elsewhere', async ({
    expect,
  }) => {
    const [who, other] = [await newMember(talk), await newMember(talk)]
    const id = numberIn(await talk.private(who, '/建议 加装晾衣架'))
    expect((await talk.private(who, `/建议 ${id} 采纳`)).text).toContain('由社区书记来办')
    expect((await talk.private(other, `/建议 ${id}`)).text).toContain('没有您能看的建议')
    const away = onWecom('xi', '奚书记')
    await west.group(away, '/登记 奚书记 西园社区')
    await west.group(admin, '/任命 @奚书记 书记')
    for (const text of [`/建议 ${id} 采纳`, `/建议 ${id}`]) {
      const refused = await west.private(away, text)
      expect(refused.text).toContain('没有您能看的建议')
      expect(refused.text).not.toContain('晾衣架')
    }
    const own = numberIn(await talk.private(secretary, '/建议 办公室换锁'))
    expect((await talk.private(secretary, `/建议 ${own} 采纳`)).text).toContain('请另一位书记或管理员答复')
    expect((await talk.private(officer, `/建议 ${own} 采纳`)).text).toContain('已采纳')
  })

  test.for([
    ['/建議 7栋門口加燈', '7栋門口加燈'],
    ['建议 2号楼前采纳光太少', '2号楼前采纳光太少'],
    ['suggest 多开几次讲座', '多开几次讲座'],
  ] as const)('%s is a suggestion as typed', async ([text, idea], { expect }) => {
    const id = numberIn(await talk.private(await newMember(talk), text))
    expect((await rows('select text from suggestion_text where suggestion_id = ?', id))[0]).toEqual({
      text: idea,
    })
  })

  test('in traditional characters is answered in them', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.private(who, '/语言 繁')
    const said = await talk.private(who, '/建議 多放幾張椅子')
    expect(said.text).toContain('已記下')
    const id = numberIn(said)
    expect((await talk.private(secretary, `/建議 ${id} 採納 好主意`)).text).toContain('已采纳')
    expect((await talk.private(who, '/建議')).text).toContain('已採納')
  })

  test('twice delivered is one; too long, or too many that wait, is refused', async ({ expect }) => {
    const who = await newMember(talk)
    const first = await talk.private(who, '/建议 加个信箱', 'twice')
    expect((await talk.private(who, '/建议 加个信箱', 'twice')).text).toBe(first.text)
    expect(await rows('select 1 from suggestion where person_id = ?', await personOf(who))).toHaveLength(1)
    expect((await talk.private(who, `/建议 ${'长'.repeat(301)}`)).text).toContain('最多写 300 个字')
    for (let i = 1; i < 10; i++) await talk.private(who, `/建议 第${i}件`)
    expect((await talk.private(who, '/建议 第十一件')).text).toContain('已有 10 条建议在等答复')
  })

  test('of many people at one instant have numbers of their own', async ({ expect }) => {
    const people = await Promise.all(Array.from({ length: 6 }, () => newMember(talk)))
    const answers = await Promise.all(people.map((who, i) => talk.private(who, `/建议 同时的第${i}条`)))
    const ids = answers.map(numberIn)
    expect(new Set(ids).size).toBe(6)
    for (const [i, id] of ids.entries())
      expect((await rows('select text from suggestion_text where suggestion_id = ?', id))[0]).toEqual({
        text: `同时的第${i}条`,
      })
  })
})

describe('/建议 alone', () => {
  test('lists mine with what has become of them, and in the group figures only', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/建议')).text).toContain('还没有提过建议')
    const [a, b] = [
      numberIn(await talk.private(who, '/建议 门口划停车线')),
      numberIn(await talk.private(who, '/建议 垃圾桶挪远点')),
    ]
    await talk.private(secretary, `/建议 ${a} 采纳 这就划`)
    const mine = await talk.private(who, '/建议')
    expect(mine.text).toContain(`J${b} 垃圾桶挪远点（等答复，12月3日前）`)
    expect(mine.text).toContain(`J${a} 门口划停车线（已采纳）`)
    const group = await talk.group(who, '/建议')
    expect(group.text).toMatch(
      /东湖社区2026年收到建议 \d+ 条，答复 \d+ 条，采纳 \d+ 条（采纳率 \d+\.\d%），按时答复 100\.0%/,
    )
    expect(group.text).not.toContain('停车线')
    expect((await talk.group(who, `/建议 J${a}`)).text).toContain('不在群里说')
  })

  test('shows a secretary what is open, the oldest first, with the days that are left', async ({
    expect,
  }) => {
    await run("update suggestion set state = 'withdrawn', ended_at = 0 where state = 'open'")
    const who = await newMember(talk)
    talk.now = at('2026-11-20 10:00')
    const old = numberIn(await talk.private(who, '/建议 老的一条'))
    talk.now = TODAY
    const fresh = numberIn(await talk.private(who, '/建议 新的一条'))
    const open = await talk.private(secretary, '/建议')
    expect(open.text).toContain('等您答复的建议 2 条')
    expect(open.text).toContain(`J${old} ${who.name}：老的一条（还有 7 天）`)
    expect(open.text.indexOf('老的一条')).toBeLessThan(open.text.indexOf('新的一条'))
    talk.now = at('2026-11-30 23:50')
    expect((await talk.private(second, '/建议')).text).toContain('老的一条（今天到期）')
    talk.now = at('2026-12-02 08:00')
    expect((await talk.private(admin, '/建议')).text).toContain('老的一条（过期 2 天）')
    expect((await talk.private(officer, '/建议')).text).toContain(`J${fresh}`)
    const many = await newMember(talk)
    for (let i = 0; i < 9; i++) await talk.private(many, `/建议 很长的一条${'很长'.repeat(60)}${i}`)
    const crowd = await talk.private(secretary, '/建议')
    expect(crowd.text).toContain('等您答复的建议 11 条')
    expect(longestOf([crowd.text, (await talk.private(many, '/建议')).text])).toBeLessThanOrEqual(12)
  })
})

describe('/撤销', () => {
  const withdrawn = (who: Speaker) =>
    rows<{ state: string; text: string | null }>(
      `select s.state, t.text from suggestion s left join suggestion_text t on t.suggestion_id = s.id
        where s.person_id = (select person_id from identity where user_id = ?) order by s.id`,
      who.id,
    )

  test('within ten minutes takes the suggestion back, its words and its letters', async ({ expect }) => {
    const who = await newMember(talk)
    const id = numberIn(await talk.private(who, '/建议 说错了的话'))
    talk.now += 9 * 60_000
    expect((await talk.private(who, '/撤销')).text).toContain(`已撤回建议 J${id}`)
    expect(await withdrawn(who)).toEqual([{ state: 'withdrawn', text: null }])
    expect(await rows('select 1 from outbox where say like ?', '%说错了的话%')).toEqual([])
    expect((await talk.private(secretary, `/建议 ${id} 采纳`)).text).toContain('本人已经撤回')
    expect((await talk.private(who, '/撤销')).text).not.toContain('已撤回建议')
  })

  test('by its number too; who has read it hears; later, or once answered, it stays', async ({ expect }) => {
    const who = await newMember(talk)
    const id = numberIn(await talk.private(who, '/建议 读过的话'))
    await run(
      'update outbox set shown_at = 1 where dedupe like ? and person_id = ?',
      `suggestion/${id}/new/%`,
      await personOf(second),
    )
    await talk.private(who, '/工时 昨天 1小时 扫地')
    expect((await talk.private(who, '/撤销 J99999')).text).toContain('没有您提的 J99999')
    expect((await talk.private(who, `/撤销 J${id}`)).text).toContain(`已撤回建议 J${id}`)
    expect((await lettersTo(second)).at(-1)).toBe(`建议 J${id} 本人撤回了，不用答复。`)
    expect((await lettersTo(secretary)).join()).not.toContain(`J${id} 本人撤回`)
    // The hours that came after it are still the last act.
    expect((await talk.private(who, '/撤销')).text).toContain('已撤销 T')
    const late = numberIn(await talk.private(who, '/建议 晚了的话'))
    talk.now += 11 * 60_000
    expect((await talk.private(who, '/撤销')).text).toContain(`建议 J${late} 超过 10 分钟`)
    await talk.private(secretary, `/建议 ${late} 采纳`)
    expect((await talk.private(who, '/撤销')).text).toContain('已有答复')
  })
})

describe('reminders', () => {
  test('two days before, on the day, and once to the street when it is overdue', { timeout: 30_000 }, async ({
    expect,
  }) => {
    await run("update suggestion set state = 'withdrawn', ended_at = 0 where state = 'open'")
    const who = await newMember(talk)
    const id = numberIn(await talk.private(who, '/建议 楼道装灯'))
    const clock = new Clock()
    const tickOn = async (day: string) => {
      await run('delete from clock')
      await clock.tick(at(`${day} 08:59`))
      await clock.tick(at(`${day} 09:00`))
    }
    const about = async (keeper: Speaker) =>
      (await lettersTo(keeper)).filter((text) => text.includes(`J${id} `))
    await tickOn('2026-11-30')
    expect(await about(secretary)).toEqual([])
    await tickOn('2026-12-01')
    expect((await about(secretary)).at(-1)).toContain(`建议 J${id} 还有 2 天到期（12月3日）`)
    await tickOn('2026-12-02')
    await tickOn('2026-12-03')
    expect(await about(secretary)).toHaveLength(2)
    expect((await about(second)).at(-1)).toContain(`建议 J${id} 今天到期`)
    const above = async () => (await lettersTo(officer)).filter((text) => text.includes(`J${id} `))
    expect(await above()).toEqual([])
    for (const day of ['2026-12-04', '2026-12-05', '2026-12-06']) await tickOn(day)
    expect(await above()).toHaveLength(1)
    expect((await above())[0]).toContain(`东湖社区的建议 J${id} 过了 12月3日还没有答复`)
    expect(await about(secretary)).toHaveLength(2)
    talk.now = at('2026-12-06 10:00')
    await talk.private(secretary, `/建议 ${id} 采纳 马上装`)
    const [count] = await rows(
      'select replied, adopted, in_time from suggestion_count where month = ?',
      '2026-12',
    )
    expect(count).toEqual({ replied: 1, adopted: 1, in_time: 0 })
  })
})

describe('figures and forgetting', () => {
  test('/月报 has the share that was adopted and answered in time; a closed month keeps it', async ({
    expect,
  }) => {
    talk.now = at('2027-03-10 09:00')
    const who = await newMember(talk)
    const ids = []
    for (const text of ['一号', '二号', '三号'])
      ids.push(numberIn(await talk.private(who, `/建议 ${text}主意`)))
    await talk.private(secretary, `/建议 ${ids[0]} 采纳 好`)
    await talk.private(secretary, `/建议 ${ids[1]} 不采纳 难办`)
    const running = await talk.private(secretary, '/月报')
    expect(running.text).toMatch(
      /建议：新提 3 条，答复 2 条，采纳 1 条（采纳率 50\.0%），按时答复 100\.0%；在等的 \d+ 条/,
    )
    expect((await talk.group(secretary, '/月报')).text).toContain('采纳率 50.0%')
    expect((await talk.private(admin, '/月报')).text).toContain('采纳率 50.0%')
    talk.now = at('2027-04-07 09:00')
    const closed = (await talk.private(secretary, '/月报 上月')).text
    expect(closed).toContain('建议：新提 3 条，答复 2 条，采纳 1 条（采纳率 50.0%），按时答复 100.0%')
    await talk.private(secretary, `/建议 ${ids[2]} 采纳 晚了`)
    expect((await talk.private(secretary, '/月报 上月')).text).toContain('新提 3 条，答复 2 条，采纳 1 条')
    expect((await talk.private(secretary, '/月报')).text).toContain('采纳率 100.0%），按时答复 0.0%')
  })

  test('/我的数据 shows the words; /注销 removes them and takes back what waits', async ({ expect }) => {
    const who = await newMember(talk)
    const id = numberIn(await talk.private(who, '/建议 忘掉这句建议'))
    const data = (await Promise.all([1, 2].map((page) => talk.private(who, `/我的数据 ${page}`))))
      .map(({ text }) => text)
      .join('\n')
    expect(data).toContain(`提过的建议 J${id}：忘掉这句建议（等答复）`)
    await talk.private(secretary, '/建议')
    await talk.private(who, '/注销')
    expect((await talk.private(who, '/注销 确认')).text).toContain('已注销')
    for (const table of ['suggestion_text', 'outbox', 'inbox'])
      expect(JSON.stringify(await rows(`select * from ${table}`))).not.toContain('忘掉这句建议')
    expect(await stateOf(id)).toBe('withdrawn')
    expect((await talk.private(secretary, `/建议 ${id} 采纳`)).text).toContain('已经撤回')
  })
})
