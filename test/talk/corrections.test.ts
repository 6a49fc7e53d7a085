import { env } from 'cloudflare:workers'
import { beforeEach, describe, test } from 'vitest'
import { everything, wrong } from '../store/town.ts'
import { entryIn, newMember } from '../support/members.ts'
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
let west: Talk
const westSecretary = onWecom('xi')
const today = at('2026-11-23 18:00')
beforeEach(async () => {
  talk ??= await settledTalk(today)
  talk.now = today
  if (west) return
  west = new Talk(today, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(westSecretary, '/登记 奚书记 西园社区')
  await west.group(admin, '/任命 @奚书记 书记')
})

/** An entry of somebody new, typed in private; with `yes` the secretary has approved it. */
async function entryOf(text: string, yes: boolean, who?: Speaker): Promise<[Speaker, number]> {
  const owner = who ?? (await newMember(talk))
  const number = entryIn((await talk.private(owner, text)).text)
  if (yes) await talk.private(secretary, `/通过 ${number}`)
  return [owner, number]
}

const rows = async (sql: string, ...values: unknown[]) =>
  (
    await env.DB.prepare(sql)
      .bind(...values)
      .all()
  ).results

const linesOf = (entry: number) =>
  rows(
    `select e.minutes, e.points, v.verdict, v.booking_month as month from hour_entry e
      left join verdict v on v.entry_id = e.id where e.id = ?1 or e.corrects = ?1 order by e.id`,
    entry,
  )

const tally = async (entry: number) =>
  Object.fromEntries(
    (
      await rows(
        'select period, minutes, points from tally where person_id = (select person_id from hour_entry where id = ?)',
        entry,
      )
    ).map(({ period, minutes, points }) => [period, [minutes, points]]),
  )

describe('a correction', () => {
  test('of a pending entry is a new approved line, and the old one stays', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 昨天 14:00-17:00 社区图书整理', false)
    const answer = await talk.private(secretary, `/更正 T${entry} 2小时 图书室四点关门`)
    // A card breaks its long first line at the colon.
    expect(answer.text.replace('\n', '：')).toContain(
      `已更正 T${entry}（${who.name}，11月22日）：3小时 → 2小时`,
    )
    expect(answer.buttons.map(({ command }) => command)).toContain(`/怎么算 T${entry}`)
    expect(await linesOf(entry)).toEqual([
      { minutes: 180, points: 30, verdict: 'corrected', month: null },
      { minutes: 120, points: 20, verdict: 'approved', month: '2026-11' },
    ])
    expect(await tally(entry)).toEqual({ '2026-11': [120, 20], '2026': [120, 20] })
    expect((await talk.private(secretary, `/通过 ${entry}`)).text).toContain('已更正，不用再处理')
    expect(await wrong()).toEqual([])
  })

  test('of an approved entry is a line with the difference', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    await talk.group(secretary, `/更正 ${entry} 1.5h 午饭时间不算`)
    expect(await linesOf(entry)).toEqual([
      { minutes: 180, points: 30, verdict: 'approved', month: '2026-11' },
      { minutes: -90, points: -15, verdict: 'approved', month: '2026-11' },
    ])
    expect(await tally(entry)).toEqual({ '2026-11': [90, 15], '2026': [90, 15] })
    expect((await talk.private(who, '/我的')).text).toMatch(/工时 1.5小时[\s\S]*积分 15/)
  })

  test('is answered in a group without the name, the reason and what it was before', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    const answer = await talk.group(secretary, `/更正 ${entry} 2小时 午饭时间不算`)
    expect(answer.text).toContain(`已更正 T${entry}，现在是 2小时`)
    expect(answer.text).not.toMatch(new RegExp(`${who.name}|午饭|3小时`))
  })

  test('is told to its owner in private, with the reason, once', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    await talk.group(secretary, `/更正 ${entry} 2小时 午饭时间不算`)
    expect((await talk.group(who, '/工时')).text).not.toContain('午饭')
    const mail = await talk.private(who, '/工时')
    expect(mail.text).toContain('3小时 → 2小时，积分 30 → 20。理由：午饭时间不算')
    expect(mail.text).toContain(`由李书记更正`)
    expect((await talk.private(who, '/工时')).text).not.toContain('午饭')
  })

  test('is in the audit log without the words', async ({ expect }) => {
    const [, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    await talk.group(secretary, `/更正 ${entry} 2小时 午饭时间不算`)
    const [act] = await rows(
      "select * from audit where action = 'hours.correct' and subject = ?",
      `entry:${entry}`,
    )
    expect(act).toMatchObject({ action: 'hours.correct', community_id: 1 })
    expect(JSON.parse(String(act?.detail))).toEqual({ revision: 1, from: 180, to: 120 })
  })

  test('may follow another: each works from what stands now', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    await talk.private(secretary, `/更正 ${entry} 100分钟 看了签到表`)
    const second = await talk.private(secretary, `/更正 ${entry} 4小时 又核对了一遍`)
    expect(second.text).toContain('1小时40分钟 → 4小时')
    const [, , last] = await linesOf(entry)
    expect(last).toEqual({ minutes: 140, points: 23, verdict: 'approved', month: '2026-11' })
    expect(await tally(entry)).toEqual({ '2026-11': [240, 40], '2026': [240, 40] })

    const [{ id } = { id: 0 }] = await rows('select max(id) as id from hour_entry where corrects = ?', entry)
    const byItsOwnNumber = await talk.private(secretary, `/更正 T${id} 2小时 最后定的`)
    expect(byItsOwnNumber.text).toContain(`已更正 T${entry}`)
    expect((await talk.private(who, '/工时')).text).toMatch(
      new RegExp(`T${entry} 11月23日 2小时 已更正：秋季大扫除`),
    )
    expect(await tally(entry)).toMatchObject({ '2026-11': [120, 20] })
    expect(await wrong()).toEqual([])
  })

  test('of a pending entry may be corrected again', async ({ expect }) => {
    const [, entry] = await entryOf('/工时 3小时 秋季大扫除', false)
    await talk.private(secretary, `/更正 ${entry} 2小时 看了签到表`)
    await talk.private(secretary, `/更正 ${entry} 3小时 原来没错`)
    expect((await linesOf(entry)).map(({ minutes }) => minutes)).toEqual([180, 120, 60])
    expect(await tally(entry)).toMatchObject({ '2026-11': [180, 30] })
  })

  test('keeps the clock times taken, and only the corrected minutes of the day', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 昨天 9:00-19:00 值守', false)
    await talk.private(secretary, `/更正 ${entry} 2小时 只来了两小时`)
    expect((await talk.private(who, '/工时 昨天 16:00-17:00 打扫')).text).toContain(`与 T${entry}`)
    expect((await talk.private(who, '/工时 昨天 10小时 打扫')).text).toContain('已记')
    expect((await talk.private(who, '/工时 昨天 1小时 打扫')).text).toContain('已有 12小时')
  })

  test('is written as people write it', async ({ expect }) => {
    const said: [string, string, string][] = [
      ['2小时 昨天食堂没开', '2小时', '昨天食堂没开'],
      ['改成三小时，多写了一小时', '3小时', '多写了一小时'],
      ['多写了半天 90分钟', '1小时30分钟', '多写了半天'],
      ['14:00-16:00 四点就走了', '2小时', '四点就走了'],
      ['應為 2.5 小時 多寫了', '2小时30分钟', '多寫了'],
    ]
    const [who, entry] = await entryOf('/工时 8小时 秋季大扫除', true)
    for (const [text, after, reason] of said) {
      expect([text, (await talk.private(secretary, `/更正 ${entry} ${text}`)).text]).toEqual([
        text,
        expect.stringContaining(`→ ${after}`),
      ])
      expect((await talk.private(who, '/工时')).text).toContain(`理由：${reason}`)
    }
  })
})

