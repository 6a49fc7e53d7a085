import { test, vi } from 'vitest'
import { at, onDingtalk, type Speaker, send, Talk } from '../test/support/talk.ts'
import { fill, one } from './database.ts'
import { drain } from './drain.ts'
import { serve } from './ledger.ts'
import { sum } from './limits.ts'
import { metered, type Spent } from './meter.ts'
import { runJobs } from './run-jobs.ts'
import { figure, print } from './table.ts'
import { build, type Size, settle } from './town.ts'

/** The town in which it is measured; the figures are of one member, and grow with nothing else (growth.bench.ts). */
const town: Size = { members: 2000, units: 8, communities: 6, grids: 24, groups: 28 }
/** Members for whom it is told. */
const sizes = [200, 2000, 20_000, 70_000]
/** What a member does in a month, and for each member their secretary: an assumption, to be changed here. */
const month: readonly [who: 'member' | 'secretary', text: string, times: number][] = [
  ['member', '/报到', 4],
  ['member', '/签退 打扫楼道', 4],
  ['member', '/工时 2小时 清洁楼道', 1],
  ['member', '/我的', 2],
  ['member', '/订单', 2],
  ['member', '/接单 1', 1],
  ['member', '/完成 1 1小时', 1],
  ['secretary', '/核销 1 好', 0.5],
  ['secretary', '/派单 送餐 明天下午2点到4点', 0.5],
  ['secretary', '/通过 全部', 0.25],
]
/** Letters to a member in a month beside the monthly report: reminders of a shift, an answer, a nudge. */
const otherLetters = 3
const [workingDays, ticksADay, days] = [21, 1440, 30]

/** Cloudflare's free plan, a day, and its paid plan, a month (2026); DingTalk's editions, a month. */
const free = { requests: 100_000, read: 5_000_000, written: 100_000 }
const paid = { requests: 10_000_000, read: 25_000_000_000, written: 50_000_000 }
const editions = [
  { name: '标准版', calls: 5000, messages: 3000 },
  { name: '专业版', calls: 200_000, messages: 50_000 },
]
const pack = { calls: 5_000_000, messages: 500_000 }

const talk = new Talk(at('2026-11-02 09:00'))

/** Commands go to the group, but for the one that says little there. */
async function say(who: Speaker, text: string): Promise<Spent> {
  const { database, spent } = metered()
  const response = await send(talk.request(who, text, text !== '/我的'), { DB: database as D1Database })
  const body = await response.text()
  if (response.status !== 200 || body.includes('出错了')) throw new Error(`${text}: ${response.status}`)
  return spent
}

interface Rows {
  read: number
  written: number
}
const rowsOf = (runs: Parameters<typeof sum>[0]): Rows => ({
  read: sum(runs, 'read'),
  written: sum(runs, 'written'),
})

/** How many times over the professional edition's packs are needed. */
function edition(calls: number, messages: number): string {
  const [standard, professional] = editions
  const fits = [standard, professional].find((one) => one && calls <= one.calls && messages <= one.messages)
  if (fits || !professional) return fits?.name ?? ''
  const more = Math.max(
    (calls - professional.calls) / pack.calls,
    (messages - professional.messages) / pack.messages,
  )
  return `${professional.name} + ${Math.ceil(more)} × 增购包`
}

