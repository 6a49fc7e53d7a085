import { beforeAll, describe, test } from 'vitest'
import { NOW, person, places, put, rows, run, why } from './lines.ts'

type Row = { [column: string]: string | number | null }

let count = 0
/** Somebody verified of a kind in the first community. */
const somebody = (kind: 'member' | 'volunteer', over: Row = {}): Promise<number> => {
  count += 1
  return person({ name: `人${count}`, key: `人${count}`, kind, ...over })
}
const ask = (member_id: number, volunteer_id: number, over: Row = {}) =>
  put('pairing', {
    community_id: 1,
    member_id,
    volunteer_id,
    round: 1,
    score: 50,
    reasons: '[]',
    asked_at: NOW,
    message: 'wecom/bot/ask',
    answer_by: NOW + 1000,
    ...over,
  })
const begin = (id: number) =>
  run(
    `update pairing set state = 'active', member_yes_at = 1, volunteer_yes_at = 1, began_at = 2, begin_message = 'm',
      term_to = '2027-01-01' where id = ?`,
    id,
  )

beforeAll(async () => {
  await places()
})

describe('pairings', () => {
  test('one member and one volunteer of the community, verified; nobody has two', async ({ expect }) => {
    const [member, other, volunteer] = [
      await somebody('member'),
      await somebody('member'),
      await somebody('volunteer'),
    ]
    expect(await why(ask(member, other))).toContain('pairing.unfit')
    expect(await why(ask(volunteer, member))).toContain('pairing.unfit')
    expect(await why(ask(member, volunteer, { community_id: 2 }))).toContain('pairing.unfit')
    const id = await ask(member, volunteer)
    expect(await why(ask(other, volunteer))).toContain('UNIQUE')
    await begin(id)
    expect(await why(ask(member, await somebody('volunteer')))).toContain('UNIQUE')
  })

  test('what is settled stays; no pair is asked twice in a round; nothing is deleted', async ({ expect }) => {
    const [member, volunteer] = [await somebody('member'), await somebody('volunteer')]
    const id = await ask(member, volunteer)
    expect(await why(run("update pairing set state = 'active' where id = ?", id))).toContain('pairing_began')
    await run(
      "update pairing set state = 'declined', declined_by = ?, ended_at = 3, end_message = 'm' where id = ?",
      volunteer,
      id,
    )
    expect(await why(begin(id))).toContain('pairing.settled')
    expect(await why(ask(member, volunteer))).toContain('UNIQUE')
    expect(await why(ask(member, volunteer, { round: 2 }))).toBeUndefined()
    expect(await why(run('delete from pairing where id = ?', id))).toContain('ledger.fixed')
    expect(
      await rows(
        'select person_id, times, seeks from pair_left where person_id in (?, ?)',
        member,
        volunteer,
      ),
    ).toEqual([{ person_id: member, times: 1, seeks: 0 }])
  })

  test('who leaves ends it; the other is told, comes first, and is asked about somebody else', async ({
    expect,
  }) => {
    const [member, volunteer] = [await somebody('member'), await somebody('volunteer')]
    const id = await ask(member, volunteer)
    await begin(id)
    await run("update person set kind = 'volunteer' where id = ?", member)
    expect(await rows('select state, end_reason, ended_by from pairing where id = ?', id)).toEqual([
      { state: 'ended', end_reason: 'gone', ended_by: member },
    ])
    expect(
      await rows('select person_id, seeks from pair_left where person_id in (?, ?)', member, volunteer),
    ).toEqual([{ person_id: volunteer, seeks: 1 }])
    expect(await rows("select person_id, say from outbox where dedupe like 'pair/gone/%'")).toEqual([
      { person_id: volunteer, say: '[{"code":"pair_gone.active"}]' },
    ])
  })
})
