import { beforeAll, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { Clock } from '../support/clock.ts'
import { lettersLike } from '../support/letters.ts'
import { PairTown, pairingsOf, pairLettersTo } from '../support/pairs.ts'
import { personOf, plain } from '../support/roster.ts'
import { at, onWecom, settledTalk } from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
const HOUR = 3_600_000
beforeAll(async () => void (await settledTalk(TODAY)))

/** Both are on duty at the same time, an hour and a half of it together, and the secretary says yes. */
async function serveTogether(
  town: PairTown,
  [one, other]: readonly [typeof town.secretary, typeof town.secretary],
) {
  await town.group(one, '/报到')
  town.now += HOUR / 2
  await town.group(other, '/报到')
  town.now += 1.5 * HOUR
  await town.group(one, '/签退 一起巡楼')
  town.now += HOUR
  await town.group(other, '/签退 一起巡楼')
  await town.private(town.secretary, '/通过 全部')
}

describe('/搭档', () => {
  test('wish and veto are said in private, about somebody of the other kind and of the community', async ({
    expect,
  }) => {
    const [town, away] = [await PairTown.settle(TODAY), await PairTown.settle(TODAY)]
    const [one, like] = [await town.join('member'), await town.join('member')]
    const [other, far] = [await town.join('volunteer'), await away.join('volunteer')]
    const resident = onWecom('pair-res', '居民甲')
    await town.group(resident, '/登记 居民甲 居民')
    const said = async (text: string) => plain((await town.private(one, text)).text)
    const inGroup = await town.group(one, `/搭档 不要 ${other.name}`)
    expect(inGroup.text).toContain('请私聊我说，没有记')
    expect(await rows('select * from pair_wish where person_id = ?', await personOf(one))).toEqual([])
    expect(await said(`/搭档 想和 ${other.name}`)).toContain(`想和${other.name}搭档`)
    expect(await said(`/搭檔 不要${other.name}`)).toContain(`不和${other.name}搭档`)
    expect(await said('/搭档')).toContain(`您不想和${other.name}`)
    expect(await said(`/搭档 取消 ${other.name}`)).toContain('已收回')
    expect(await said(`/搭档 想和 ${like.name}`)).toContain('您一样是下沉党员')
    expect(await said(`/搭档 想和 ${far.name}`)).toContain(`没有找到「${far.name}」`)
    expect(await said('/搭档 想和 居民甲')).toContain('登记的是居民')
    expect(await said(`/搭档 想和 ${one.name}`)).toContain('不能和自己搭档')
    expect(await said('/搭档 想和 无名氏')).toContain('没有找到「无名氏」')
    expect(await said('/搭档 天气不错')).toContain('没看懂')
    expect((await town.private(resident, '/搭档')).text).toContain('下沉党员和社区志愿者')
    expect((await town.group(one, '/搭档')).text).toContain('请私聊我看')
    // What is typed below it without the command's name is understood; letters are shown with it all the same.
    expect((await town.private(like, '/找搭档')).text).toContain('登记已核实')
    await town.private(one, '/找搭档')
    expect(await said(`我想和${other.name}搭档`)).toContain(`已记想和${other.name}搭档`)
    expect((await town.private(town.secretary, '/红色搭档')).text).toContain('书记和管理员不参加配对')
  })

  test('joint service comes from the ledger only, and is shown where it counts', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const pair = await town.partners()
    const [one, other] = pair
    expect((await town.private(one, '/搭档')).text).toContain('共同服务：还没有')
    await town.group(one, '/工时 1小时 和搭档一起扫地')
    await town.group(other, '/工时 1小时 和搭档一起扫地')
    await town.private(town.secretary, '/通过 全部')
    expect((await town.private(one, '/搭档')).text).toContain('共同服务：还没有')
    town.now = at('2026-11-24 09:00')
    await serveTogether(town, pair)
    const shown = await town.private(one, '/搭档')
    expect(shown.text).toContain(`您的搭档：${other.name}（社区志愿者）`)
    expect(shown.text).toContain('共同服务：本月 1 次 1小时30分钟，一共 1 次 1小时30分钟；最近一次11月24日')
    expect((await town.private(other, '/我的')).text).toContain(
      `搭档${one.name}：11月一起服务 1 次 1小时30分钟`,
    )
    expect((await town.group(one, '/搭档')).text).toContain('本月一起服务 1 次')
    const report = await town.private(town.secretary, '/月报')
    expect(report.text).toContain('1+1红色搭档：1 对，一起服务过 1 对，还没有 0 对')
    expect((await town.group(town.secretary, '/月报')).text).toContain('1+1红色搭档：1 对')
    expect((await town.group(town.secretary, '/月报')).text.split('\n').length).toBeLessThanOrEqual(12)
    expect(
      (await town.private(one, '/我的数据 2')).text + (await town.private(one, '/我的数据')).text,
    ).toContain('搭档：问过您 1 次，结成 1 次')
  })

  test('pairs that have not met are nudged on the 25th, in private; not when one is away', {
    timeout: 20_000,
  }, async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const clock = new Clock()
    const pairs = [await town.partners(), await town.partners(), await town.partners()]
    await run('update pairing set began_at = ? where state = ?', at('2026-11-01 09:00'), 'active')
    town.now = at('2026-11-24 09:00')
    await serveTogether(town, pairs[0] as never)
    const away = pairs[1]?.[0]
    if (away) await town.private(away, '/请假 11-25 出差')
    await clock.tick('2026-11-25 09:00')
    const nudged = async (i: number) => (await pairLettersTo(pairs[i]?.[1] as never)).join()
    expect(await nudged(0)).not.toContain('还没有一起服务过')
    expect(await nudged(1)).not.toContain('还没有一起服务过')
    expect(await nudged(2)).toContain('11月还没有一起服务过')
    expect((await lettersLike('pair/nudge/')).length).toBeGreaterThanOrEqual(2)
    expect(await rows("select id from outbox where dedupe like 'pair/nudge/%' and unasked = 0")).toEqual([])
  })

  test('the goal is ours; the term goes on when both want to', { timeout: 20_000 }, async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const clock = new Clock()
    const [one, other] = await town.partners()
    expect((await town.private(one, '/搭档 目标 每月看望一次独居老人')).text).toContain('已记目标')
    expect((await pairLettersTo(other)).at(-1)).toContain('每月看望一次独居老人')
    expect((await town.private(other, '/搭档')).text).toContain('目标：每月看望一次独居老人')
    expect((await town.private(one, '/搭档 续')).text).toContain('到期前 30 天内')
    const mine = await personOf(one)
    await run("update pairing set term_to = '2026-12-04' where member_id = ?", mine)
    await clock.tick('2026-11-27 09:00')
    expect((await pairLettersTo(one)).at(-1)).toContain('2026年12月4日到期，还有 7 天')
    town.now = at('2026-11-27 10:00')
    expect((await town.private(one, '/搭档 续')).text).toContain('您想继续')
    expect((await pairLettersTo(other)).at(-1)).toContain(`${one.name}想和您继续搭档`)
    expect((await town.private(other, '/搭档 续')).text).toContain('搭档延长到2027年6月2日')
    expect((await pairLettersTo(one)).at(-1)).toContain('都想继续')
    expect(await pairingsOf(one)).toEqual(['active'])
    await run("update pairing set term_to = '2026-11-27' where member_id = ?", mine)
    await clock.tick('2026-11-28 09:00')
    expect(await pairingsOf(one)).toEqual(['ended'])
    expect((await pairLettersTo(other)).at(-1)).toContain('搭档到期了')
  })
})

