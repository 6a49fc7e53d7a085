import { beforeAll, beforeEach, describe, test } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { newMember } from '../support/members.ts'
import { lettersTo, personOf } from '../support/roster.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

const TODAY = at('2026-11-23 09:00')
let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(TODAY)
})
beforeEach(() => {
  talk.now = TODAY
})

let households = 100
/** A household code of its own for each test. */
const newCode = () => `H${++households}`

const pairsOf = async (who: Speaker) =>
  (
    await rows<{ what: string }>(
      "select code || ' ' || state || ' ' || subjects as what from support_pair where member_id = ? order by id",
      await personOf(who),
    )
  ).map(({ what }) => what)

describe('/结对 by the secretary', () => {
  test('asks first whether the household agreed; the yes is written down, and the member told', async ({
    expect,
  }) => {
    const [who, code] = [await newMember(talk), newCode()]
    const asked = await talk.private(secretary, `/结对 ${who.name} ${code} 教育 每月2次`)
    expect(asked.text).toContain(`${who.name}结对 ${code}，住户同意了吗？`)
    expect(asked.text).toContain('1 同意了')
    expect(asked.text).toContain('2 还没问')
    expect(await pairsOf(who)).toEqual([])
    const yes = await talk.private(secretary, '1')
    expect(yes.text).toContain(`${who.name} 和 ${code}（教育），住户同意已记在您名下`)
    expect(yes.text).toContain('每月走访 2 次')
    expect(await pairsOf(who)).toEqual([`${code} active education`])
    const letter = (await lettersTo(who)).at(-1)
    expect(letter).toContain(`社区书记请您和 ${code} 结对（教育），住户已同意`)
    expect(letter).toContain(`/走访 ${code}`)
    const [consent] = await rows<{ consent_by: number; visits: number }>(
      'select consent_by, visits from support_pair where code = ?',
      code,
    )
    expect(consent).toEqual({ consent_by: await personOf(secretary), visits: 2 })
    const [act] = await rows<{ action: string }>("select action from audit where action = 'support.pair'")
    expect(act?.action).toBe('support.pair')
    expect((await talk.private(secretary, `/结对 ${who.name} ${code} 住户同意`)).text).toContain('已经结对了')
  })

  test('not asked yet: nothing is written, and how to go on', async ({ expect }) => {
    const [who, code] = [await newMember(talk), newCode()]
    await talk.private(secretary, `/结对 ${who.name} ${code}`)
    const no = await talk.private(secretary, '2')
    expect(no.text).toContain('还没有结对')
    expect(no.text).toContain(`/结对 ${who.name} ${code} 住户同意`)
    expect(await pairsOf(who)).toEqual([])
  })

  test('in traditional characters, in the group, and with one message', async ({ expect }) => {
    const [who, code] = [await newMember(talk), newCode()]
    const done = await talk.group(secretary, `/結對 @${who.name} ${code} 衛生 住戶同意`)
    expect(done.text).toContain(`已结对：${who.name} 和 ${code}`)
    expect(done.text).not.toContain('卫生')
    expect(await pairsOf(who)).toEqual([`${code} active health`])
  })

  test.for([
    ['5栋301', '住址'],
    ['东湖路18号', '住址'],
    ['13812345678', '电话号码'],
    ['李奶奶', '姓名'],
    ['440301195001011234', '证件号码'],
  ])('%s is no household code, and is kept nowhere', async ([typed, what], { expect }) => {
    const who = await newMember(talk)
    const no = await talk.private(secretary, `/结对 ${who.name} ${typed}`)
    expect(no.text).toContain(what)
    expect(no.text).toContain('没有保存')
    expect(no.text).toContain('例如：/结对 张三 H12 教育')
    expect(no.text).not.toContain(typed)
    expect(
      await rows(
        "select id from inbox where instr(outcome, ?) or instr(coalesce(choices, ''), ?)",
        typed,
        typed,
      ),
    ).toEqual([])
  })

  test('one household has one member; somebody of elsewhere, a volunteer and an unverified person are refused', async ({
    expect,
  }) => {
    const [who, other, code] = [await newMember(talk), await newMember(talk), newCode()]
    await talk.private(secretary, `/结对 ${who.name} ${code} 住户同意`)
    expect((await talk.private(secretary, `/结对 ${other.name} ${code} 住户同意`)).text).toContain(
      `已经和${who.name}结对`,
    )
    // However it is written.
    expect((await talk.group(secretary, `/结对 ${other.name} 户${code.slice(1)} 住户同意`)).text).toContain(
      '已有党员结对',
    )
    const volunteer = onWecom('sv1', '赵志愿')
    await talk.group(volunteer, '/登记 赵志愿 志愿者')
    await talk.group(secretary, '/通过 赵志愿')
    expect((await talk.private(secretary, `/结对 赵志愿 ${newCode()}`)).text).toContain('不是下沉党员')
    const fresh = onWecom('sv2', '新党员')
    await talk.group(fresh, '/登记 新党员 市财政局')
    expect((await talk.private(secretary, `/结对 新党员 ${newCode()}`)).text).toContain('还没有核实')
    expect((await talk.private(who, `/结对 ${other.name} ${newCode()}`)).text).toContain('由社区书记来办')
  })

  test('two secretaries at one instant: one pair', async ({ expect }) => {
    const [who, other, code] = [await newMember(talk), await newMember(talk), newCode()]
    const answers = await Promise.all([
      talk.private(secretary, `/结对 ${who.name} ${code} 住户同意`),
      talk.group(admin, `/结对 ${other.name} ${code} 住户同意`),
    ])
    const texts = answers.map(({ text }) => text)
    expect(texts.filter((text) => text.includes('已结对'))).toHaveLength(1)
    expect(texts.filter((text) => /刚刚有变动|结对或正在等同意/.test(text))).toHaveLength(1)
    expect([...(await pairsOf(who)), ...(await pairsOf(other))]).toHaveLength(1)
  })
})

