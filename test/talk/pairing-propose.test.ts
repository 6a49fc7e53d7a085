import { beforeAll, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { PairTown, pairingsOf, pairLettersTo } from '../support/pairs.ts'
import { personOf, plain } from '../support/roster.ts'
import { admin, at, onWecom, settledTalk } from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
beforeAll(async () => void (await settledTalk(TODAY)))

describe('/配对', () => {
  test('previews each pair with score and why, who is left over and why, and asks nobody', async ({
    expect,
  }) => {
    const town = await PairTown.settle(TODAY)
    const zhang = await town.join('member', '/专长 法律', '/空闲 周末')
    const li = await town.join('volunteer', '/专长 医疗', '/空闲 周末 上午')
    const wang = await town.join('member')
    const said = await town.private(town.secretary, '/配对')
    expect(plain(said.text)).toContain(`${town.community}配对建议1 对，还没有发给任何人`)
    expect(said.text).toMatch(
      new RegExp(`${zhang.name} \\+ ${li.name} \\d+分：技能互补\\(法律/医疗\\)、都有周末`),
    )
    expect(said.text).toContain(`轮空 1 位：${wang.name}（两边人数不等），下次优先`)
    expect(said.text).toContain('/确认配对')
    expect(said.text.split('\n').length).toBeLessThanOrEqual(12)
    expect(await pairLettersTo(zhang)).toEqual([])
    expect(await rows('select * from pair_left')).toEqual([])
    expect((await town.private(town.secretary, '/配对 1')).text).toContain(`${zhang.name} + ${li.name}`)
    expect((await town.private(town.secretary, '/配对 2')).text).toContain('没有第 2 页')
  })

  test('a group hears numbers only; the preview is private', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other] = [await town.join('member'), await town.join('volunteer')]
    const said = await town.group(town.secretary, '/配对')
    expect(plain(said.text)).toContain(`可以配 1 对，轮空 0 位`)
    expect(said.text).not.toContain(one.name)
    expect((await town.private(town.secretary, '/审核')).text).toContain(`${one.name} + ${other.name}`)
    expect((await town.group(town.secretary, '/配对 1')).text).not.toContain(one.name)
  })

  test('is for the secretary of the community; says why there is nobody to pair', async ({ expect }) => {
    const [town, elsewhere] = [await PairTown.settle(TODAY), await PairTown.settle(TODAY)]
    const member = await town.join('member')
    expect((await town.group(member, '/配对')).text).toContain('社区书记')
    expect((await town.group(elsewhere.secretary, '/配对')).text).toContain('由那里的书记来配')
    const none = await town.private(town.secretary, '/配对')
    expect(plain(none.text)).toContain('没有搭档的党员 1 位、志愿者 0 位')
    expect((await town.private(admin, `/配对 ${town.community}`)).text).toContain('党员 1 位')
    expect((await town.private(town.secretary, '/配对 无名社区')).text).toContain('没有「无名社区」这个社区')
    expect((await town.private(town.secretary, '/确认配对')).text).toContain('没有配对建议')
  })

  test('leave, a role of the community’s own, a veto and who wants none keep people out of it', async ({
    expect,
  }) => {
    const town = await PairTown.settle(TODAY)
    const [one, away, out] = [await town.join('member'), await town.join('member'), await town.join('member')]
    const other = await town.join('volunteer')
    await town.private(away, '/请假 今天 出差')
    await town.private(out, '/搭档 不参加')
    expect((await town.private(town.secretary, '/配对')).text).toContain(`${one.name} + ${other.name}`)
    expect((await town.private(one, `/搭档 不要 ${other.name}`)).text).toContain('已记')
    const none = await town.private(town.secretary, '/配对')
    expect(plain(none.text)).toContain('没有可以配的对')
    expect(none.text).toContain('合不上各自的意愿')
    expect(none.text).not.toContain(town.secretary.name)
  })
})

