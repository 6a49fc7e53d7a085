import { test } from 'vitest'
import { dingtalkRequest, dingtalkText } from '../test/support/dingtalk.ts'
import { at } from '../test/support/instant.ts'
import { wecomRequest, wecomText } from '../test/support/wecom.ts'
import { answered, type Block, middle, share } from './blocks.ts'
import { each } from './rows.ts'
import { print } from './table.ts'
import { build, city, settle } from './town.ts'
import { type Serve, twoWorkers } from './two-workers.ts'

/** People in the town, those of them who speak, and so many at once. */
const town = 2000
const speakers = 60
const lanes = 8
const [warming, rounds] = [3, 12]
/** So many speak through one of the two before the other has its turn: what a shared machine does meets both. */
const block = 15
const DAY = 86_400_000

/** The same message through the real Worker and through the floor; every round has an order of its own. */
const commands: ((round: number) => string)[] = [
  () => '/工时 2小时 清洁楼道',
  () => '/报到',
  () => '/我的',
  () => '/订单',
  (round) => `/接单 ${round + 1}`,
]
const platforms = ['wecom', 'dingtalk'] as const

let now = at('2026-11-02 09:00')
const groups = { wecom: 'wr-bench', dingtalk: 'cid-bench' }

const callback = {
  wecom: (from: string, text: string) =>
    wecomRequest({ message: wecomText({ from, text, chat: groups.wecom }), now }),
  dingtalk: (from: string, text: string) =>
    dingtalkRequest({ message: dingtalkText({ from, text, chat: groups.dingtalk }), now }),
}

test('the real Worker beside the least that a bot must do', async () => {
  const workers = await twoWorkers()
  await workers.fill(
    ...build(city),
    ...settle(2, town, city),
    "insert into community (id, name, key) values (1000, '试点社区', '试点社区')",
    `update person set community_id = 1000, grid_id = null where id between 2 and ${2 * speakers + 3}`,
    ...platforms.map(
      (platform) => `update "group" set conversation_id = '${groups[platform]}', community_id = 1000
        where id = (select min(id) from "group" where platform = '${platform}')`,
    ),
    each(
      1,
      warming + rounds,
      `"order" (id, community_id, origin, state, category, base, places, created_by, created_at, message,
        published_by, published_at, untaken_since)`,
      `select i, 1000, 'push', 'open', 'elderly', 120, ${2 * speakers}, 1, 1, 'bench/' || i, 1, 1, 1 from n`,
    ),
    each(1, warming + rounds, 'order_text', "select i, 'title', 1, '陪王奶奶看病' from n"),
  )

  const table: (string | number)[][] = []
  const ratios: number[] = []
  for (const said of commands)
    for (const platform of platforms) {
      const everybody = Array.from(
        { length: speakers },
        (_, i) => `u${2 * i + (platform === 'wecom' ? 2 : 3)}`,
      )
      const blocks: { floor: Block; real: Block }[] = []
      for (let round = 0; round < warming + rounds; round++) {
        now += DAY
        // A check-in that finds yesterday's duty still running would be two commands, and a fourth open claim is refused.
        await workers.fill(
          `update duty set ended_at = started_at + 3600000, ended_by = 'person', end_message = 'bench' where ended_at is null`,
          "update claim set state = 'done', spans = '[]', finished_at = at, change_message = 'bench' where state = 'held'",
        )
        for (let from = 0; from < speakers; from += block) {
          const turn = (serve: Serve) =>
            answered(
              everybody.slice(from, from + block).map((who) => callback[platform](who, said(round))),
              serve,
              lanes,
            )
          const realFirst = (round + from / block) % 2 === 0
          const first = await turn(realFirst ? workers.real : workers.floor)
          const second = await turn(realFirst ? workers.floor : workers.real)
          if (round >= warming)
            blocks.push(realFirst ? { real: first, floor: second } : { floor: first, real: second })
        }
      }
      const speed = (of: 'floor' | 'real') => (1000 * block) / middle(blocks.map((one) => one[of].all))
      const ms = (of: 'floor' | 'real') => blocks.flatMap((one) => one[of].ms)
      const ratio = middle(blocks.map(({ floor, real }) => floor.all / real.all))
      ratios.push(ratio)
      table.push([
        `${said(0)} (${platform})`,
        speed('floor'),
        speed('real'),
        ratio.toFixed(2),
        share(ms('floor'), 0.5),
        share(ms('real'), 0.5),
        share(ms('floor'), 0.99),
        share(ms('real'), 0.99),
      ])
    }
  await workers.stop()
  print(`Messages a second, ${lanes} at once, in a town of ${town}; medians of blocks of ${block}`, [
    ['', 'floor', 'real', 'ratio', 'floor p50 ms', 'real p50', 'floor p99', 'real p99'],
    ...table,
    ['the middle one', '', '', middle(ratios).toFixed(2)],
  ])
})