describe('a correction is refused', () => {
  test('to whoever does not review that entry', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    expect((await talk.group(who, `/更正 ${entry} 2小时 不对`)).text).toContain(
      '由社区书记、网格长和管理员使用',
    )
    expect((await west.private(westSecretary, `/更正 ${entry} 2小时 不对`)).text).toContain(
      `您这里没有 T${entry}`,
    )
    expect((await talk.group(secretary, '/更正 99999 2小时 不对')).text).toContain('没有 T99999')
    expect((await talk.group(admin, `/更正 ${entry} 2小时 核对过`)).text).toContain('已更正')
  })

  test('for one’s own entry', async ({ expect }) => {
    const [, entry] = await entryOf('/工时 1小时 走访', false, secretary)
    expect((await talk.group(secretary, `/更正 ${entry} 2小时 记少了`)).text).toContain('另一位书记或管理员')
    const done = await talk.private(admin, `/更正 ${entry} 2小时 记少了`)
    expect(done.text).toContain('1小时 → 2小时')
    const mail = await talk.private(secretary, '/我的')
    expect(mail.text).toContain('由管理员更正')
  })

  test('outside a grid head’s own grid', async ({ expect }) => {
    const head = await newMember(talk)
    await talk.group(admin, `/任命 @${head.name} 网格长 7网格`)
    const inside = onWecom('in-7')
    await talk.group(inside, '/登记 内七 市财政局 7网格')
    await talk.group(secretary, '/通过 内七')
    const [, mine] = await entryOf('/工时 3小时 走访', false, inside)
    const [, other] = await entryOf('/工时 3小时 走访', false)
    expect((await talk.private(head, `/更正 ${mine} 2小时 核对过`)).text).toContain('已更正')
    expect((await talk.private(head, `/更正 ${other} 2小时 核对过`)).text).toContain(`您这里没有 T${other}`)
  })

  test('without a reason, a length, or a number; with several', async ({ expect }) => {
    const [, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    const before = await linesOf(entry)
    const said: [string, string][] = [
      [`/更正 ${entry} 2小时`, `要写理由，例如：/更正 ${entry} 2小时 时间多写了`],
      [`/更正 ${entry} 多写了`, '没有看到正确的时长'],
      ['/更正', '没有看到编号'],
      [`/更正 ${entry} ${entry + 1} 2小时 不对`, '一次只能更正一条'],
      [`/更正 ${entry} 0小时`, '要写理由'],
      [`/更正 ${entry} 25小时 不对`, '1 分钟到 24 小时'],
      [`/更正 ${entry} 两三个小时 不对`, '不够准'],
      [`/更正 ${entry} 多写了1小时，少写了2小时`, '不知道更正成哪个'],
    ]
    for (const [text, answer] of said)
      expect([text, (await talk.group(secretary, text)).text]).toEqual([
        text,
        expect.stringContaining(answer),
      ])
    expect(await linesOf(entry)).toEqual(before)
  })

  test('when it would change nothing', async ({ expect }) => {
    const [, approved] = await entryOf('/工时 3小时 秋季大扫除', true)
    expect((await talk.group(secretary, `/更正 ${approved} 180分钟 不对`)).text).toContain('没有要更正的')
    const [, pending] = await entryOf('/工时 3小时 秋季大扫除', false)
    expect((await talk.group(secretary, `/更正 ${pending} 3小时 没错`)).text).toContain(`/通过 ${pending}`)
    await talk.group(secretary, `/更正 ${approved} 2小时 不对`)
    expect((await talk.group(secretary, `/更正 ${approved} 2小时 不对`)).text).toContain('现在就是 2小时')
  })

  test('for what was refused or taken back, and where a yes would be too early', async ({ expect }) => {
    const [who, refused] = await entryOf('/工时 3小时 助餐', false)
    await talk.group(secretary, `/驳回 ${refused} 那天食堂没开`)
    const no = await talk.private(secretary, `/更正 ${refused} 2小时 开了`)
    expect(no.text).toContain('已驳回，不能更正')
    const inGroup = await talk.group(secretary, `/更正 ${refused} 2小时 开了`)
    expect(inGroup.text).toContain(`T${refused} 已经处理过，不能更正`)
    const [, taken] = await entryOf('/工时 1小时 助餐', false, who)
    await talk.private(who, '/撤销')
    expect((await talk.private(secretary, `/更正 ${taken} 2小时 开了`)).text).toContain('已撤销，不能更正')

    await talk.group(who, '/报到')
    talk.now += 60 * 60_000
    const wordless = entryIn((await talk.group(who, '/签退')).text)
    expect((await talk.group(secretary, `/更正 ${wordless} 2小时 晚走了`)).text).toContain('没写做了什么')
    const stranger = onDingtalk('unv')
    await talk.group(stranger, '/登记 未核 市财政局')
    const [, early] = await entryOf('/工时 1小时 助餐', false, stranger)
    expect((await talk.group(secretary, `/更正 ${early} 2小时 晚走了`)).text).toContain('还没有核实')
  })
})

