import { beforeAll, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { wrong } from '../store/town.ts'
import { lettersTo } from '../support/letters.ts'
import { entryIn, newMember } from '../support/members.ts'
import { personOf } from '../support/roster.ts'
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
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
  // The unit is known.
  await newMember(talk)
})

/** A row of the roll, which the first who types the name takes and its owner finds taken. */
async function taken(name: string): Promise<{ impostor: Speaker; owner: Speaker; number: string }> {
  await run(
    "insert into roll (key, unit_id, community_id) select ?, id, 1 from unit where key = '市财政局'",
    name,
  )
  const impostor = onWecom(`false-${name}`)
  const owner = onDingtalk(`true-${name}`)
  await talk.group(impostor, `/登记 ${name} 市财政局`)
  return { impostor, owner, number: `P${await personOf(impostor)}` }
}
const stateOf = async (who: Speaker) =>
  (await rows<{ state: string }>('select state from person where id = ?', await personOf(who)))[0]?.state
const rollOf = async (name: string) =>
  (await rows<{ person_id: number | null }>('select person_id from roll where key = ?', name))[0]?.person_id
const acts = async (number: string) =>
  (
    await rows<{ action: string }>(
      'select action from audit where subject = ? order by id',
      `person:${number.slice(1)}`,
    )
  ).map(({ action }) => action)

describe('somebody verified under the name of another', () => {
  test('is taken back by name; the owner is passed, takes the row of the roll, and keeps it', async ({
    expect,
  }) => {
    const { impostor, owner, number } = await taken('何真')
    expect(await stateOf(impostor)).toBe('verified')
    const entry = entryIn((await talk.group(impostor, '/工时 1小时 扫地')).text)
    await talk.group(secretary, `/通过 ${entry}`)
    expect((await talk.group(secretary, '/驳回 何真')).text).toContain('收回核实要写理由')
    const said = await talk.group(secretary, '/驳回 何真 不是本人')
    expect(said.text).toContain(`已收回何真（${number}）的核实`)
    expect(said.text).not.toContain('不是本人')
    expect([await stateOf(impostor), await rollOf('何真')]).toEqual(['pending', null])
    expect((await talk.private(impostor, '/我的')).text).toContain('核实已收回：不是本人')

    // What the other one types again, and everything at once, verifies nobody.
    await talk.group(impostor, '/登记 何真 市财政局 3网格')
    await talk.group(impostor, '/登记 何针 市财政局')
    await talk.group(impostor, '/登记 何真 市财政局')
    expect(await stateOf(impostor)).toBe('pending')
    expect((await talk.private(secretary, '/通过 全部')).text).toMatch(new RegExp(`/通过 [@＠]${number}`))
    expect(await stateOf(impostor)).toBe('pending')

    expect((await talk.group(owner, '/登记 何真 市财政局')).text).toContain('已核实')
    expect(await rollOf('何真')).toBe(await personOf(owner))
    expect((await talk.group(secretary, `/驳回 @${number} 不是本人`)).text).toContain('已退回何真的登记')
    expect((await talk.group(secretary, '/通过 何真')).text).toContain('何真已经核实')
    expect(await stateOf(impostor)).toBe('rejected')
    expect(await acts(number)).toEqual(['person.unverify', 'person.reject'])
    // What was done was done by a person, and is corrected by a line of its own.
    expect((await talk.private(secretary, `/怎么算 T${entry}`)).text).toContain('1小时')
    expect(await wrong()).toEqual([])
  })

  test('beside the owner who waits: asks which, then the name means the owner', async ({ expect }) => {
    const { impostor, owner, number } = await taken('何等')
    expect((await talk.group(owner, '/登记 何等 市财政局')).text).toContain('待核实')
    const asked = (await talk.private(secretary, '/驳回 何等 不是本人')).text
    expect(asked).toContain(
      `待核实：P${await personOf(owner)} 何等，市财政局；已核实：${number} 何等，市财政局`,
    )
    expect(asked).toMatch(new RegExp(`/驳回 [@＠]${number}`))
    expect([await stateOf(impostor), await stateOf(owner)]).toEqual(['verified', 'pending'])
    expect((await talk.private(secretary, `/驳回 @${number} 不是本人`)).text).toContain('已收回')
    expect((await talk.group(secretary, '/通过 何等')).text).toContain('已核实 1 人：何等')
    expect([await stateOf(impostor), await stateOf(owner)]).toEqual(['pending', 'verified'])
    expect(await rollOf('何等')).toBe(await personOf(owner))
    expect(await wrong()).toEqual([])
  })

  test('the free row goes to the owner who was verified meanwhile; by mistake is put right', async ({
    expect,
  }) => {
    const { impostor, owner, number } = await taken('何先')
    await talk.group(owner, '/登记 何先 市财政局')
    await talk.group(secretary, '/通过 何先')
    expect((await talk.group(secretary, '/驳回 何先 不是本人')).text).toContain('已核实的「何先」有 2 位')
    await talk.group(secretary, `/驳回 @${number} 不是本人`)
    expect(await rollOf('何先')).toBe(await personOf(owner))
    expect((await talk.group(secretary, `/通过 @${number}`)).text).toContain('已核实 1 人')
    expect(await stateOf(impostor)).toBe('verified')
    expect(await wrong()).toEqual([])
  })

  test('exactly once in a crowd, with one letter and one act', async ({ expect }) => {
    const { impostor, number } = await taken('何众')
    const said = await Promise.all(
      [secretary, admin, secretary, admin].map((who) => talk.group(who, '/驳回 何众 不是本人')),
    )
    expect(said.filter(({ text }) => text.includes('已收回'))).toHaveLength(1)
    expect(await acts(number)).toEqual(['person.unverify'])
    const letters = await lettersTo(await personOf(impostor))
    expect(letters.filter((text) => text.includes('核实已收回'))).toHaveLength(1)
    expect(await stateOf(impostor)).toBe('pending')
  })

  test('never of oneself, of somebody with a role, by others or elsewhere', async ({ expect }) => {
    const { impostor, number } = await taken('何职')
    expect((await talk.group(await newMember(talk), '/驳回 何职 不是本人')).text).toContain('由社区书记')
    const west = new Talk(talk.now, 'west')
    await west.group(admin, '/绑定社区 西园社区')
    await west.group(onWecom('xi'), '/登记 奚书记 西园社区')
    await west.group(admin, '/任命 @奚书记 书记')
    expect((await west.private(onWecom('xi'), `/驳回 @${number} 不是本人`)).text).toContain('没有找到')
    const own = await personOf(secretary)
    expect((await talk.private(secretary, `/驳回 @P${own} 不是本人`)).text).toContain('是您自己')
    await talk.group(admin, '/任命 @何职 书记')
    expect((await talk.private(secretary, '/驳回 何职 不是本人')).text).toMatch(
      new RegExp(`/免去 [@＠]${number}`),
    )
    expect((await talk.private(admin, `/免去 @${number}`)).text).toContain('书记')
    expect(await stateOf(impostor)).toBe('verified')
    await talk.group(admin, '/免去 @何职 书记')
    expect((await talk.private(secretary, '/驳回 何职 不是本人')).text).toContain('已收回何职')
  })
})
