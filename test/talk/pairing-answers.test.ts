import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { Clock } from '../support/clock.ts'
import { PairTown, pairingsOf, pairLettersTo } from '../support/pairs.ts'
import { personOf, plain, planShift } from '../support/roster.ts'
import { admin, at, onWecom, settledTalk } from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
const HOUR = 3_600_000
beforeAll(async () => void (await settledTalk(TODAY)))

describe('/同意', () => {
  test('with both yes they are partners, and hear how to meet; the secretary is told', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.askedPair()
    expect((await town.private(one, '/搭档')).text).toContain(`想请您和${other.name}`)
    const first = await town.private(one, '/同意')
    expect(first.text).toContain('还在等对方')
    expect((await town.private(one, '/同意')).text).toContain('您已经同意了')
    expect(await pairingsOf(one)).toEqual(['asked'])
    expect((await pairLettersTo(other)).join()).not.toContain('同意了')
    const second = await town.private(other, '/同意')
    expect(plain(second.text)).toContain(`您和${one.name}（下沉党员）结成1+1红色搭档了`)
    expect(second.text).toContain('目标：每月一起服务一次')
    expect(second.text).not.toMatch(/\d{11}/)
    expect(await pairingsOf(one)).toEqual(['active'])
    expect((await pairLettersTo(one)).at(-1)).toContain(`${other.name}（社区志愿者）也同意了`)
    expect((await pairLettersTo(town.secretary)).at(-1)).toContain(`${one.name} + ${other.name} 双方同意`)
    expect((await town.private(one, '/同意')).text).toContain('没有搭档的事等您答复')
    expect((await town.group(one, '/搭档')).text).toContain(`您的搭档是${other.name}`)
  })

  test('in a group nobody hears about whom', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.askedPair()
    for (const who of [one, other]) {
      const said = await town.group(who, '/同意')
      expect(said.text).toContain('已记下')
      expect(said.text).not.toContain(other.name)
      expect(said.text).not.toContain(one.name)
    }
    expect(await pairingsOf(one)).toEqual(['active'])
    expect((await pairLettersTo(other)).at(-1)).toContain(`您和${one.name}`)
  })

  test('a group hears neither a refusal nor that a question waits beside a swap', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.askedPair()
    const third = await town.join('member')
    await planShift(third, '2026-11-25')
    await town.private(third, `/换班 11-25 ${one.name}`)
    const which = await town.group(one, '/同意')
    expect(which.text).toContain('请私聊我发：/同意')
    expect(which.text).not.toContain('搭档')
    await town.private(other, '/婉拒 太远')
    for (const words of ['/同意', '/婉拒']) {
      const said = await town.group(other, words)
      expect(said.text).toContain('私聊')
      expect(said.text).not.toContain('婉拒')
    }
  })

  test('the question is not read out again below its answer', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.askedPair()
    expect((await town.private(one, '/同意')).text).not.toContain('/婉拒')
    const shown = (await town.private(other, '/搭档')).text
    expect(shown.split('想请您和')).toHaveLength(2)
    expect((await town.private(other, '/婉拒')).text).not.toContain('/同意')
  })

  test('both at one instant are partners once', { timeout: 20_000 }, async ({ expect }) => {
    for (let i = 0; i < 2; i++) {
      const town = await PairTown.settle(TODAY)
      const [one, other] = await town.askedPair()
      const said = await Promise.all([one, other, one].map((who) => town.private(who, '/同意')))
      expect(said.filter(({ text }) => text.includes('结成1+1红色搭档了'))).toHaveLength(1)
      expect(await pairingsOf(one)).toEqual(['active'])
      expect((await pairLettersTo(town.secretary)).filter((text) => text.includes('双方同意'))).toHaveLength(
        1,
      )
      expect(await wrong()).toEqual([])
    }
  })

  test('a swap waits too: which is meant; a swap alone is answered by its own command', async ({
    expect,
  }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.askedPair()
    const third = await town.join('member')
    const shift = await planShift(third, '2026-11-25')
    await town.private(third, `/换班 11-25 ${one.name}`)
    const which = await town.private(one, '/同意')
    expect(which.text).toContain('请选是哪一件')
    expect(which.text).toMatch(new RegExp(`1 /同意 搭档[\\s\\S]*2 /换班 同意 S${shift}`))
    expect((await town.private(one, '1')).text).toContain('还在等对方')
    expect(which.text).toContain(`想请您和${other.name}`)
    const only = await town.private(one, '不同意 那天有课')
    expect(only.text).toContain(`/换班 不同意 S${shift} 那天有课`)
    expect(await pairingsOf(other)).toEqual(['asked'])
  })

  test('there is nothing to answer, or it is too late', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const stranger = onWecom('nobody-here')
    expect((await town.group(stranger, '/同意')).text).toContain('/登记')
    const lone = await town.join('member')
    expect((await town.private(lone, '/同意')).text).toContain('没有搭档的事等您答复')
    expect((await town.private(lone, '/婉拒')).text).toContain('没有搭档的事等您答复')
    await town.join('volunteer')
    await town.private(town.secretary, '/配对')
    await town.private(town.secretary, '/确认配对')
    town.now += 73 * HOUR
    expect((await town.private(lone, '/同意')).text).toContain('过了答复的时间')
  })
})

