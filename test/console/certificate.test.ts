import { beforeAll, describe, test } from 'vitest'
import { pages } from '../../src/console/pages.ts'
import { codeOf, readCode } from '../../src/domain/console/certificate.ts'
import { rows } from '../schema/lines.ts'
import { Browser, ORIGIN, textOf } from '../support/console.ts'
import {
  corners,
  cornerTown,
  eastFinance,
  liaison,
  westFinance,
  westJustice,
  westSecretary,
} from '../support/corners.ts'
import { entryIn, newMember } from '../support/members.ts'
import { personOf } from '../support/roster.ts'
import { csv } from '../support/sheets.ts'
import { admin, type Speaker, secretary, send, type Talk } from '../support/talk.ts'

let talk: Talk
beforeAll(async () => {
  talk = (await cornerTown()).talk
})

/** What anybody sees who has a code. */
const verify = async (code: string, language = 'zh-CN') => {
  const headers = { 'accept-language': language }
  const response = await send(new Request(`${ORIGIN}/verify/${code}`, { headers }))
  return { status: response.status, headers: response.headers, text: textOf(await response.text()) }
}

const fieldsOf = (page: string, action: string) => {
  const [, form = ''] = page.split(`action="${action}">`)
  const fields = [...(form.split('</form>')[0] ?? '').matchAll(/name="(\w+)" value="([^"]*)"/g)]
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]))
}

/** Issues somebody's certificate of 2026; gives the page that comes next, and the code. */
async function issued(browser: Browser, person: number): Promise<{ page: string; code: string }> {
  const before = await browser.page(`/console/certificate/${person}?year=2026`)
  const response = await browser.post('/console/certificate', fieldsOf(before, '/console/certificate'))
  if (response.status !== 303) throw new Error(`not issued: ${response.status}`)
  const page = await browser.page(response.headers.get('location') ?? '')
  return { page, code: /验证码：([0-9A-Z-]{19})/.exec(textOf(page))?.[1] ?? '' }
}

/** A member with two approved hours; gives their line, too. */
async function served(): Promise<[Speaker, number]> {
  const member = await newMember(talk)
  const entry = entryIn((await talk.private(member, '/工时 2小时 修水管 11-19')).text)
  await talk.private(secretary, `/通过 ${entry}`)
  return [member, entry]
}

describe('the code', () => {
  test('is read as it stands on paper, with what is easily misread', ({ expect }) => {
    const code = codeOf(Uint8Array.from([0, 68, 50, 20, 199, 66, 84, 182, 53, 207]))
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(readCode(code.toLowerCase().replace(/(.{4})/g, '$1 - '))).toBe(code)
    expect(readCode('oIl0 OIL0 oil0 OIL0')).toBe('0110011001100110')
    for (const none of ['', 'x', code.slice(1), `${code}0`, 'U'.repeat(16), '证明证明证明证明证明'])
      expect(readCode(none)).toBeUndefined()
  })
})

