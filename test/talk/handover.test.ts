import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, test } from 'vitest'
import { Store } from '../../src/store/d1.ts'
import { handoversDueQuery } from '../../src/store/handovers-due.ts'
import { rows } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { newMember } from '../support/members.ts'
import { lettersTo, personOf, plain, planShift } from '../support/roster.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
let number = 0
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(TODAY)
})
beforeEach(() => {
  talk.now = TODAY
})

/** A community of its own, so that nobody else is on its roster. */
async function place(): Promise<{ here: Talk; people: Speaker[] }> {
  number += 1
  const here = new Talk(TODAY, `h${number}`)
  await here.group(admin, `/绑定社区 交接${'一二三四五六七'[number]}社区`)
  const people: Speaker[] = []
  for (const name of ['先来', '后到', '再来']) {
    const who = onWecom(`h${number}-${name}`, `${name}${'甲乙丙丁戊己庚'[number]}`)
    await here.group(who, `/登记 ${who.name} 市财政局`)
    await here.group(admin, `/通过 ${who.name}`)
    people.push(who)
  }
  return { here, people }
}

describe('/交接', () => {
  test('goes to the next on the roster after the own stint, who takes it', async ({ expect }) => {
    const { here, people } = await place()
    const [first, next, third] = people as [Speaker, Speaker, Speaker]
    await planShift(first, '2026-11-23')
    await planShift(third, '2026-11-24', '14:00', '17:00')
    await planShift(first, '2026-11-24')
    await planShift(first, '2026-11-25')
    await planShift(next, '2026-11-30')
    const plan = await here.private(first, '/交接')
    expect(plain(plan.text)).toContain(`最后一班11月25日（周三） 09:00–12:00；接班人${next.name}，11月30日`)
    const given = await here.group(first, '/交接 钥匙在居委会，3栋王奶奶每周三送药')
    expect(plain(given.text)).toContain(`已交接给${next.name}11月30日（周一） 09:00–12:00接班`)
    expect(given.text).not.toContain('王奶奶')
    expect((await lettersTo(next)).at(-1)).toContain(
      `${first.name}（交接二社区）交接给您：钥匙在居委会，3栋王奶奶每周三送药`,
    )
    expect((await here.private(first, '/交接')).text).toContain(`交接给${next.name}，对方还没收到`)
    expect((await here.private(third, '/交接 收到')).text).toContain('没有等您收的交接')
    here.now = at('2026-11-30 09:00')
    const arrives = await here.group(next, '/报到')
    expect(arrives.text).toContain('有 1 份交接等您')
    expect(arrives.text).not.toContain('王奶奶')
    expect((await here.private(next, '/交接')).text).toContain('王奶奶每周三送药')
    expect(plain((await here.group(next, '/交接 收到')).text)).toContain(`已收到${first.name}的交接`)
    expect((await lettersTo(first)).at(-1)).toContain(`${next.name}已收到您在`)
    expect((await here.private(next, '/交接 收到')).text).toContain('没有等您收的交接')
  })

  test('what was not taken yet is replaced; at check-in in private the words are shown', async ({
    expect,
  }) => {
    const { here, people } = await place()
    const [first, next] = people as [Speaker, Speaker]
    await planShift(first, '2026-11-23')
    await planShift(next, '2026-11-24')
    await here.private(first, '/交接 钥匙在门卫')
    await here.private(first, '/交接 钥匙在居委会')
    await here.private(next, '/我的')
    await here.private(next, '/我的')
    here.now = at('2026-11-24 09:00')
    const said = (await here.private(next, '/报到')).text
    expect(said).toContain('交接给您：钥匙在居委会')
    expect(said).not.toContain('门卫')
    expect(
      await rows('select id from handover where text is not null and from_id = ?', await personOf(first)),
    ).toHaveLength(1)
  })

  test('without anybody after, the secretary is told, and whoever is planned then gets it', async ({
    expect,
  }) => {
    const who = await newMember(talk)
    await planShift(who, '2026-12-24')
    expect(plain((await talk.private(who, '/交接 资料在柜子里')).text)).toContain('后面还没有排班')
    expect((await lettersTo(secretary)).at(-1)).toContain('交接还没有接班人：资料在柜子里')
    const later = await newMember(talk)
    await planShift(later, '2026-12-25')
    expect((await talk.private(later, '/交接')).text).toContain('资料在柜子里')
    expect(plain((await talk.private(later, '/交接 收到')).text)).toContain(`已收到${who.name}的交接`)
  })

  test('without a shift there is nothing to hand over; a novel is refused', async ({ expect }) => {
    const who = await newMember(talk)
    expect((await talk.private(who, '/交接 钥匙')).text).toContain('没有找到您近期的班')
    expect((await talk.private(who, '/交接')).text).toContain('没有等着交接的')
    await planShift(who, '2026-11-26')
    expect((await talk.private(who, `/交接 ${'长'.repeat(501)}`)).text).toContain('不超过 500 个字')
  })

  test('two take it at one instant: once', async ({ expect }) => {
    const { here, people } = await place()
    const [first, next] = people as [Speaker, Speaker]
    await planShift(first, '2026-11-23')
    await planShift(next, '2026-11-24')
    await here.private(first, '/交接 钥匙在门卫')
    const said = await Promise.all([here.private(next, '/交接 收到'), here.group(next, '/交接 收到')])
    expect(said.filter(({ text }) => plain(text).includes(`已收到${first.name}`))).toHaveLength(1)
    expect(await wrong()).toEqual([])
  })

  test('is asked for seven days before the last shift, of who has a successor', async ({ expect }) => {
    const { people } = await place()
    const [first, next] = people as [Speaker, Speaker]
    await planShift(first, '2027-02-01')
    await planShift(first, '2027-02-03')
    await planShift(next, '2027-02-04')
    const day = { from: at('2027-02-03 00:00'), to: at('2027-02-04 00:00') }
    const ask = async (lastDay: typeof day) =>
      (await new Store(env.DB).batch([handoversDueQuery({ lastDay, since: TODAY, after: 0, limit: 10 })]))[0]
    expect(await ask(day)).toMatchObject([
      { person_id: await personOf(first), next_id: await personOf(next), next: next.name },
    ])
    expect(await ask({ from: at('2027-02-01 00:00'), to: at('2027-02-02 00:00') })).toEqual([])
    expect(await ask({ from: at('2027-02-04 00:00'), to: at('2027-02-05 00:00') })).toEqual([])
  })
})
