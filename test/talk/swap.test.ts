import { beforeAll, beforeEach, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { newMember } from '../support/members.ts'
import { lettersTo, personOf, plain, planShift, shiftsOf } from '../support/roster.ts'
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
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(TODAY)
})
beforeEach(() => {
  talk.now = TODAY
})

/** Somebody who has been on the roster long enough to be replaced without the secretary's yes. */
async function oldHand(): Promise<Speaker> {
  const who = await newMember(talk)
  await planShift(who, '2026-10-08')
  await run("update shift set planned_at = starts_at - 1 where day = '2026-10-08'")
  return who
}
const ahead = async (who: Speaker) => (await shiftsOf(who)).filter((shift) => !shift.startsWith('10-08'))

describe('/换班', () => {
  test('asks the other in private; with their yes the shift is theirs, and the secretary is told', async ({
    expect,
  }) => {
    const [who, other] = [await oldHand(), await newMember(talk)]
    const shift = await planShift(who, '2026-11-25')
    const asked = await talk.group(who, `/换班 11-25 @${other.name}`)
    expect(plain(asked.text)).toContain(`已私下问${other.name}能不能替您值东湖社区 11月25日（周三）`)
    expect(asked.text).toContain('对方同意以前，班还是您的')
    expect(asked.text).not.toContain('书记批准')
    expect(asked.text).toContain('有 1 位同志有私信')
    const letter = (await lettersTo(other)).at(-1)
    expect(letter).toContain(`${who.name}请您替班：东湖社区 11月25日（周三） 09:00–12:00`)
    expect((await talk.private(other, '/换班')).text).toContain(`S${shift} ${who.name}请您替班`)
    const yes = await talk.group(other, '/换班 同意')
    expect(plain(yes.text)).toContain('东湖社区 11月25日（周三） 09:00–12:00的班由您来值')
    expect(await ahead(who)).toEqual(['11-25 swapped'])
    expect(await ahead(other)).toEqual(['11-25 planned'])
    expect((await lettersTo(who)).at(-1)).toContain(`${other.name}同意替您值`)
    expect((await lettersTo(secretary)).at(-1)).toContain(`换班：${who.name} → ${other.name}，两人都同意`)
    expect((await talk.group(other, `/换班 同意 S${shift}`)).text).toContain('已经换好')
  })

  test('a no needs no reason, and only the asker hears it', async ({ expect }) => {
    const [who, other] = [await oldHand(), await newMember(talk)]
    const shift = await planShift(who, '2026-11-25')
    await talk.private(who, `/换班 11-25 ${other.name}`)
    const no = await talk.group(other, `/换班 不同意 S${shift} 那天要带孩子`)
    expect(no.text).toContain('不影响您')
    expect(no.text).not.toContain('孩子')
    expect((await lettersTo(who)).at(-1)).toContain('（那天要带孩子），班还是您的')
    expect(await ahead(who)).toEqual(['11-25 planned'])
    expect((await talk.private(other, '/换班 同意')).text).toContain('现在没有人请您替班')
    await talk.private(who, `/换班 11-25 ${other.name}`)
    expect((await talk.private(other, '/换班 不同意')).text).toContain('已私下告诉对方')
  })

  test('who is new is replaced only if the secretary says yes (R018)', async ({ expect }) => {
    const [who, other] = [await newMember(talk), await newMember(talk)]
    const shift = await planShift(who, '2026-11-25')
    expect((await talk.group(who, `/换班 11-25 @${other.name}`)).text).toContain('还要社区书记批准')
    expect((await talk.private(secretary, `/换班 批准 S${shift}`)).text).toContain('还在等')
    expect(plain((await talk.private(other, '/换班 同意')).text)).toContain('还要社区书记批准')
    expect(await ahead(who)).toEqual(['11-25 planned'])
    expect((await lettersTo(secretary)).at(-1)).toContain('不满 20 个工作日，要您批准')
    expect((await talk.private(secretary, '/换班')).text).toContain(`S${shift} 等您批准`)
    expect((await talk.private(other, `/换班 批准 S${shift}`)).text).toContain('社区书记使用')
    const yes = await talk.private(secretary, `/换班 批准 S${shift}`)
    expect(plain(yes.text)).toContain(`${who.name} → ${other.name}`)
    expect(await ahead(who)).toEqual(['11-25 swapped'])
    expect(await ahead(other)).toEqual(['11-25 planned'])
    expect((await lettersTo(who)).at(-1)).toContain('社区书记批准换班')
    expect(await rows("select id from audit where action = 'swap.approve'")).toHaveLength(1)
  })

  test('the secretary stops it, or gives the shift back after it', async ({ expect }) => {
    const [fresh, who, other] = [await newMember(talk), await oldHand(), await newMember(talk)]
    const first = await planShift(fresh, '2026-11-26')
    await talk.private(fresh, `/换班 11-26 ${other.name}`)
    await talk.private(other, '/换班 同意')
    expect(plain((await talk.private(secretary, `/换班 退回 S${first} 人手不够`)).text)).toContain(
      `没有同意换班`,
    )
    expect((await lettersTo(fresh)).at(-1)).toContain('理由：人手不够')
    const second = await planShift(who, '2026-11-25')
    await talk.private(who, `/换班 11-25 ${other.name}`)
    await talk.private(other, '/换班 同意')
    expect(plain((await talk.private(secretary, `/换班 退回 S${second}`)).text)).toContain('已退回换班')
    expect(await ahead(who)).toEqual(['11-25 swapped', '11-25 planned'])
    expect(await ahead(other)).toEqual(['11-25 swapped'])
    expect((await talk.private(secretary, `/换班 退回 S${second}`)).text).toContain('退不回了')
    expect((await lettersTo(other)).at(-1)).toContain('退回了换班')
  })

  test('the secretary gives a shift of one to another at once; others may not', async ({ expect }) => {
    const [who, other] = [await newMember(talk), await newMember(talk)]
    await planShift(who, '2026-11-25')
    const third = await newMember(talk)
    expect((await talk.private(third, `/换班 11-25 ${who.name} ${other.name}`)).text).toContain(
      '换别人的班由社区书记来做',
    )
    const done = await talk.group(secretary, `/换班 11-25 ${who.name} ${other.name}`)
    expect(plain(done.text)).toContain(`${who.name} → ${other.name}`)
    expect(await ahead(other)).toEqual(['11-25 planned'])
    expect((await lettersTo(who)).at(-1)).toContain(`改由${other.name}来值`)
    expect((await lettersTo(other)).at(-1)).toContain('改由您来值')
    expect(await rows("select id from audit where action = 'swap.assign'")).toHaveLength(1)
    expect((await talk.private(secretary, `/换班 11-25 ${who.name} ${other.name}`)).text).toContain(
      `没有${who.name}可以换的班`,
    )
  })

  test('the secretary replaces who has not come, also when the shift has begun, and gives it back', async ({
    expect,
  }) => {
    const [who, other, away] = [await newMember(talk), await newMember(talk), await newMember(talk)]
    const shift = await planShift(who, '2026-11-25')
    await planShift(away, '2026-11-25')
    talk.now = at('2026-11-25 09:30')
    expect((await talk.private(who, `/换班 11-25 ${other.name}`)).text).toContain('没有可以换的班')
    const given = await talk.group(secretary, `/换班 11-25 ${who.name} ${other.name}`)
    expect(plain(given.text)).toContain(
      `已换班东湖社区 11月25日（周三） 09:00–12:00，${who.name} → ${other.name}`,
    )
    expect((await talk.group(secretary, `/换班 退回 S${shift}`)).text).toContain('已退回换班')
    expect(await shiftsOf(who)).toEqual(['11-25 swapped', '11-25 planned'])
    await talk.group(away, '/请假 今天')
    const open = await talk.group(secretary, `/换班 11-25 ${away.name} ${other.name}`)
    expect(plain(open.text)).toContain(`${away.name} → ${other.name}`)
    await talk.group(who, '/报到')
    const there = await talk.group(secretary, `/换班 11-25 ${who.name} ${other.name}`)
    expect(there.text).toContain(`没有${who.name}可以换的班`)
  })

  test('refuses who cannot take it, and says why', async ({ expect }) => {
    const west = new Talk(TODAY, 'west')
    await west.group(admin, '/绑定社区 西园社区')
    const far = onWecom('far', '远方人')
    await west.group(far, '/登记 远方人 市财政局')
    const resident = onWecom('res', '居民人')
    await talk.group(resident, '/登记 居民人 居民')
    const [who, busy, away] = [await oldHand(), await newMember(talk), await newMember(talk)]
    await planShift(who, '2026-11-25')
    await planShift(busy, '2026-11-25', '11:00', '14:00')
    await talk.private(away, '/请假 11-25 出差')
    const said = async (text: string) => plain((await talk.private(who, text)).text)
    // Whom one has nothing to do with is as unknown as nobody.
    expect(await said('/换班 11-25 @远方人')).toContain('没有找到「远方人」')
    expect(await said('/换班 11-25 居民人')).toContain('没有在东湖社区登记')
    expect(await said(`/换班 11-25 ${busy.name}`)).toContain('已有 11月25日（周三） 11:00–14:00的班')
    expect(await said(`/换班 11-25 ${away.name}`)).toContain('请了假')
    expect(await said(`/换班 11-25 ${who.name}`)).toContain('换给自己不用换')
    expect(await said('/换班 11-25 无名氏')).toContain('没有找到「无名氏」')
    expect(await said(`/换班 11-26 ${busy.name}`)).toContain('没有可以换的班')
    expect(await said(`/换班 ${busy.name}`)).toContain('没有看到日期')
    expect(await said('/换班 11-25')).toContain('没有看到是谁')
    expect(await said(`/换班 11-25到11-26 ${busy.name}`)).toContain('一次只换一天')
    expect((await talk.group(onWecom('stranger'), '/换班 11-25 张三')).text).toContain('还没有登记')
  })

  test('of several shifts on a day one is chosen; a second question waits for the first', async ({
    expect,
  }) => {
    const [who, other, third] = [await oldHand(), await newMember(talk), await newMember(talk)]
    await planShift(who, '2026-11-25')
    await planShift(who, '2026-11-25', '14:00', '17:00')
    const which = await talk.private(who, `/换班 11-25 ${other.name}`)
    expect(which.text).toContain(`1 /换班 11-25 09:00 ${other.name}`)
    expect(which.text).toContain(`2 /换班 11-25 14:00 ${other.name}`)
    expect((await talk.private(who, '2')).text).toContain('14:00–17:00')
    expect(plain((await talk.private(who, `/换班 11-25 14:00 ${third.name}`)).text)).toContain(
      `已经在问${other.name}`,
    )
    expect((await talk.private(who, `/换班 11-25 9:00 ${other.name}`)).text).toContain('09:00–12:00')
    const several = await talk.private(other, '/换班 同意')
    expect(several.text).toMatch(/1 \/换班 同意 S\d+[\s\S]*2 \/换班 同意 S\d+/)
    expect((await talk.private(other, '1')).text).toContain('由您来值')
    expect((await ahead(who)).sort()).toEqual(['11-25 planned', '11-25 swapped'])
  })

  test('the asker takes it back with /撤销 or /换班 撤回; it lapses when the shift begins', async ({
    expect,
  }) => {
    const [who, other] = [await oldHand(), await newMember(talk)]
    const shift = await planShift(who, '2026-11-25')
    await talk.private(who, `/换班 11-25 ${other.name}`)
    expect(plain((await talk.private(who, '/撤销')).text)).toContain('已撤回换班')
    expect((await lettersTo(other)).at(-1)).toContain('不用答复')
    expect((await talk.private(other, `/换班 同意 S${shift}`)).text).toContain('撤回或没有同意')
    await talk.private(who, `/换班 11-25 ${other.name}`)
    talk.now += 11 * 60_000
    expect((await talk.private(who, '/撤销')).text).toContain('没有可以撤销的')
    expect(plain((await talk.private(who, '/换班 撤回')).text)).toContain('已撤回换班')
    await talk.private(who, `/换班 11-25 ${other.name}`)
    talk.now = at('2026-11-25 09:00')
    expect((await talk.private(other, `/换班 同意 S${shift}`)).text).toContain('换不了了')
    expect(await ahead(who)).toEqual(['11-25 planned'])
  })

  test('leave ends what was asked; who went on leave or got a shift since cannot say yes', async ({
    expect,
  }) => {
    const [who, other] = [await oldHand(), await newMember(talk)]
    await planShift(who, '2026-11-25')
    await planShift(who, '2026-11-26')
    await talk.private(who, `/换班 11-25 ${other.name}`)
    await talk.private(other, '/请假 11-25')
    expect((await talk.private(other, '/换班 同意')).text).toContain('您请了假')
    await talk.private(who, `/换班 11-26 ${other.name}`)
    await planShift(other, '2026-11-26', '10:00', '11:00')
    const second = await rows<{ shift_id: number }>(
      "select shift_id from swap where state = 'asked' and to_id = ? order by id desc",
      await personOf(other),
    )
    expect((await talk.private(other, `/换班 同意 S${second[0]?.shift_id}`)).text).toContain('您已有别的班')
    await talk.private(who, '/请假 11-25到11-26')
    expect(
      await rows("select id from swap where state = 'asked' and to_id = ?", await personOf(other)),
    ).toEqual([])
  })

  test('on DingTalk the mentioned person is meant', async ({ expect }) => {
    const who = await oldHand()
    const other = onDingtalk('dd-mei', '梅钉钉')
    await talk.group(other, '/登记 梅钉钉 市财政局')
    await planShift(who, '2026-11-25')
    expect(plain((await talk.group(who, '/换班 11-25 @梅钉钉')).text)).toContain('已私下问梅钉钉')
    expect((await talk.group(other, '/换班 同意')).text).toContain('由您来值')
  })

  test('the other’s yes and the asker’s withdrawal at one instant: exactly one wins', async ({ expect }) => {
    for (let i = 0; i < 4; i++) {
      const [who, other] = [await oldHand(), await newMember(talk)]
      await planShift(who, '2026-11-25')
      await talk.private(who, `/换班 11-25 ${other.name}`)
      const acts = [() => talk.private(other, '/换班 同意'), () => talk.private(who, '/换班 撤回')]
      const said = await Promise.all((i % 2 ? acts.reverse() : acts).map((act) => act()))
      const [state] = await rows<{ state: string }>(
        'select state from swap where to_id = ?',
        await personOf(other),
      )
      const moved = state?.state === 'approved'
      expect(await ahead(other)).toEqual(moved ? ['11-25 planned'] : [])
      expect(await ahead(who)).toEqual([moved ? '11-25 swapped' : '11-25 planned'])
      expect(said.filter(({ text }) => text.includes('这次没有办成'))).toHaveLength(1)
      expect(await wrong()).toEqual([])
    }
  })

  test('a crowd of secretaries and askers moves a shift once', async ({ expect }) => {
    const [who, one, two] = [await oldHand(), await newMember(talk), await newMember(talk)]
    await planShift(who, '2026-11-25')
    await talk.private(who, `/换班 11-25 ${one.name}`)
    await Promise.all([
      talk.private(one, '/换班 同意', 'same-yes'),
      talk.private(one, '/换班 同意', 'same-yes'),
      talk.private(secretary, `/换班 11-25 ${who.name} ${two.name}`),
      talk.private(admin, `/换班 11-25 ${who.name} ${two.name}`),
    ])
    const moved = [...(await ahead(one)), ...(await ahead(two))]
    expect(moved).toEqual(['11-25 planned'])
    expect(await ahead(who)).toEqual(['11-25 swapped'])
    expect(await wrong()).toEqual([])
  })
})