describe('/婉拒', () => {
  test('asks the refused about the next best at once; the reason is the secretary’s', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = await town.askedPair()
    const next = await town.join('volunteer')
    await town.private(one, '/同意')
    const no = await town.private(other, '/婉拒 最近要照顾孩子')
    expect(no.text).toContain('没关系')
    expect(await pairingsOf(other)).toEqual(['declined'])
    expect(await pairingsOf(one)).toEqual(['declined', 'asked'])
    expect(await pairingsOf(next)).toEqual(['asked'])
    const letter = (await pairLettersTo(one)).at(-1) ?? ''
    expect(letter).toContain(`这次换一位：${town.community}想请您和${next.name}`)
    expect((await pairLettersTo(next)).at(-1)).toContain(`想请您和${one.name}`)
    for (const who of [one, next]) expect((await pairLettersTo(who)).join()).not.toContain('照顾孩子')
    const told = (await pairLettersTo(town.secretary)).at(-1) ?? ''
    expect(told).toContain(`${other.name}婉拒了和${one.name}结成搭档`)
    expect(told).toContain('理由：最近要照顾孩子')
    expect(told).toContain(`已接着问 ${one.name} + ${next.name}`)
    expect((await town.private(other, '/婉拒')).text).toContain('已经婉拒过了')
    // Nobody twice about the same pair in a round.
    await town.private(next, '/婉拒')
    expect(await pairingsOf(other)).toEqual(['declined'])
    expect((await pairLettersTo(one)).at(-1)).toContain('暂时没有别的人选')
    expect((await pairLettersTo(town.secretary)).at(-1)).toContain(`${one.name}下次配对优先`)
    expect((await town.private(one, '/搭档')).text).toContain('下次配对您优先')
    // Nor in the next, unless they wish so.
    const none = await town.private(town.secretary, '/配对')
    expect(plain(none.text)).toContain('没有可以配的对')
    await town.private(other, `/搭档 想和 ${one.name}`)
    town.now += 60_000
    await town.private(other, `/搭档 想和 ${one.name}`)
    expect((await town.private(town.secretary, '/配对')).text).toContain(`${one.name} + ${other.name}`)
  })

  test('by both at one instant: one refusal, nobody is asked about the other again', {
    timeout: 20_000,
  }, async ({ expect }) => {
    for (let i = 0; i < 2; i++) {
      const town = await PairTown.settle(TODAY)
      const [one, other] = await town.askedPair()
      const said = await Promise.all([town.private(one, '/婉拒'), town.private(other, '/婉拒')])
      expect(said.filter(({ text }) => text.includes('没关系'))).toHaveLength(1)
      expect(said.filter(({ text }) => text.includes('这次没有办成'))).toHaveLength(1)
      expect(await pairingsOf(one)).toEqual(['declined'])
      expect(await wrong()).toEqual([])
    }
  })

  test('two refused at one instant are not given the same next', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const clock = new Clock()
    const members = [await town.join('member'), await town.join('member')]
    const volunteers = [await town.join('volunteer'), await town.join('volunteer')]
    await town.private(town.secretary, '/配对')
    await town.private(town.secretary, '/确认配对')
    const spare = await town.join('volunteer')
    await Promise.all(volunteers.map((who) => town.private(who, '/婉拒')))
    expect(await pairingsOf(spare)).toEqual(['asked'])
    const after = (await Promise.all(members.map(pairingsOf))).map((states) => states.join(' ')).sort()
    expect(after).toEqual(['declined', 'declined asked'])
    await clock.tick(TODAY + 60_000)
    const told = (await Promise.all(members.map(pairLettersTo))).filter((letters) =>
      letters.at(-1)?.includes('暂时没有别的人选'),
    )
    expect(told).toHaveLength(1)
    expect(await wrong()).toEqual([])
  })
})

