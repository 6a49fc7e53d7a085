import { beforeAll, describe, test } from 'vitest'
import { icsOf } from '../../src/text/ics.ts'
import { put, rows } from '../schema/lines.ts'
import { Browser, ORIGIN, textOf } from '../support/console.ts'
import { newMember } from '../support/members.ts'
import { claim, order } from '../support/orders.ts'
import { personOf, planShift } from '../support/roster.ts'
import { at, type Speaker, secretary, send, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
})

/** Sends the form of one's own page that does this; gives the address that stands there then. */
async function change(browser: Browser, does: 'make' | 'end'): Promise<string> {
  const [, form = ''] = (await browser.page('/console/me')).split(`name="does" value="${does}"`)
  const fields = [...(form.split('</form>')[0] ?? '').matchAll(/name="(\w+)" value="([^"]*)"/g)]
  const response = await browser.post('/console/calendar', {
    does,
    ...Object.fromEntries(fields.map(([, name, value]) => [name, value])),
  })
  if (response.status !== 303) throw new Error(`${does}: ${response.status}`)
  return addressIn(await browser.page('/console/me'))
}
const addressIn = (page: string) => /value="(https:[^"]+\.ics)"/.exec(page)?.[1] ?? ''

/** What a calendar program gets there: without a session. */
const fetched = async (address: string) => {
  const response = await send(new Request(address, { headers: { 'x-test-now': String(talk.now) } }))
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** The events of a calendar, each as its lines, unfolded. */
const eventsOf = (ics: string) =>
  ics
    .replace(/\r\n /g, '')
    .split('BEGIN:VEVENT\r\n')
    .slice(1)
    .map((event) => Object.fromEntries(event.split('\r\n').map((line) => line.split(/:(.*)/s).slice(0, 2))))

describe('the calendar of one’s own shifts and claims', { timeout: 120_000 }, () => {
  test('stands behind a secret address, in UTC, with ids that stay; what is over is cancelled', async ({
    expect,
  }) => {
    const [member, other] = [await newMember(talk), await newMember(talk)]
    const shift = await planShift(member, '2026-11-25')
    await planShift(other, '2026-11-26')
    const held = await order('帮王秀英奶奶修灯', {
      starts_at: at('2026-11-27 14:00'),
      ends_at: at('2026-11-27 16:30'),
    })
    await claim(held, await personOf(member), 'held', talk.now)
    await put('order_text', {
      order_id: held,
      part: 'contact',
      person_id: await personOf(other),
      text: '13812345678',
    })
    const due = await order('只有截止时间', { ends_at: at('2026-11-30 18:00') })
    await claim(due, await personOf(member), 'held', talk.now)
    const browser = await Browser.of(talk, member)
    expect(textOf(await browser.page('/console/me'))).toContain('还没有订阅地址')
    const address = await change(browser, 'make')
    expect(address).toMatch(/^https:\/\/bot\.example\.cn\/calendar\/[\w-]{43}\.ics$/)

    const first = await fetched(address)
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(first.headers.get('cache-control')).toBe('no-store')
    for (const line of first.text.split('\r\n'))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    for (const secret of [member.name, other.name, '王秀英', '13812345678', '李书记'])
      expect([secret, first.text.includes(secret)]).toEqual([secret, false])
    const events = eventsOf(first.text)
    const ids = events.map(({ UID }) => UID)
    expect(ids).toContain(`shift-${shift}@bot.example.cn`)
    expect(ids).toHaveLength(3)
    const [duty] = events.filter(({ UID }) => UID?.startsWith('shift'))
    expect([duty?.DTSTART, duty?.DTEND, duty?.STATUS]).toEqual([
      '20261125T010000Z',
      '20261125T040000Z',
      'CONFIRMED',
    ])
    const taken = events.find(({ SUMMARY }) => SUMMARY?.includes(`#${held} `))
    expect([taken?.DTSTART, taken?.DTEND]).toEqual(['20261127T060000Z', '20261127T083000Z'])
    expect(taken?.SUMMARY).toBe(`订单 #${held} · 助老 · 东湖社区`)
    const deadline = events.find(({ SUMMARY }) => SUMMARY?.includes(`#${due} `))
    expect([deadline?.DTSTART, deadline?.DTEND]).toEqual(['20261130T100000Z', undefined])

    await talk.private(member, '/请假 11-25 出差')
    await talk.private(member, `/退单 ${held} 有事`)
    const later = eventsOf((await fetched(address)).text)
    const over = (uid: string | undefined) => later.find(({ UID }) => UID === uid)
    expect([over(duty?.UID)?.STATUS, over(duty?.UID)?.SEQUENCE]).toEqual(['CANCELLED', '1'])
    expect(over(taken?.UID)?.STATUS).toBe('CANCELLED')
    expect(over(deadline?.UID)?.STATUS).toBe('CONFIRMED')
  })

  test('a new address voids the old one, the end voids both, and only the owner’s form does it', async ({
    expect,
  }) => {
    const member = await newMember(talk)
    const browser = await Browser.of(talk, member)
    const one = await change(browser, 'make')
    expect(addressIn(await browser.page('/console/me'))).toBe(one)
    const two = await change(browser, 'make')
    expect(two).not.toBe(one)
    expect([(await fetched(one)).status, (await fetched(two)).status]).toEqual([404, 200])
    expect(
      (await talk.private(member, '/我的数据')).text + (await talk.private(member, '/我的数据 2')).text,
    ).toContain('日历订阅地址')
    const stored = await rows<{ hash: string; nonce: string }>('select hash, nonce from calendar_feed')
    expect(stored.some(({ hash, nonce }) => two.includes(hash) || two.includes(nonce))).toBe(false)
    expect((await browser.post('/console/calendar', { does: 'make', nonce: 'x', token: 'y' })).status).toBe(
      403,
    )
    expect((await new Browser(talk).post('/console/calendar', { does: 'end' })).status).toBe(401)
    expect(await change(browser, 'end')).toBe('')
    expect((await fetched(two)).status).toBe(404)
  })

  test('is gone with /注销; every address that opens nothing is answered alike', async ({ expect }) => {
    const member: Speaker = await newMember(talk)
    const address = await change(await Browser.of(talk, member), 'make')
    await talk.private(member, '/注销')
    await talk.private(member, '/注销 确认')
    const answers = await Promise.all(
      [
        address,
        `${ORIGIN}/calendar/x.ics`,
        `${ORIGIN}/calendar/${'A'.repeat(43)}.ics`,
        `${ORIGIN}/calendar/x`,
      ].map(fetched),
    )
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
      new Set(['404 not found']),
    )
    expect((await send(new Request(address), { CONSOLE_SECRET: '' })).status).toBe(503)
    expect(textOf(await (await Browser.of(talk, secretary)).page('/console/me'))).toContain('日历订阅')
  })
})

test('signs that mean something are escaped, and long lines fold between signs', ({ expect }) => {
  const text = icsOf('名', [
    {
      uid: 'x@y',
      summary: `一,二;三\\四\n五${'汉字'.repeat(40)}`,
      description: 'BEGIN:VEVENT\r\nEND:VEVENT',
      location: '',
      startsAt: 0,
      endsAt: null,
      changedAt: 0,
      cancelled: false,
    },
  ])
  expect(text.replace(/\r\n /g, '')).toContain(`SUMMARY:一\\,二\\;三\\\\四\\n五${'汉字'.repeat(40)}\r\n`)
  expect(text.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(1)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})
