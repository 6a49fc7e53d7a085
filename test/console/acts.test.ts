import { beforeAll, describe, test } from 'vitest'
import { rows } from '../schema/lines.ts'
import { Browser, textOf } from '../support/console.ts'
import { entryIn, newMember } from '../support/members.ts'
import { admin, at, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeAll(async () => {
  talk = await settledTalk(at('2026-11-23 09:00'))
})

describe('acts on pages are the chat’s own', { timeout: 60_000 }, () => {
  test('approve and reject: the verdict, the audit row, the answer, and the letter to whom it concerns', async ({
    expect,
  }) => {
    const member = await newMember(talk)
    const first = entryIn((await talk.private(member, '/工时 2小时 修水管 11-20')).text)
    const second = entryIn((await talk.private(member, '/工时 1小时 贴通知 11-21')).text)
    const browser = await Browser.of(talk, secretary)
    const page = await browser.page('/console')
    expect(textOf(page)).toContain('修水管')

    const approved = await browser.act(page, `/通过 ${first}`)
    expect(textOf(approved)).toContain('已通过')
    expect(textOf(approved)).not.toContain('修水管')
    const rejected = await browser.act(approved, `/驳回 ${second}`, '那天没有安排')
    expect(textOf(rejected)).toContain('已驳回')

    const verdicts = await rows(
      `select entry_id, verdict from verdict where entry_id in (${first}, ${second})`,
    )
    expect(verdicts).toEqual([
      { entry_id: first, verdict: 'approved' },
      { entry_id: second, verdict: 'rejected' },
    ])
    const acts = await rows<{ subject: string }>("select subject from audit where message like '%/console/%'")
    expect(acts.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([`entry:${first}`, `entry:${second}`]),
    )
    expect((await talk.private(member, '/我的')).text).toContain('那天没有安排')

    const year = textOf(await (await Browser.of(talk, member)).page('/console/me'))
    expect(year).toContain('已通过 2小时，目标 20小时')
    expect(year).toContain(`T${second}`)
    expect(year).toContain('已驳回')
  })

  test('a registration is verified by number, so that namesakes cannot be mixed up', async ({ expect }) => {
    const stranger = { ...(await newMember(talk)), id: 'namesake' }
    await talk.group(stranger, `/登记 ${stranger.name} 市司法局`)
    const browser = await Browser.of(talk, secretary)
    const page = await browser.page('/console')
    const [, id] = /value="\/通过 P(\d+)"/.exec(page) ?? []
    expect(textOf(await browser.act(page, `/通过 P${id}`))).toContain(stranger.name)
    expect(await rows(`select state from person where id = ${id}`)).toEqual([{ state: 'verified' }])
  })

  test('settings: an administrator changes a number from a day on; the page shows who and from when', async ({
    expect,
  }) => {
    const browser = await Browser.of(talk, admin)
    const page = await browser.page('/console/settings')
    const next = textOf(await browser.act(page, '/设置 年度目标', '24小时 从 12-01'))
    expect(next).toContain('2026年12月1日起 24小时 （还没到）')
    const other = await (await Browser.of(talk, secretary)).page('/console/settings')
    expect(other).toContain('24小时')
    expect(other).not.toContain('value="/设置')
    expect(textOf(await browser.page('/console/audit'))).toContain('改设置')
  })

  test('the script switch: the same pages in traditional, by the same catalogue', async ({ expect }) => {
    const browser = await Browser.of(talk, secretary)
    const page = await browser.act(await browser.page('/console/month'), '/语言 繁')
    expect(page).toContain('lang="zh-Hant"')
    expect(textOf(page)).toContain('月報')
    expect(await browser.act(page, '/语言 简')).toContain('lang="zh-CN"')
  })
})

test('people are listed by key, page by page, without gaps and without anybody twice', async ({ expect }) => {
  for (let i = 0; i < 55; i++)
    await rows(`insert into person (name, key, kind, state, unit_id, community_id, created_at)
      select '同名' || ${i % 3}, '同名' || ${i % 3}, 'member', 'verified', unit_id, community_id, 0 from person where key = '李书记'`)
  const browser = await Browser.of(talk, secretary)
  const seen: string[] = []
  for (let address = '/console/people?name=同'; address; ) {
    const page = await browser.page(address)
    seen.push(...[...page.matchAll(/href="\/console\/people\/(\d+)"/g)].map(([, id = '']) => id))
    address = (/href="(\/console\/people\?name=[^"]*after=\d+)"/.exec(page)?.[1] ?? '').replaceAll(
      '&amp;',
      '&',
    )
  }
  expect(seen).toHaveLength(55)
  expect(new Set(seen).size).toBe(55)
})