describe('/解除搭档', () => {
  test('the secretary ends a pair: both are told without the reason, and go first', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.partners()
    expect((await town.private(town.secretary, `/解除搭档 ${one.name}`)).text).toContain('要写理由')
    const done = await town.group(town.secretary, `/解除搭档 ${one.name} 时间总对不上`)
    expect(done.text).toContain('已解除这一对搭档')
    expect(await pairingsOf(one)).toEqual(['ended'])
    for (const [who, partner] of [
      [one, other],
      [other, one],
    ] as const) {
      const letter = (await pairLettersTo(who)).at(-1) ?? ''
      expect(letter).toContain(`您和${partner.name}的搭档关系结束了`)
      expect(letter).not.toContain('时间总对不上')
      expect((await town.private(who, '/搭档')).text).toContain('下次配对您优先')
    }
    expect(await rows("select id from audit where action = 'pair.end'")).toHaveLength(1)
    expect((await town.private(town.secretary, `/解除搭档 ${one.name} 再来`)).text).toContain('没有找到')
    // Nobody of them with the other again while somebody else is free.
    const fresh = await town.join('volunteer')
    expect((await town.private(town.secretary, '/配对')).text).toContain(`${one.name} + ${fresh.name}`)
  })

  test('a partner ends it for themselves; only the secretary reads why', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.partners()
    expect((await town.private(one, '/解除搭档')).text).toContain('要写一句理由')
    expect((await town.private(one, '/解除搭档 太忙了')).text).toContain(`已解除和${other.name}的搭档`)
    expect((await pairLettersTo(other)).at(-1)).not.toContain('太忙了')
    expect((await pairLettersTo(town.secretary)).at(-1)).toContain('理由：太忙了')
    expect((await town.private(other, '/搭档')).text).toContain('下次配对您优先')
    expect((await town.private(one, '/搭档')).text).toContain('您现在没有搭档。书记')
    expect((await town.private(one, '/解除搭档 太忙了')).text).toContain('您现在没有搭档')
  })

  test('a slip of the name ends nobody’s pair', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.partners()
    const third = await town.join('volunteer')
    expect((await town.private(one, `/解除搭档 ${third.name} 不合适`)).text).toContain('没有解除')
    expect(await pairingsOf(one)).toEqual(['active'])
    expect((await town.private(one, `/解除搭档 ${other.name}，身体不好`)).text).toContain('已解除')
    expect((await pairLettersTo(town.secretary)).at(-1)).toContain('理由：身体不好')
  })

  test('the secretary takes a question back', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.askedPair()
    const said = await town.private(town.secretary, `/解除搭档 ${other.name} 弄错了`)
    expect(plain(said.text)).toContain(`已取消，不再问${one.name} + ${other.name}`)
    expect(await pairingsOf(one)).toEqual(['withdrawn'])
  })

  test('somebody of another community may not', async ({ expect }) => {
    const [town, away] = [await PairTown.settle(TODAY), await PairTown.settle(TODAY)]
    const [one, other] = await town.partners()
    expect((await away.private(away.secretary, `/解除搭档 ${one.name} 不合适`)).text).toContain(
      '您这里没有找到',
    )
    const third = await town.join('member')
    expect((await town.private(third, `/解除搭档 ${one.name} 不合适`)).text).toContain('您现在没有搭档')
    expect(await pairingsOf(other)).toEqual(['active'])
  })
})

test('/注销 takes every word along: goals, reasons, wishes, skills in reasons', async ({ expect }) => {
  const town = await PairTown.settle(TODAY)
  const one = await town.join('member', '/专长 古琴调律')
  const other = await town.join('volunteer', '/专长 剪纸')
  const third = await town.join('volunteer')
  await town.private(one, `/搭档 不要 ${third.name}`)
  await town.private(town.secretary, '/配对')
  await town.private(town.secretary, '/确认配对')
  await town.private(one, '/同意')
  await town.private(other, '/同意')
  await town.private(one, '/搭档 目标 每周末一起弹琴给老人听')
  await town.private(one, '/注销')
  expect((await town.private(one, '/注销 确认')).text).toContain('已注销')
  const texts = JSON.stringify(
    await Promise.all(
      ['pairing', 'pair_text', 'pair_wish', 'pair_draft', 'outbox', 'inbox'].map((table) =>
        rows(`select * from ${table}`),
      ),
    ),
  )
  for (const word of ['古琴调律', '弹琴给老人听', one.name]) expect(texts).not.toContain(word)
  expect(await pairingsOf(other)).toEqual(['ended'])
})