describe('a closed month', () => {
  test('stays as it is, byte for byte; the difference counts in the open one', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    const november = () => rows("select * from tally where period = '2026-11' order by person_id")
    talk.now = at('2026-12-05 23:59')
    const still = await talk.private(secretary, `/更正 ${entry} 4小时 核对过`)
    expect(still.text).not.toContain('结账')
    const closed = await november()
    expect(await tally(entry)).toEqual({ '2026-11': [240, 40], '2026': [240, 40] })

    talk.now = at('2026-12-06 00:01')
    const late = await talk.private(secretary, `/更正 ${entry} 2小时 又核对过`)
    expect(late.text).toContain('11月已经结账，更正计入12月，11月的数字不变')
    expect(await november()).toEqual(closed)
    expect(await tally(entry)).toEqual({ '2026-11': [240, 40], '2026': [120, 20], '2026-12': [-120, -20] })

    const month = await talk.private(who, '/工时')
    expect(month.text).toContain('12月工时：已通过 -2小时，待核 0分钟')
    expect(month.text).toContain(`T${entry} 11月23日 2小时 已更正，本月计 -2小时`)
    expect((await talk.private(who, '/我的')).text).toContain('12月 -2小时')
  })

  test('the year, too', async ({ expect }) => {
    const [, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    talk.now = at('2027-01-06 00:01')
    await talk.private(secretary, `/更正 ${entry} 1小时 核对过`)
    expect(await tally(entry)).toEqual({
      '2026-11': [180, 30],
      '2026': [180, 30],
      '2027-01': [-120, -20],
      '2027': [-120, -20],
    })
  })

  test('what waited for the yes counts in the open one, corrected or not', async ({ expect }) => {
    const [who, waiting] = await entryOf('/工时 3小时 秋季大扫除', false)
    talk.now = at('2026-12-10 09:00')
    expect((await talk.private(who, '/工时')).text).toMatch(/待核 3小时[\s\S]*11月23日 3小时 待核/)
    await talk.private(secretary, `/更正 ${waiting} 2小时 核对过`)
    expect(await tally(waiting)).toEqual({ '2026-12': [120, 20], '2026': [120, 20] })
    expect((await talk.private(who, '/工时')).text).toMatch(
      /12月工时：已通过 2小时，待核 0分钟[\s\S]*11月23日 2小时 已更正/,
    )
  })
})