describe('/结对 by a member', () => {
  test('asks the secretary, who answers with a button that says the household agreed', async ({ expect }) => {
    const [who, code] = [await newMember(talk), newCode()]
    const asked = await talk.private(who, `/结对 ${code} 就业`)
    expect(asked.text).toContain(`已私下请社区书记同意您和 ${code} 结对`)
    expect(await pairsOf(who)).toEqual([`${code} asked work`])
    expect((await talk.private(who, `/结对 ${code}`)).text).toContain('不用再发')
    expect((await talk.private(who, `/走访 ${code}`)).text).toContain('还在等社区书记同意')
    const letter = (await lettersTo(secretary)).at(-1)
    expect(letter).toContain(`${who.name}想和 ${code} 结对（就业）`)
    expect(letter).toContain('请先问住户同不同意')
    const question = await talk.private(secretary, `/结对 同意 ${code}`)
    expect(question.text).toContain('住户同意了吗？')
    const yes = await talk.private(secretary, '1')
    expect(yes.text).toContain('已结对')
    expect(await pairsOf(who)).toEqual([`${code} active work`])
    expect((await lettersTo(who)).at(-1)).toContain(`社区书记同意您和 ${code} 结对`)
    expect((await talk.private(secretary, `/结对 同意 ${code}`)).text).toContain('不用再同意')
  })

  test('a no, a withdrawal, and the end with a reason', async ({ expect }) => {
    const [who, code, second] = [await newMember(talk), newCode(), newCode()]
    await talk.private(who, `/结对 ${code}`)
    await talk.private(secretary, `/结对 不同意 ${code} 已有志愿者照看`)
    expect((await lettersTo(who)).at(-1)).toContain('理由：已有志愿者照看')
    await talk.private(who, `/结对 ${second}`)
    expect((await talk.private(who, `/结对 结束 ${second}`)).text).toContain('已撤回')
    expect(await pairsOf(who)).toEqual([`${code} ended `, `${second} ended `])

    const third = newCode()
    await talk.private(secretary, `/结对 ${who.name} ${third} 住户同意`)
    const ended = await talk.private(who, `/结对 结束 ${third} 要外派半年`)
    expect(ended.text).toContain('不再结对')
    expect((await lettersTo(secretary)).at(-1)).toContain('理由：要外派半年')
    await talk.private(secretary, `/结对 ${who.name} ${third} 住户同意`)
    await talk.private(secretary, `/结对 结束 ${third} 住户搬走了`)
    expect((await lettersTo(who)).at(-1)).toContain('社区书记结束了您')
    expect((await talk.private(who, `/结对 结束 ${third}`)).text).toContain('没有您能办的')
    const stranger = await newMember(talk)
    const fourth = newCode()
    await talk.private(secretary, `/结对 ${who.name} ${fourth} 住户同意`)
    expect((await talk.private(stranger, `/结对 结束 ${fourth}`)).text).toContain('没有您能办的')
  })
})

