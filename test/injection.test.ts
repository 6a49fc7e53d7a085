import { beforeAll, test, vi } from 'vitest'
import { pages } from '../src/console/pages.ts'
import { rows } from './schema/lines.ts'
import { wrong } from './store/town.ts'
import { Clock } from './support/clock.ts'
import { Browser } from './support/console.ts'
import { entryIn, newMember } from './support/members.ts'
import {
  type Answer,
  admin,
  at,
  onDingtalk,
  onWecom,
  type Speaker,
  secretary,
  settledTalk,
  Talk,
} from './support/talk.ts'

/**
 * One text that means harm, in every place where people type freely: whoever sees it later, in an answer, a push, a page or a
 * table, on either platform, sees characters only.
 */
const EVIL = '坏<@all>**急**[点我](dtmd://x)<img/onerror=x>'
/** The same where only a few signs fit, or where a mention would name somebody. */
const SHORT = '坏<img/x>**急**[x](dtmd:y)'
/** What of them a client obeys: in Markdown, and in WeCom's cards, which are no Markdown. */
const obeyed = { markdown: /<@|\*\*急|\]\(dtmd|<img/i, plain: /<@|<img/i }

let talk: Talk
let west: Talk
let clock: Clock
const seen: { text: string; kind: 'markdown' | 'plain' }[] = []

/** The texts of an answer or a push, whatever the platform calls them. What our own buttons carry is no text. */
function note(value: unknown, kind: 'markdown' | 'plain' = 'markdown'): void {
  if (typeof value === 'string') seen.push({ text: value, kind })
  if (value === null || typeof value !== 'object') return
  for (const [key, one] of Object.entries(value)) {
    if (['key', 'task_id', 'id'].includes(key) || /^(?:actionURL\d?|singleURL)$/.test(key)) continue
    note(key === 'msgParam' ? JSON.parse(String(one)) : one, isPlain(key, one) ? 'plain' : kind)
  }
}

/** A card of WeCom, and a message of either platform that is text. */
const isPlain = (key: string, value: unknown): boolean =>
  key === 'template_card' || (key === 'text' && typeof value === 'object')

const heard = (answer: Answer): Answer => {
  note(answer.raw)
  return answer
}
const inGroup = async (who: Speaker, text: string, where = talk) => heard(await where.group(who, text))
const inPrivate = async (who: Speaker, text: string, where = talk) => heard(await where.private(who, text))
const idIn = ({ text }: Answer): number => Number(/(\d+) ?号/.exec(text)?.[1])

beforeAll(async () => {
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-23 09:00'))
  west = new Talk(talk.now, 'west')
  clock = new Clock()
  const hook = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7a1b-4bc4-97a0-0ec2sifa5aaa'
  await talk.private(secretary, `/绑定推送 ${hook}`)
  await west.group(admin, `/绑定社区 ${EVIL}社区`)
}, 120_000)