describe('/确认配对', () => {
  test('asks both in private, tells who is left over, and writes it down', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one, other, left] = [
      await town.join('member'),
      await town.join('volunteer'),
      await town.join('member'),
    ]
    await town.private(town.secretary, '/配对')
    const said = await town.group(town.secretary, '/确认配对')
    expect(plain(said.text)).toContain(`已私下问${town.community}的 1 对`)
    expect(said.text).not.toContain(one.name)
    const [letter = ''] = await pairLettersTo(one)
    expect(letter).toContain(`${town.community}想请您和${other.name}（社区志愿者）结成1+1红色搭档`)
    expect(letter).toContain('为什么：')
    expect(letter).toContain('11月26日 09:00 前答复')
    expect((await pairLettersTo(other))[0]).toContain(`您和${one.name}（下沉党员）`)
    expect((await pairLettersTo(left))[0]).toContain('暂时轮空')
    expect(await pairingsOf(one)).toEqual(['asked'])
    expect(await rows('select id from audit where action = ?', 'pair.ask')).toHaveLength(1)
    expect((await town.private(left, '/搭档')).text).toContain('下次配对您优先')
    // The mailbox shows it with what may be tapped.
    const mailbox = await town.private(one, '/私信')
    expect(mailbox.text).toContain('/同意')
    expect((await town.private(town.secretary, '/确认配对')).text).toContain('没有配对建议')
    // First next time.
    const late = await town.join('member')
    const second = await town.join('volunteer')
    expect((await town.private(town.secretary, '/配对')).text).toContain(`${left.name} + ${second.name}`)
    expect(late.name).not.toBe(left.name)
  })

  test('a preview is old after a day', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const one = await town.join('member')
    await town.join('volunteer')
    await town.private(town.secretary, '/配对')
    town.now += 25 * 3_600_000
    expect((await town.private(town.secretary, '/确认配对')).text).toContain('过了 24 小时')
    expect(await pairingsOf(one)).toEqual([])
  })

  test('who is no longer free is left out, and the answer says who', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [a, b] = [await town.join('member'), await town.join('member')]
    const [c, d] = [await town.join('volunteer'), await town.join('volunteer')]
    await town.private(a, `/搭档 想和 ${c.name}`)
    await town.private(town.secretary, '/配对')
    await town.private(d, '/搭档 不参加')
    const said = await town.private(town.secretary, '/确认配对')
    expect(plain(said.text)).toContain('的 1 对')
    expect(said.text).toContain(`${b.name} + ${d.name}`)
    expect(await pairingsOf(a)).toEqual(['asked'])
    expect(await pairingsOf(b)).toEqual([])
  })

  test('who is away by then is not asked; whose partner fell out comes first next time, and is told', async ({
    expect,
  }) => {
    const town = await PairTown.settle(TODAY)
    const [a, b] = [await town.join('member'), await town.join('member')]
    const [c, d] = [await town.join('volunteer'), await town.join('volunteer')]
    const [out, odd] = [await town.join('volunteer'), await town.join('volunteer')]
    await town.private(town.secretary, '/配对')
    await town.private(b, '/请假 今天 家里有事')
    await town.private(out, '/搭档 不参加')
    const said = await town.private(town.secretary, '/确认配对')
    expect(plain(said.text)).toContain('的 1 对')
    expect(said.text).toContain(`${b.name} + ${d.name}`)
    expect(said.text).toContain('轮空的 2 位')
    expect([await pairingsOf(a), await pairingsOf(c), await pairingsOf(b)]).toEqual([
      ['asked'],
      ['asked'],
      [],
    ])
    for (const who of [d, odd]) expect((await pairLettersTo(who)).at(-1)).toContain('您暂时轮空')
    for (const who of [b, out]) expect(await pairLettersTo(who)).toEqual([])
    // At the same instant nobody of them is told twice, nor who is asked by now.
    await town.join('member')
    await town.private(town.secretary, '/配对')
    const again = await town.private(town.secretary, '/确认配对')
    expect(again.text).toContain('轮空的 1 位')
  })

  test('who decides in two communities gets commands that name the one they look at', async ({ expect }) => {
    const [town, other] = [await PairTown.settle(TODAY), await PairTown.settle(TODAY)]
    for (const at of [town, other]) await at.group(admin, `/任命 @${town.secretary.name} 书记`)
    for (let i = 0; i < 7; i++) for (const kind of ['member', 'volunteer'] as const) await town.join(kind)
    const pair = [await other.join('member'), await other.join('volunteer')]
    const first = await town.private(town.secretary, `/配对 ${town.community}`)
    expect(first.text).toContain(`1 /确认配对 ${town.community} 2 /配对 2 ${town.community}`)
    expect((await town.private(town.secretary, '/配对 2')).text).toContain('第 2/2 页')
    await town.private(town.secretary, `/配对 ${other.community}`)
    const said = await town.private(town.secretary, `/确认配对 ${town.community}`)
    expect(plain(said.text)).toContain(`已私下问${town.community}的 7 对`)
    for (const who of pair) expect(await pairingsOf(who)).toEqual([])
  })

  test('a letter with a preview is gone once it is confirmed', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    await town.askedPair()
    for (const kind of ['member', 'volunteer'] as const) await town.join(kind)
    await town.group(town.secretary, '/配对')
    const said = await town.private(town.secretary, '/确认配对')
    expect(plain(said.text)).toContain('的 1 对')
    expect(said.text).not.toContain('还没有发给任何人')
    expect((await town.private(town.secretary, '/月报')).text).not.toContain('还没有发给任何人')
  })

  test('two secretaries at once ask everybody once', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const second = onWecom('second-s', '二书记')
    await town.group(second, `/登记 二书记 ${town.community}`)
    await town.group(admin, '/任命 @二书记 书记')
    const pairs = [
      await town.join('member'),
      await town.join('member'),
      await town.join('volunteer'),
      await town.join('volunteer'),
    ]
    await town.private(town.secretary, '/配对')
    await town.private(second, '/配对')
    const said = await Promise.all([
      town.private(town.secretary, '/确认配对'),
      town.private(second, '/确认配对'),
      town.private(second, '/确认配对'),
    ])
    expect(said.filter(({ text }) => plain(text).includes('的 2 对'))).toHaveLength(1)
    for (const who of pairs) {
      expect(await pairingsOf(who)).toEqual(['asked'])
      expect(await pairLettersTo(who)).toHaveLength(1)
    }
    expect(await wrong()).toEqual([])
  })

  test('the same question again is answered the same, and asks nobody twice', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const [one] = [await town.join('member'), await town.join('volunteer')]
    await town.private(town.secretary, '/配对')
    const first = await town.private(town.secretary, '/确认配对', 'again-1')
    expect((await town.private(town.secretary, '/确认配对', 'again-1')).text).toBe(first.text)
    expect(await pairLettersTo(one)).toHaveLength(1)
  })

  test('a large pool is weighed by a job', async ({ expect }) => {
    const town = await PairTown.settle(TODAY)
    const first = await town.join('member')
    await town.join('volunteer')
    await run(
      `insert into person (name, key, kind, state, unit_id, community_id, created_at)
        select '众' || value, '众' || value, 'member', 'verified', unit_id, community_id, 0
        from person, json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40]')
        where person.id = ?`,
      await personOf(first),
    )
    const said = await town.private(town.secretary, '/配对')
    expect(plain(said.text)).toContain('党员 41 位、志愿者 1 位，人多，正在配')
    expect((await town.private(town.secretary, '/确认配对')).text).toContain('正在配，还没有好')
    expect(await rows("select id from job_run where job = 'pairing'")).toHaveLength(1)
  })
})