describe('lists', () => {
  test('a member sees their own, the secretary the community, a liaison the unit by subject, the group counts only', async ({
    expect,
  }) => {
    const who = await newMember(talk, 'wecom', '市水务局')
    const liaison = await newMember(talk, 'wecom', '市水务局')
    await talk.group(admin, `/任命 @${liaison.name} 联络员`)
    const [first, second] = [newCode(), newCode()]
    await talk.private(secretary, `/结对 ${who.name} ${first} 教育 卫生 住户同意`)
    await talk.private(secretary, `/结对 ${who.name} ${second} 思想 住户同意`)
    const mine = await talk.private(who, '/结对')
    expect(mine.text).toContain(`${first}（教育、卫生）本月走访 0/1 次，还没有走访过`)
    expect(mine.text).toContain(`${second}（思想）`)
    const unit = await talk.private(liaison, '/结对')
    expect(unit.text).toContain('市水务局 1+1结对服务：结对 2 户')
    const subject = await talk.private(liaison, '/结对 教育')
    expect(subject.text).toContain('教育结对 1 户')
    expect(subject.text).toContain(`${who.name} ${first}（教育、卫生）`)
    expect(subject.text).not.toContain(second)
    expect((await talk.private(secretary, '/结对 名单')).text).toContain('全部需求结对')
    const group = await talk.group(who, '/结对')
    expect(group.text).toContain('东湖社区 1+1结对服务：结对')
    expect(group.text).not.toContain(first)
    expect((await talk.private(onWecom('nobody-s'), '/结对')).text).toContain('还没有登记')
  })
})

test('who leaves for good has no household any more, and what they typed goes', async ({ expect }) => {
  const [who, code] = [await newMember(talk), newCode()]
  await talk.private(secretary, `/结对 ${who.name} ${code} 住户同意`)
  await talk.private(who, `/走访 ${code} 缺降压药两盒`)
  const person = await personOf(who)
  expect(
    (await talk.private(who, '/我的数据')).text + (await talk.private(who, '/我的数据 2')).text,
  ).toContain(`结对：${code}`)
  await talk.private(who, '/注销')
  await talk.private(who, '/注销 确认')
  expect(await rows('select state, end_reason from support_pair where member_id = ?', person)).toEqual([
    { state: 'ended', end_reason: 'left' },
  ])
  expect(await rows("select * from support_text where text like '%降压药两盒%'")).toEqual([])
  expect(await rows("select id from inbox where instr(outcome, '降压药两盒')")).toEqual([])
  // Somebody else takes it over.
  const next = await newMember(talk)
  expect((await talk.private(secretary, `/结对 ${next.name} ${code} 住户同意`)).text).toContain('已结对')
})

test('who moves to another community has no household there any more, and it can be given to somebody else', async ({
  expect,
}) => {
  const [who, next, code] = [await newMember(talk), await newMember(talk), newCode()]
  await talk.private(secretary, `/结对 ${who.name} ${code} 住户同意`)
  await run("insert into community (name, key) values ('西湖社区', '西湖社区')")
  await run(
    "update person set community_id = (select id from community where key = '西湖社区') where id = ?",
    await personOf(who),
  )
  expect(await pairsOf(who)).toEqual([`${code} ended `])
  expect((await talk.private(secretary, `/结对 ${next.name} ${code} 住户同意`)).text).toContain('已结对')
})

test('nobody gives the yes to their own', async ({ expect }) => {
  const [who, code] = [await newMember(talk), newCode()]
  await talk.group(admin, `/任命 @${who.name} 书记`)
  expect((await talk.private(who, `/结对 ${who.name} ${code} 住户同意`)).text).toContain(
    '已私下请社区书记同意',
  )
  expect((await talk.private(who, `/结对 同意 ${code} 住户同意`)).text).toContain('请另一位书记')
  expect(await pairsOf(who)).toEqual([`${code} asked `])
})