async function story(): Promise<void> {
  const [one, two, three] = [
    await newMember(talk),
    await newMember(talk, 'dingtalk', `${EVIL}局`),
    await newMember(talk, 'dingtalk'),
  ]
  const granny = onDingtalk('granny', '王奶奶')
  await inGroup(granny, '/登记 王奶奶 居民')
  await inGroup(onWecom('vol'), '/登记 李志愿 志愿者')
  await inGroup(onWecom('evil'), `/登记 ${EVIL} 市财政局`)
  await inGroup(secretary, '/通过 全部')

  for (const who of [one, two, three]) {
    await inPrivate(who, '/专长 坏<img> 法律')
    await inPrivate(who, `/搭档 目标 ${EVIL}`)
    await inGroup(who, `/报到 ${EVIL}`)
    talk.now += 60 * 60_000
    await inGroup(who, `/签退 ${EVIL}`)
    const line = entryIn((await inGroup(who, `/工时 昨天 2小时 ${EVIL}`)).text)
    await inPrivate(secretary, '/审核')
    await inGroup(secretary, `/驳回 ${line} ${EVIL}`)
    const made = entryIn((await inGroup(who, `/补报 前天 14:00-16:00 ${EVIL}`)).text)
    await inGroup(secretary, `/通过 ${made}`)
    await inGroup(secretary, `/更正 ${made} 1小时 ${EVIL}`)
    await inPrivate(who, `/怎么算 T${made}`)
    await inPrivate(who, `/建议 ${EVIL}`)
  }
  const [idea] = await rows<{ id: number }>('select min(id) as id from suggestion')
  await inGroup(secretary, `/建议 ${idea?.id} 采纳 ${EVIL}`)

  const need = idIn(await inGroup(granny, `/点单 水管漏水 ${EVIL}`))
  await inGroup(secretary, `/派单 ${need}`)
  const order = idIn(
    await inGroup(
      secretary,
      `/派单 ${EVIL}\n时间：11月28日 9:00-11:00\n地点：${EVIL}\n人数：2\n联系人：${EVIL}\n技能：${EVIL}\n说明：${EVIL}`,
    ),
  )
  await inGroup(two, `/创单 ${EVIL} 周六上午 3小时`)
  for (const who of [two, three]) {
    await inGroup(who, `/接单 ${order}`)
    await inPrivate(who, `/订单 ${order}`)
    await inGroup(who, `/进度 ${order} ${EVIL}`)
  }
  await inGroup(three, `/退单 ${order} ${EVIL}`)
  await inPrivate(secretary, `/推荐 ${order}`)
  await inGroup(one, `/接单 ${need}`)
  await inGroup(one, `/完成 ${need} 1小时 ${EVIL}`)
  await inGroup(secretary, `/核销 ${need} 好`)
  await inPrivate(granny, `/满意 ${need} 3 ${EVIL}`)
  await inGroup(secretary, `/取消单 ${order} ${EVIL}`)
  const wish = idIn(await inGroup(secretary, `/心愿 独居老人 ${SHORT} 120元`))
  await inGroup(secretary, `/派单 ${wish}`)
  await inGroup(secretary, '/兑换 上架 坏<img/x> 3件 50分')

  await inGroup(secretary, `/排班 11-25 9:00-12:00 ${one.name}`)
  await inGroup(secretary, `/排班 11-26 9:00-12:00 ${two.name}`)
  await inGroup(one, `/请假 11-25 ${EVIL}`)
  await inGroup(two, `/交接 ${EVIL}`)
  await inPrivate(secretary, `/结对 ${one.name} H12 教育`)
  await inPrivate(secretary, '1')
  await inPrivate(one, `/走访 H12 ${EVIL}`)
  await inGroup(secretary, `/公告 ${EVIL}`)
  await inGroup(secretary, '/公告 发送')
  await inGroup(secretary, `/集结 ${EVIL} 3人 特急`)
  await inGroup(secretary, '/集结状态')
  await inGroup(secretary, '/结束集结')
  await inGroup(onWecom('new'), `/登记 赵新 ${EVIL}局`)
  await inGroup(secretary, `/驳回 赵新 ${EVIL}`)
  await inPrivate(admin, `/任命 @${two.name} 联络员 ${EVIL}局`)
  await inPrivate(two, `/单位报到 ${EVIL}社区`)
  await inGroup(one, `/转社区 ${EVIL}社区`)
  await inGroup(secretary, `/驳回 ${one.name} ${EVIL}`)
  await inPrivate(admin, `/设置 ${EVIL} 1`)
  // What is no command, or nearly one, is told of too.
  for (const text of [EVIL, `/签倒 ${EVIL}`, `/帮助 ${EVIL}`, `/接单 ${EVIL}`, `/${EVIL}`]) {
    await inGroup(three, text)
    await inPrivate(three, text)
    heard(await talk.tap(one, text))
  }
  const overviews = [
    '/我的',
    '/工时',
    '/订单',
    '/值班表',
    '/审核',
    '/月报',
    '/排行',
    '/建议',
    '/心愿',
    '/公告',
    '/私信',
  ]
  for (const who of [one, two, three, granny, secretary, admin])
    for (const text of [...overviews, '/我的数据', '/搭档', '/冷热', '/沉默', '/报到率', '/兑换'])
      await inPrivate(who, text)
  await clock.minutes('2026-11-23 13:00', '2026-11-23 13:05')
  await clock.tick('2026-11-30 09:01')
  await clock.tick('2026-12-01 09:01')
}

test('what people type is never markup, mention, acting link or tag, wherever it shows', {
  timeout: 300_000,
}, async ({ expect }) => {
  await story()
  for (const { body } of clock.outside.pushes) note(body)
  expect(
    seen.filter(({ text, kind }) => obeyed[kind].test(text)).map(({ text }) => text.slice(0, 200)),
  ).toEqual([])
  // It was there to be seen: in full-width forms.
  expect(seen.filter(({ text }) => /坏＜(?:＠all|img)/.test(text)).length).toBeGreaterThan(60)
  expect(clock.outside.pushes.filter(({ text }) => /坏＜(?:＠all|img)/.test(text)).length).toBeGreaterThan(5)

  // Nobody filtered it out before it was stored.
  const tables = await rows<{ name: string }>(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '_cf_%' and name not like 'd1_%'",
  )
  const holding: string[] = []
  for (const { name } of tables)
    if (JSON.stringify(await rows(`select * from "${name}"`)).includes('坏<')) holding.push(name)
  expect(holding).toEqual(
    expect.arrayContaining([
      'announcement',
      'goods',
      'handover',
      'leave',
      'note',
      'order_event',
      'order_text',
      'rally',
      'skill',
      'suggestion_text',
      'support_text',
      'unit',
      'voice',
    ]),
  )

  talk.now = at('2026-12-01 09:10')
  for (const who of [admin, secretary]) {
    const browser = await Browser.of(talk, who)
    const ids = await rows<{ id: number }>('select id from person')
    let found = 0
    for (const { path } of pages)
      for (const id of path.includes(':') ? ids.map(({ id }) => String(id)) : ['']) {
        const address = `/console${path.replace(/:\w+(\{[^}]*\})?/, id)}`
        const html = await (await browser.get(address)).text()
        expect([address, /<@|<img|<script(?! src=)/i.exec(html)?.[0]]).toEqual([address, undefined])
        found += html.split('坏&lt;').length - 1
      }
    expect(found).toBeGreaterThan(10)
  }
  expect(await wrong()).toEqual([])
})