test('what a deployment needs', async ({ expect }) => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await fill(...build(town))
  await fill(...settle(2, town.members, town))
  await fill(
    'update person set community_id = 1, grid_id = null where id between 2 and 40',
    "update role set ended_at = granted_at where role = 'secretary' and (community_id = 1 or person_id = 3)",
    "insert into role (person_id, role, community_id, granted_at) values (3, 'secretary', 1, 1)",
    `update "group" set conversation_id = '${talk.dingtalkGroup}', community_id = 1
      where id = (select min(id) from "group" where platform = 'dingtalk')`,
    `insert into "order" (id, community_id, origin, state, category, base, places, created_by, created_at, message,
        published_by, published_at, untaken_since)
      values (1, 1, 'push', 'open', 'elderly', 120, 1, 1, 1, 'bench/1', 1, 1, 1)`,
    "insert into order_text values (1, 'title', 1, '陪王奶奶看病')",
    `insert into policy (key, value, valid_from, set_by, at, message)
      values ('dingtalkCallsAMonth', 200000, '2026-11-01', 1, 1, 'bench')`,
  )
  await serve('2026-10', 50, town.members)

  const [member, warm, secretary] = [onDingtalk('u5'), onDingtalk('u7'), onDingtalk('u3')]
  await say(warm, '/我的')
  const commands: { text: string; times: number; spent: Spent }[] = []
  for (const [who, text, times] of month) {
    talk.now += 45 * 60_000
    await say(warm, '/帮助')
    const spent = await say(who === 'member' ? member : secretary, text)
    commands.push({ text, times, spent })
  }
  const quiet = rowsOf((await runJobs(at('2026-11-03 03:00'))).runs)
  await serve('2026-11', 50, town.members)
  const firstDay = at('2026-12-01 09:00')
  const planned = rowsOf((await runJobs(firstDay)).runs)
  const drained = await drain(firstDay + 5 * 60_000)
  const sending = rowsOf(drained.runs)
  const sent = await one<{ people: number; groups: number }>(
    "select count(person_id) as people, count(group_id) as groups from outbox where state = 'sent'",
  )
  const letters = sent.people + sent.groups
  expect([drained.left, drained.faults]).toEqual([0, []])

  const total = (of: 'read' | 'written') =>
    commands.reduce((rows, { times, spent }) => rows + times * spent[of], 0)
  const messages = commands.reduce((count, { times }) => count + times, 0)
  print('A member and month: messages', [
    ['', 'times', 'trips', 'statements', 'rows read', 'rows written'],
    ...commands.map(({ text, times, spent }) => [
      text,
      times === Math.floor(times) ? times : String(times),
      spent.trips,
      spent.statements,
      spent.read,
      spent.written,
    ]),
    ['together', String(messages), '', '', total('read'), total('written')],
  ])
  print(`The clock, in a town of ${figure(town.members)}`, [
    ['', 'rows read', 'rows written'],
    ['a quiet tick', quiet.read, quiet.written],
    ['the monthly report, for each member', planned.read / town.members, planned.written / town.members],
    ['sending, for each letter', sending.read / letters, sending.written / letters],
  ])

  const needs = sizes.map((members) => {
    const all = members * (1 + otherLetters)
    const talked = {
      requests: members * messages,
      read: members * total('read'),
      written: members * total('written'),
    }
    const job = {
      requests: members / 100,
      read: (members * planned.read) / town.members + (members * sending.read) / letters,
      written: (members * planned.written) / town.members + (members * sending.written) / letters,
    }
    const clock = { requests: ticksADay, read: ticksADay * quiet.read, written: ticksADay * quiet.written }
    const busiest = (of: keyof typeof free) => talked[of] / workingDays + job[of] + clock[of]
    const inMonth = (of: keyof typeof free) => talked[of] + (1 + otherLetters) * job[of] + days * clock[of]
    const isFree = (Object.keys(free) as (keyof typeof free)[]).every((of) => busiest(of) <= free[of])
    const isIncluded = (Object.keys(paid) as (keyof typeof paid)[]).every((of) => inMonth(of) <= paid[of])
    return {
      members,
      busiest,
      inMonth,
      plan: isFree ? 'free' : isIncluded ? 'paid' : 'paid, and more rows',
      calls: all,
      messages: talked.requests,
    }
  })
  const columns = ['', ...sizes.map((members) => figure(members))]
  print('Cloudflare, by members', [
    columns,
    ['requests in a month', ...needs.map(({ inMonth }) => Math.round(inMonth('requests')))],
    ['rows read in a month', ...needs.map(({ inMonth }) => Math.round(inMonth('read')))],
    ['rows written in a month', ...needs.map(({ inMonth }) => Math.round(inMonth('written')))],
    ['requests on the busiest day', ...needs.map(({ busiest }) => Math.round(busiest('requests')))],
    ['rows read that day', ...needs.map(({ busiest }) => Math.round(busiest('read')))],
    ['rows written that day', ...needs.map(({ busiest }) => Math.round(busiest('written')))],
    ['plan', ...needs.map(({ plan }) => plan)],
  ])
  print('DingTalk, if all of them are there', [
    columns,
    ['messages received in a month', ...needs.map((one) => Math.round(one.messages))],
    ['edition, answers in the response', ...needs.map((one) => edition(one.calls, one.messages))],
    ['edition, answers by webhook', ...needs.map((one) => edition(one.calls, 2 * one.messages))],
    ['calls, with private letters to everybody', ...needs.map((one) => one.calls)],
    ['edition without private letters', ...needs.map((one) => edition(0, one.messages))],
  ])
  print('Included', [
    ['', 'requests', 'rows read', 'rows written'],
    ['Cloudflare free, a day', ...Object.values(free)],
    ['Cloudflare paid, a month', ...Object.values(paid)],
    ['', 'calls', 'messages', ''],
    ...editions.map(({ name, calls, messages: count }) => [`DingTalk ${name}, a month`, calls, count, '']),
    ['DingTalk 增购包, a month', pack.calls, pack.messages, ''],
  ])
})