describe('at one instant', () => {
  const both = (one: [Speaker, string], other: [Speaker, string]) =>
    Promise.all([one, other].map(([who, text]) => talk.private(who, text)))
  const saying = (answers: { text: string }[], ...words: RegExp[]) =>
    words.map((pattern) => answers.filter(({ text }) => pattern.test(text)).length)

  test('two corrections of an approved entry: one counts, the other is told', async ({ expect }) => {
    for (let i = 0; i < 4; i++) {
      const [, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
      const answers = await both(
        [secretary, `/更正 ${entry} 2小时 核对过`],
        [admin, `/更正 ${entry} 2小时 核对过`],
      )
      expect(saying(answers, /已更正/, /刚刚已经处理过|没有要更正的/)).toEqual([1, 1])
      expect(await tally(entry)).toMatchObject({ '2026-11': [120, 20] })
      expect(await linesOf(entry)).toHaveLength(2)
      const acts = await rows(
        "select 1 from audit where action = 'hours.correct' and subject = ?",
        `entry:${entry}`,
      )
      const mail = await rows(
        "select 1 from outbox where dedupe like 'corrected/' || ? || '/%'",
        String(entry),
      )
      expect([acts.length, mail.length]).toEqual([1, 1])
    }
    expect(await wrong()).toEqual([])
  })

  test('a correction and a yes, a no, an undo: one decides', async ({ expect }) => {
    for (const other of ['/通过 # ', '/驳回 # 不对', '/撤销']) {
      for (let i = 0; i < 3; i++) {
        const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', false)
        const second: [Speaker, string] = [other === '/撤销' ? who : admin, other.replace('#', String(entry))]
        await both([secretary, `/更正 ${entry} 2小时 核对过`], second)
        const [first, ...more] = await linesOf(entry)
        expect(more).toHaveLength(first?.verdict === 'corrected' ? 1 : 0)
      }
    }
    expect(await wrong()).toEqual([])
  })

  test('a message delivered twice has one effect and one answer', async ({ expect }) => {
    const [, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    const first = await talk.private(secretary, `/更正 ${entry} 2小时 核对过`, 'same-1')
    const before = await everything()
    const again = await talk.private(secretary, `/更正 ${entry} 2小时 核对过`, 'same-1')
    expect(again.text).toBe(first.text)
    expect(await everything()).toBe(before)
  })
})

describe('how it was counted', () => {
  test('shows every factor of an approved entry, and where it came from', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 昨天 14:00-15:40 社区图书整理', true)
    const { text } = await talk.private(who, `/怎么算 T${entry}`)
    expect(text).toContain(`T${entry} 11月22日（周日）`)
    expect(text).toContain('积分 17，已计入')
    expect(text).toContain('事由：社区图书整理')
    expect(text).toContain('14:00–15:40，1小时40分钟')
    expect(text).toContain('100分钟 ÷ 60 × 10 × 难度 1.0 × 评价 1.0 = 16.6666…，四舍五入 17 分')
    expect(text).toContain('难度 1.0：这类工时不分类别；评价 1.0：没有评价的按 1.0')
    expect(text).toContain('核定：李书记 11月23日 18:00 通过')
    expect(text).toContain('计入11月')
    expect(text.split('\n').length).toBeLessThanOrEqual(12)
  })

  test('of a duty names check-in and check-out, and what it waits for', async ({ expect }) => {
    const who = await newMember(talk)
    await talk.group(who, '/报到')
    talk.now += 150 * 60_000
    const entry = entryIn((await talk.group(who, '/签退')).text)
    const waiting = await talk.private(who, `/why t${entry}`)
    expect(waiting.text).toContain('待核，没有计入')
    expect(waiting.text).toContain('报到 18:00，签退 20:30')
    expect(waiting.text).toContain('在等社区书记核定（临时值守）')
    expect(waiting.text).toContain('还缺一句做了什么')
    await talk.private(who, '/签退 守夜')
    expect((await talk.private(who, `/怎么算 T${entry}`)).text).not.toContain('还缺一句')
  })

  test('tells the story of the corrections, the last three when there are many', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    talk.now = at('2026-12-06 08:00')
    await talk.private(secretary, `/更正 ${entry} 2小时 午饭不算`)
    const { text } = await talk.private(who, `/怎么算 T${entry}`)
    expect(text).toContain('2小时，积分 20，已计入')
    expect(text).toMatch(
      /更正 T\d+：李书记 12月6日 08:00，3小时 → 2小时，积分 30 → 20，计入12月。理由：午饭不算/,
    )
    expect(text).toContain('120分钟 ÷ 60 × 10 × 难度 1.0 × 评价 1.0 = 20，四舍五入 20 分')
    for (const hours of [3, 4, 5, 6]) await talk.private(secretary, `/更正 ${entry} ${hours}小时 再核`)
    const long = await talk.private(who, `/怎么算 T${entry}`)
    expect(long.text).toContain('更早还更正过 2 次')
    expect(long.text).toContain('5小时 → 6小时')
    expect(long.text.split('\n').length).toBeLessThanOrEqual(12)
  })

  test('of an entry that was corrected while it waited', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', false)
    await talk.private(secretary, `/更正 ${entry} 2小时 午饭不算`)
    const { text } = await talk.private(who, `/怎么算 T${entry}`)
    expect(text).toContain('手工填写 3小时')
    expect(text).toMatch(/3小时 → 2小时，积分 30 → 20，计入11月/)
    expect(text).toContain('计入11月。')
  })

  test('says which month and why', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', false)
    talk.now = at('2026-12-06 08:00')
    await talk.private(secretary, `/通过 ${entry}`)
    expect((await talk.private(who, `/怎么算 T${entry}`)).text).toContain('计入12月：核定时11月已经结账')
  })

  test('of refused and withdrawn entries', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 助餐', false)
    await talk.private(secretary, `/驳回 ${entry} 那天食堂没开`)
    const no = await talk.private(who, `/怎么算 T${entry}`)
    expect(no.text).toContain('已驳回，没有计入')
    expect(no.text).toContain('理由：那天食堂没开')
    const inGroup = await talk.group(who, `/怎么算 T${entry}`)
    expect(inGroup.text).toContain('请私聊我发')
    expect(inGroup.text).not.toContain('食堂')
    const [, taken] = await entryOf('/工时 1小时 助餐', false, who)
    await talk.private(who, '/撤销')
    expect((await talk.private(who, `/怎么算 T${taken}`)).text).toMatch(/已撤销[，\n]没有计入/)
  })

  test('in a group is one’s own only, without words', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 陪诊王奶奶', true)
    await talk.private(secretary, `/更正 ${entry} 2小时 午饭不算`)
    const { text } = await talk.group(who, `/怎么算 T${entry}`)
    expect(text).toContain('3小时 → 2小时')
    expect(text).not.toMatch(/王奶奶|午饭/)
    expect((await talk.group(secretary, `/怎么算 T${entry}`)).text).toContain('请私聊我发')
  })

  test('is for the owner and for who reviews it', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    const other = await newMember(talk)
    expect((await talk.private(other, `/怎么算 T${entry}`)).text).toContain('没有找到您的')
    expect((await west.private(westSecretary, `/怎么算 T${entry}`)).text).toContain('没有找到您的')
    expect((await talk.private(secretary, `/怎么算 T${entry}`)).text).toContain(`T${entry} ${who.name}`)
    expect((await talk.private(admin, `/怎么算 T${entry}`)).text).toContain(who.name)
    expect((await talk.private(who, '/怎么算 T99999')).text).toContain('没有找到您的 T99999')
    expect((await talk.private(onWecom('nobody'), `/怎么算 T${entry}`)).text).toContain('还没有登记')
  })

  test('goes on after two accounts have become one', async ({ expect }) => {
    const stays = await newMember(talk)
    const [goes, entry] = await entryOf('/工时 3小时 秋季大扫除', false, await newMember(talk, 'dingtalk'))
    await talk.private(secretary, `/更正 ${entry} 2小时 午饭不算`)
    const code = /绑定码：(\w{6})/.exec((await talk.private(stays, '/绑定')).text)?.[1]
    await talk.private(goes, `/绑定 ${code}`)
    expect((await talk.private(secretary, `/更正 ${entry} 1小时 不对`)).text).toContain('已经冲销')
    const month = await talk.private(stays, '/工时')
    expect(month.text).toMatch(/已通过 2小时[\s\S]*2小时 已更正：秋季大扫除/)
    const { text } = await talk.private(stays, `/怎么算 T${entryIn(month.text)}`)
    expect(text).toMatch(/绑定账号时 .*3小时 → 2小时，积分 30 → 20/)
    expect(await wrong()).toEqual([])
  })

  test('a number alone is an order; my entry of that number is offered', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    const mine = await talk.private(who, `/怎么算 ${entry}`)
    expect(mine.text).toContain('还没有记工时')
    expect(mine.buttons).toContainEqual({ label: `T${entry} 怎么算`, command: `/怎么算 T${entry}` })
    const other = await talk.private(await newMember(talk), `/怎么算 ${entry}`)
    expect(other.buttons.map(({ command }) => command)).toEqual(['/工时'])
    expect((await talk.private(who, '/怎么算')).text).toContain('请写编号')
  })

  test('reads in traditional script too', async ({ expect }) => {
    const [who, entry] = await entryOf('/工时 3小时 秋季大扫除', true)
    await talk.private(who, '/語言 繁')
    const { text } = await talk.private(who, `/怎麼算 T${entry}`)
    expect(text).toContain('評價 1.0')
    expect(text).toContain('已計入')
  })
})