describe('a certificate', { timeout: 120_000 }, () => {
  test('is issued to the member, says the ledger’s hours, and is confirmed to anybody without a name', async ({
    expect,
  }) => {
    const [member] = await served()
    const browser = await Browser.of(talk, member)
    const me = await personOf(member)
    expect(await browser.page('/console/me')).toContain(`/console/certificate/${me}?year=2026`)
    expect(textOf(await browser.page(`/console/certificate/${me}?year=2026`))).toContain('还没有开具')
    const { page, code } = await issued(browser, me)
    expect(textOf(page)).toContain(`兹证明：${member.name}（市财政局）`)
    expect(textOf(page)).toContain('2026年合计 2小时')
    expect(textOf(page)).toContain(`${ORIGIN}/verify/${code}`)
    const seen = await verify(code)
    expect(seen.status).toBe(200)
    expect(seen.text).toContain('证明有效')
    expect(seen.text).toContain('2026年合计 2小时')
    // No personal data: not even the first sign of the name.
    for (const secret of [member.name, `${member.name[0]}*`, '市财政局', '东湖社区', '修水管'])
      expect(seen.text).not.toContain(secret)
    expect((await verify(code, 'zh-TW,zh;q=0.9')).text).toContain('證明有效')
    expect(seen.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(seen.headers.get('cache-control')).toBe('no-store')
    expect((await verify(code.toLowerCase().replaceAll('-', ''))).text).toContain('证明有效')

    // A second tap issues nothing; more hours leave it valid, and are offered.
    const again = await browser.post('/console/certificate', {
      ...fieldsOf(await browser.page(`/console/certificate/${me}?year=2025`), '/console/certificate'),
      year: '2026',
    })
    expect(again.status).toBe(403)
    const entry = entryIn((await talk.private(member, '/工时 30分钟 贴通知 11-20')).text)
    await talk.private(secretary, `/通过 ${entry}`)
    expect((await verify(code)).text).toContain('2026年合计 2小时，')
    expect(textOf(await browser.page(`/console/certificate/${me}?year=2026`))).toContain('证明仍然有效')
    const next = await issued(browser, me)
    expect(next.code).not.toBe(code)
    expect((await verify(code)).text).toContain('证明已作废')
    expect((await verify(next.code)).text).toContain('2小时30分钟')
    const table = await csv(browser, '/console/exports/certificate?year=2026')
    expect(table.text).toContain(`验证码：${next.code}`)
    expect(table.rows.at(-2)).toEqual(['合计', '', '', '2.5', '150', expect.any(String)])
  })

  test('says so when a line that it counts was corrected since, until it is issued anew', async ({
    expect,
  }) => {
    const [member, entry] = await served()
    const browser = await Browser.of(talk, member)
    const me = await personOf(member)
    const { code } = await issued(browser, me)
    await talk.private(secretary, `/更正 ${entry} 1小时 记错了`)
    const seen = await verify(code)
    expect(seen.text).toContain('数字已有变化')
    expect(seen.text).not.toContain('2小时')
    expect(textOf(await browser.page(`/console/certificate/${me}?year=2026`))).toContain('台账有更正')
    const next = await issued(browser, me)
    expect((await verify(next.code)).text).toContain('2026年合计 1小时')
  })

  test('that is unknown, and one whose person has left, are answered alike', async ({ expect }) => {
    const [member] = await served()
    const { code } = await issued(await Browser.of(talk, member), await personOf(member))
    expect(
      (await talk.private(member, '/我的数据 2')).text + (await talk.private(member, '/我的数据')).text,
    ).toContain('服务证明：1 份')
    await talk.private(member, '/注销')
    await talk.private(member, '/注销 确认')
    const [gone, unknown, none] = [await verify(code), await verify('0000-0000-0000-0000'), await verify('x')]
    expect([gone.status, unknown.status, none.status]).toEqual([404, 404, 404])
    expect([gone.text, unknown.text]).toEqual([none.text, none.text])
    expect(await rows('select id from certificate where code = ?', code.replaceAll('-', ''))).toEqual([])
    const blank = await send(new Request(`${ORIGIN}/verify`))
    expect(await blank.text()).toContain('name="code"')
    expect((await send(new Request(`${ORIGIN}/verify?code=${code}`))).status).toBe(404)
  })

  test('is issued by who answers for the person, which is written down; a neighbour’s is nowhere to be found', async ({
    expect,
  }) => {
    for (const [who, whose] of [
      [liaison, westFinance],
      [westSecretary, westJustice],
      [secretary, eastFinance],
      [admin, corners[1]!],
    ] as const) {
      const browser = await Browser.of(talk, who)
      const person = await personOf(whose)
      const { page } = await issued(browser, person)
      expect(textOf(page)).toContain(whose.name)
      const [act] = await rows<{ actor_id: number }>(
        "select actor_id from audit where action = 'certificate.issue' and subject = ? order by id desc limit 1",
        `person:${person}`,
      )
      if (who !== admin) expect(act?.actor_id).toBe(await personOf(who))
    }
    for (const [who, whose] of [
      [liaison, westJustice],
      [westSecretary, eastFinance],
      [secretary, westFinance],
      [eastFinance, corners[1]!],
    ] as const) {
      const browser = await Browser.of(talk, who)
      const person = await personOf(whose)
      const page = await browser.get(`/console/certificate/${person}?year=2026`)
      expect([whose.name, page.status, (await page.text()).includes(whose.name)]).toEqual([
        whose.name,
        404,
        false,
      ])
      const table = await browser.get(`/console/exports/certificate?year=2026&person=${person}&as=csv`)
      expect([table.status, (await table.text()).includes(whose.name)]).toEqual([404, false])
      const own = await browser.page(`/console/certificate/${await personOf(who)}?year=2026`)
      const stolen = { ...fieldsOf(own, '/console/certificate'), person: String(person) }
      expect((await browser.post('/console/certificate', stolen)).status).toBe(403)
    }
    expect((await new Browser(talk).get(`/console/certificate/1?year=2026`)).status).toBe(401)
    expect((await new Browser(talk).post('/console/certificate', {})).status).toBe(401)
    expect(pages.filter(({ path }) => path.startsWith('/certificate'))).toHaveLength(1)
  })
})