describe('what the clock does', () => {
  test('reminds once after a day, lapses after three, asks who said yes about somebody else', {
    timeout: 20_000,
  }, async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const clock = new Clock()
    const [one, silent] = await town.askedPair()
    const next = await town.join('volunteer')
    await town.private(one, '/同意')
    await clock.tick(TODAY + 23 * HOUR)
    expect(await pairLettersTo(silent)).toHaveLength(1)
    await clock.tick(TODAY + 24 * HOUR)
    await clock.tick(TODAY + 25 * HOUR)
    expect((await pairLettersTo(silent)).slice(1)).toEqual([expect.stringContaining('还在等您答复')])
    expect(await pairLettersTo(one)).toHaveLength(1)
    await clock.tick(TODAY + 72 * HOUR)
    expect(await pairingsOf(silent)).toEqual(['lapsed'])
    expect((await pairLettersTo(silent)).at(-1)).toContain('没有等到您的答复，这次先算了，没关系')
    expect((await pairLettersTo(one)).join()).toContain('对方没有答复')
    await clock.tick(TODAY + 72 * HOUR + 60_000)
    expect(await pairingsOf(next)).toEqual(['asked'])
    expect(await pairingsOf(one)).toEqual(['lapsed', 'asked'])
    expect((await pairLettersTo(town.secretary)).join()).toContain(`已接着问 ${one.name} + ${next.name}`)
    // Silence is nobody's priority.
    const priority = await rows('select * from pair_left where person_id = ?', await personOf(silent))
    expect(priority).toEqual([])
  })

  test('who leaves leaves nobody waiting: the other is told, and asked about somebody else', async ({
    expect,
  }) => {
    const town = await PairTown.settle(TODAY)
    const clock = new Clock()
    const [one, other] = await town.partners()
    const spare = await town.join('member')
    await town.private(one, '/注销')
    await town.private(one, '/注销 确认')
    expect(await pairingsOf(other)).toEqual(['ended'])
    expect((await pairLettersTo(other)).at(-1)).toContain('您的搭档离开了本社区或不再参加')
    expect((await pairLettersTo(other)).at(-1)).not.toContain(one.name)
    await clock.tick(TODAY + 60_000)
    expect(await pairingsOf(spare)).toEqual(['asked'])
    expect((await pairLettersTo(spare)).at(-1)).toContain(`想请您和${other.name}`)
    await town.private(spare, '/注销')
    await town.private(spare, '/注销 确认')
    await clock.tick(TODAY + 2 * 60_000)
    expect((await pairLettersTo(other)).at(-1)).toContain('暂时没有别的人选')
    expect((await pairLettersTo(town.secretary)).at(-1)).toContain(`${other.name}下次配对优先`)
  })

  test('a move to another community takes the question back', async ({ expect }) => {
    const [town, away] = [await PairTown.settle(TODAY), await PairTown.settle(TODAY)]
    const [one, other] = await town.askedPair()
    await town.private(one, `/转社区 ${away.community}`)
    await town.private(town.secretary, `/通过 ${one.name}`)
    await away.private(away.secretary, `/通过 ${one.name}`)
    expect(await pairingsOf(one)).toEqual(['withdrawn'])
    expect((await pairLettersTo(other)).join()).toContain('之前问您的那一对没有成')
    expect((await town.private(other, '/同意')).text).toContain('不用答复了')
    expect(admin.name).toBe('管理员')
  })
})