describe('what was approved and did not happen', () => {
  test('is taken back by a correction to nothing, which 驳回 names', async ({ expect }) => {
    const [owner, entry] = await entryOf('/工时 昨天 14:00-16:00 打扫', true)
    expect((await talk.private(secretary, `/驳回 ${entry} 没来`)).text).toContain(`/更正 ${entry} 0小时 理由`)
    expect((await talk.group(secretary, `/驳回 ${entry} 没来`)).text).toContain('已经处理过')
    expect((await talk.group(secretary, `/更正 ${entry} 0小时 没来`)).text).toContain('现在是 0分钟')
    expect(await rows('select minutes, points from hour_entry where corrects = ?', entry)).toEqual([
      { minutes: -120, points: -20 },
    ])
    expect((await talk.group(owner, '/我的')).text).toContain('11月工时 0分钟')
    expect((await talk.private(secretary, `/更正 ${entry} 1小时 弄错了`)).text).toContain('请本人重新记')
    expect((await talk.private(owner, '/工时 昨天 2小时 打扫')).text).toContain('已记')
    expect(await wrong()).toEqual([])
  })

  test('hours that wait are refused, not corrected to nothing', async ({ expect }) => {
    const [, entry] = await entryOf('/工时 昨天 2小时 读报', false)
    expect((await talk.private(secretary, `/更正 ${entry} 0小时 没来`)).text).toContain(`/驳回 ${entry} 理由`)
  })
})
