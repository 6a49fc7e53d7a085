import { beforeAll, describe, test, vi } from 'vitest'
import { rows, run } from '../schema/lines.ts'
import { admin, at, onWecom, secretary, settledTalk, Talk } from '../support/talk.ts'

const START = at('2026-11-23 09:00')
const NAME = '张伟'
let talk: Talk

/** More people of one name elsewhere than any list holds, all of them registered before ours. */
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {})
  talk = await settledTalk(START)
  await new Talk(START, 'west').group(admin, '/绑定社区 西湖社区')
  await run(
    `insert into person (name, key, kind, state, unit_id, community_id, created_at)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 80)
      select ?, ?, 'member', iif(i % 2, 'pending', 'verified'), u.id, u.community_id, 0
      from n, unit u where u.name = '西湖社区'`,
    NAME,
    NAME,
  )
})

const stateOf = async (userId: string): Promise<string | undefined> =>
  (
    await rows<{ state: string }>(
      'select state from person where id = (select person_id from identity where user_id = ?)',
      userId,
    )
  )[0]?.state

describe('eighty people of one name elsewhere do not hide the one of this community', () => {
  test('from /通过', async ({ expect }) => {
    await talk.group(onWecom('zw1'), `/登记 ${NAME} 市财政局`)
    const { text } = await talk.group(secretary, `/通过 ${NAME}`)
    expect(text).toContain('已核实 1 人')
    expect(await stateOf('zw1')).toBe('verified')
  })

  test('from /驳回', async ({ expect }) => {
    await talk.group(onWecom('zw2'), `/登记 ${NAME} 市教育局`)
    const { text } = await talk.group(secretary, `/驳回 ${NAME} 不是本社区的`)
    expect(text).toContain(`已退回${NAME}的登记`)
    expect(await stateOf('zw2')).toBe('rejected')
  })

  test('from /任命', async ({ expect }) => {
    const { text } = await talk.group(secretary, `/任命 ${NAME} 网格长 3网格`)
    expect(text).toContain(`已任命${NAME}为网格长`)
    const roles = await rows("select 1 from role where role = 'grid_head' and ended_at is null")
    expect(roles).toHaveLength(1)
  })
})
