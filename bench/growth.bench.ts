import { test, vi } from 'vitest'
import { at, onWecom, type Speaker, send, Talk } from '../test/support/talk.ts'
import { readWecom } from '../test/support/wecom.ts'
import { fill } from './database.ts'
import { serve } from './ledger.ts'
import { metered, type Spent } from './meter.ts'
import { figure, print } from './table.ts'
import { build, city, settle } from './town.ts'

/** People in the town before and after, and those of them in a community and unit of the speakers' own. */
const [few, many, crew] = [1000, 100_000, 60]

/** The same people twice, in communities that are alike: one speaks in the small town, the other in the large one. */
class Crew {
  readonly talk: Talk
  readonly first: number
  readonly place: number

  constructor(number: number) {
    this.talk = new Talk(at('2026-11-02 09:00'), `g${number}`)
    this.first = 2 + crew * number
    this.place = 1000 + number
  }

  speaker(who: Role, of: number): Speaker {
    const place = { secretary: 0, liaison: 2, member: 4 + 2 * of }
    return who === 'administrator' ? onWecom('boss') : onWecom(`u${this.first + place[who]}`)
  }

  /** Their community and unit, their secretary and liaison, their group, an order. */
  async settle(): Promise<void> {
    const [here, last] = [this.place, this.first + crew - 1]
    await fill(
      `insert into community (id, name, key, street_id) values (${here}, '试点${here}社区', '试点${here}社区', 1)`,
      `insert into unit (id, name, key) values (${here}, '试点${here}局', '试点${here}局')`,
      `update person set community_id = ${here}, unit_id = ${here}, grid_id = null where id between ${this.first} and ${last}`,
      `update role set ended_at = granted_at where person_id between ${this.first} and ${last}`,
      `insert into role (person_id, role, community_id, granted_at) values (${this.first}, 'secretary', ${here}, 1)`,
      `insert into role (person_id, role, unit_id, granted_at) values (${this.first + 2}, 'liaison', ${here}, 1)`,
      `update "group" set conversation_id = '${this.talk.wecomGroup}', community_id = ${here}
        where id = (select min(id) from "group" where platform = 'wecom' and community_id < 1000)`,
      `insert into "order" (id, community_id, origin, state, category, base, places, created_by, created_at, message,
          published_by, published_at, untaken_since)
        values (${here}, ${here}, 'push', 'open', 'elderly', 120, 20, 1, 1, 'bench/${here}', 1, 1, 1)`,
      `insert into order_text values (${here}, 'title', 1, '陪王奶奶看病')`,
    )
  }

  async say(who: Speaker, text: string, inGroup: boolean): Promise<Spent> {
    const { database, spent } = metered()
    const request = this.talk.request(who, text.replace('{order}', String(this.place)), inGroup)
    const answer = await readWecom(await send(request, { DB: database as D1Database }))
    if (answer.text === '' || answer.text.includes('出错了')) throw new Error(`${text}: ${answer.text}`)
    return spent
  }

  /** What each command costs; said once more first, by another member, for what an isolate learns (few-statements.ts). */
  async costs(): Promise<Spent[]> {
    const found: Spent[] = []
    for (const [who, text, where] of said) {
      for (const of of [1, 0]) {
        // Not so far that the console's clock is written (http/follow-clock.ts).
        this.talk.now += of === 1 ? 10 * 60_000 : 30_000
        const spent = await this.say(this.speaker(who, of), text, where === 'group')
        if (of === 0) found.push(spent)
      }
    }
    return found
  }
}

type Role = 'member' | 'secretary' | 'liaison' | 'administrator'

/** Who says what where; each is said in both towns by somebody who has said nothing like it. */
const said: readonly [who: Role, text: string, where: 'group' | 'private'][] = [
  ['member', '/工时 2小时 清洁楼道', 'group'],
  ['member', '/工时', 'private'],
  ['member', '/报到', 'group'],
  ['member', '/签退 打扫楼道', 'group'],
  ['member', '/我的', 'private'],
  ['member', '/订单', 'group'],
  ['member', '/接单 {order}', 'group'],
  ['member', '/进度 {order} 在路上', 'group'],
  ['member', '/完成 {order} 1小时', 'group'],
  ['member', '/排行', 'group'],
  ['member', '/排行 单位', 'group'],
  ['member', '/值班表', 'group'],
  ['member', '/搭档', 'private'],
  ['member', '/五个一', 'private'],
  ['member', '/建议', 'private'],
  ['member', '/我的数据', 'private'],
  ['secretary', '/派单 送餐 明天下午2点到4点', 'group'],
  ['secretary', '/推荐 {order}', 'private'],
  ['secretary', '/审核', 'private'],
  ['secretary', '/通过 全部', 'group'],
  ['secretary', '/抽查', 'group'],
  ['secretary', '/报到率', 'private'],
  ['secretary', '/沉默', 'private'],
  ['secretary', '/冷热', 'private'],
  ['secretary', '/月报', 'private'],
  ['secretary', '/集结状态', 'private'],
  ['liaison', '/报到率', 'private'],
  ['liaison', '/沉默', 'private'],
  ['liaison', '/常备队伍', 'private'],
  ['administrator', '/审核', 'private'],
  ['administrator', '/报到率', 'private'],
  ['administrator', '/沉默', 'private'],
  ['administrator', '/月报', 'private'],
]

test('rows do not grow with the town', async ({ expect }) => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  await fill(...build(city))
  await fill(...settle(2, few, city))
  await fill(`insert into identity (platform, bot, kind, user_id, person_id, seen_at)
    select platform, bot, kind, 'boss', 1, 1 from identity where user_id = 'u2'`)
  // Every unit and community has somebody in the small town too, so that an overview of them all has the same lines in both.
  await fill(
    `update person set unit_id = id % ${city.units} + 1, community_id = id % ${city.communities} + 1, grid_id = null
      where id between ${2 + 2 * crew} and ${few}`,
  )
  const crews = [new Crew(0), new Crew(1)] as const
  for (const one of crews) await one.settle()
  for (const month of ['2026-10', '2026-11']) await serve(month, 2 + 2 * crew, few)
  const before = await crews[0].costs()
  await fill(...settle(few + 1, many, city))
  // More people, not more secretaries and liaisons.
  await fill(`delete from role where person_id > ${few}`)
  await serve('2026-10', few + 1, many)
  const after = await crews[1].costs()

  const rows = said.map(([who, text, where], i) => {
    const [a, b] = [before[i] as Spent, after[i] as Spent]
    const name = [text.replace('{order}', '12'), where, who].join(', ')
    return { name, a, b, ratio: b.read / a.read }
  })
  print(`A message in a town of ${figure(few)} and of ${figure(many)}`, [
    [
      '',
      'trips',
      'statements',
      'rows read',
      `of ${figure(many)}`,
      'ratio',
      'rows written',
      `of ${figure(many)}`,
    ],
    ...rows.map(({ name, a, b, ratio }) => [
      name,
      b.trips,
      b.statements,
      a.read,
      b.read,
      ratio.toFixed(2),
      a.written,
      b.written,
    ]),
  ])
  for (const { name, a, b } of rows) {
    expect(b.trips, name).toBeLessThanOrEqual(2)
    expect.soft(b.read, name).toBeLessThanOrEqual(1.05 * a.read)
    expect.soft(b.written, name).toBeLessThanOrEqual(1.05 * a.written)
  }
})
