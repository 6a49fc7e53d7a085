import { beforeAll, describe, test, vi } from 'vitest'
import { rows } from '../schema/lines.ts'
import { earn, newNeighbour, unbalanced } from '../support/exchange.ts'
import { entryIn } from '../support/members.ts'
import { at, type Speaker, secretary, settledTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(at('2026-11-02 09:00'))
  await talk.private(secretary, '/兑换 上架 大米 40袋 15分')
})

/** Numbers by chance that are the same in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** 10月对账：月初 0＋挣得 60－兑换 10＋退回 0＝结余 50 分 */
const statement = (text: string): number[] =>
  [...(/月初.*结余 -?\d+/.exec(text)?.[0] ?? '').matchAll(/-?\d+/g)].map(([number]) => Number(number))

describe('the statement of a series typed in the chat, over the end of a year', () => {
  test.for([1, 2, 3])(
    'adds up, opens as the last one closed, and agrees with what is there (%i)',
    async (seed, { expect }) => {
      const next = chance(seed)
      const who = await newNeighbour(talk, seed % 2 > 0 ? '志愿者' : '居民', seed > 1 ? 'dingtalk' : 'wecom')
      talk.now = at('2026-11-02 10:00')
      await earn(who, 60, '2026-11-01')
      const acts: ((who: Speaker) => Promise<unknown>)[] = [
        (one) => talk.private(one, `/兑换 ${10 * (1 + next(3))}分 时长`),
        (one) => talk.group(one, '/兑换 大米'),
        (one) => talk.private(one, `/兑换 大米 ${1 + next(3)}袋`),
        (one) => talk.private(one, '/撤销'),
        async (one) => {
          const code = await codeOf(one)
          await talk.private(next(2) > 0 ? one : secretary, `/兑换 退回 ${code}`)
        },
        async (one) => talk.private(secretary, `/兑换 核销 ${await codeOf(one)}`),
        async (one) => {
          const entry = entryIn((await talk.private(one, `/工时 昨天 ${1 + next(3)}小时 扫地`)).text)
          await talk.private(secretary, `/通过 ${entry}`)
          if (next(2) > 0) await talk.private(secretary, `/更正 ${entry} 30分钟 记多了`)
        },
      ]
      let closing = 0
      for (const [month, days] of [
        ['2026-11', 28],
        ['2026-12', 30],
        ['2027-01', 28],
      ] as const) {
        for (let day = 3; day < days; day += 3) {
          talk.now = at(`${month}-${String(day).padStart(2, '0')} 10:00`)
          await acts[next(acts.length)]?.(who)
          talk.now += 5 * 60_000
          await acts[next(acts.length)]?.(who)
        }
        const { text } = await talk.private(who, '/兑换 明细')
        const [opening = 0, earned = 0, used = 0, back = 0, end = 0] = statement(text)
        expect([month, opening]).toEqual([month, closing])
        expect(opening + earned - used + back).toBe(end)
        expect(text).toMatch(/相符/)
        closing = end
      }
      expect(await unbalanced()).toEqual([])
    },
  )
})

const codeOf = async ({ id }: Speaker): Promise<string> => {
  const [found] = await rows<{ code: string }>(
    `select u.code from pick_up u join exchange e on e.id = u.exchange_id join identity i on i.person_id = e.person_id
      where i.user_id = ? order by u.exchange_id desc limit 1`,
    id,
  )
  return found?.code ?? '0000'
}
