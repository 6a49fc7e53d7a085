import type { Sight } from '../../src/domain/console/scope.ts'
import { put, rows, run } from '../schema/lines.ts'
import { order } from './orders.ts'
import { personOf, planShift } from './roster.ts'
import { admin, at, onWecom, type Speaker, secretary, settledTalk, Talk } from './talk.ts'

/** Somebody of one of the four corners: two communities, two units. What is named here is theirs alone. */
export interface Corner extends Speaker {
  unit: string
  /** What they wrote about their hours, the title of their order, the thing of their wish, their household, the pair's goal. */
  work: string
  order: string
  wish: string
  code: string
  goal: string
}

const corner = (id: string, name: string, unit: string): Corner => ({
  ...onWecom(id, name),
  unit,
  work: `${name}做的事`,
  order: `${name}接的订单`,
  wish: `${name}圆的心愿`,
  code: `H${[...id].map((sign) => sign.charCodeAt(0)).join('')}`,
  goal: `${name}的目标`,
})

export const [eastFinance, eastJustice, westFinance, westJustice] = [
  corner('ef', '甲东财', '市财政局'),
  corner('ej', '乙东法', '市司法局'),
  corner('wf', '丙西财', '市财政局'),
  corner('wj', '丁西法', '市司法局'),
]
export const corners = [eastFinance, eastJustice, westFinance, westJustice]
export const westSecretary = onWecom('ws', '戊夏河')
export const [liaison, officer, gridHead] = [
  onWecom('li2', '己春生'),
  onWecom('so', '庚秋月'),
  onWecom('gh', '辛冬梅'),
]

/** Who looks, in which role, and whom of the corners they may see; a grid's head sees no sums of hours but their own. */
export const viewers: { who: Speaker; role: Sight; sees: Corner[] }[] = [
  { who: eastFinance, role: 'person', sees: [eastFinance] },
  { who: secretary, role: 'secretary', sees: [eastFinance, eastJustice] },
  { who: westSecretary, role: 'secretary', sees: [westFinance, westJustice] },
  { who: liaison, role: 'liaison', sees: [eastFinance, westFinance] },
  { who: officer, role: 'street_officer', sees: [eastFinance, eastJustice] },
  { who: gridHead, role: 'grid_head', sees: [eastFinance] },
  { who: admin, role: 'administrator', sees: corners },
]

/** The volunteer of each corner's pair. */
export const helperOf = ({ name }: Speaker): string => `${name}的志愿者`

/** The town on the morning of 23 November 2026: lines that stand, that wait, shifts, orders, wishes, pairs. */
export async function cornerTown(): Promise<{ talk: Talk; west: Talk }> {
  const talk = await settledTalk(at('2026-11-23 09:00'))
  const west = new Talk(talk.now, 'west')
  await west.group(admin, '/绑定社区 西园社区')
  await west.group(westSecretary, '/登记 戊夏河 西园社区')
  await west.group(admin, '/任命 @戊夏河 书记')
  for (const who of [liaison, officer, gridHead]) await talk.group(who, `/登记 ${who.name} 东湖社区`)
  for (const [place, keeper, who] of [
    [talk, secretary, eastFinance],
    [talk, secretary, eastJustice],
    [west, westSecretary, westFinance],
    [west, westSecretary, westJustice],
  ] as const) {
    await place.group(who, `/登记 ${who.name} ${who.unit}`)
    await place.group(keeper, `/通过 ${who.name}`)
    await place.private(who, `/工时 95分钟 ${who.work} 11-20`)
    await place.private(keeper, '/通过 全部')
    await place.private(who, `/工时 1小时 ${who.work} 11-21`)
    await planShift(who, '2026-11-25')
    await alsoHas(who)
  }
  for (const [sql, ...values] of [
    ["insert into street (id, name, key) values (1, '东湖街道', '东湖街道')"],
    ["update community set street_id = 1 where key = '东湖社区'"],
    [
      "insert into grid (id, community_id, name, key) select 1, id, '一格', '一格' from community where key = '东湖社区'",
    ],
    ["update person set grid_id = 1 where key = '甲东财'"],
    [
      `update "order" set grid_id = 1 where id in (select order_id from claim where person_id = ?)`,
      await personOf(eastFinance),
    ],
    [
      "insert into role (person_id, role, unit_id, granted_at) select ?, 'liaison', id, 0 from unit where key = '市财政局'",
      await personOf(liaison),
    ],
    [
      "insert into role (person_id, role, street_id, granted_at) values (?, 'street_officer', 1, 0)",
      await personOf(officer),
    ],
    [
      `insert into role (person_id, role, community_id, grid_id, granted_at)
        select ?, 'grid_head', community_id, id, 0 from grid`,
      await personOf(gridHead),
    ],
  ] as const)
    await run(sql, ...values)
  return { talk, west }
}

/** An order that they hold, a wish that they granted, a volunteer who is their partner, and a household. */
async function alsoHas(who: Corner): Promise<void> {
  const person = await personOf(who)
  const [home] = await rows<{ community_id: number; unit_id: number }>(
    'select community_id, (select id from unit where community_id = person.community_id) as unit_id from person where id = ?',
    person,
  )
  const { community_id = 0, unit_id = 0 } = home ?? {}
  for (const title of [who.order, who.wish]) {
    const wish = title === who.wish
    const id = await order(title, { community_id, ...(wish ? { origin: 'wish' } : {}) })
    if (wish) await put('wish', { order_id: id, cents: 12_050, household: 'elderly', thing: '' })
    await run(
      `insert into claim (order_id, person_id, unit_id, community_id, state, rank, at, message, changed_at, change_message)
        select ?1, id, unit_id, community_id, 'held', 1, 0, ?2, 0, ?2 from person where id = ?3`,
      id,
      `test/claim-of-${id}`,
      person,
    )
  }
  const [now, name] = [at('2026-11-02 09:00'), helperOf(who)]
  const volunteer = await put('person', {
    name,
    key: name,
    kind: 'volunteer',
    state: 'verified',
    unit_id,
    community_id,
    created_at: now,
  })
  const pairing = await put('pairing', {
    community_id,
    member_id: person,
    volunteer_id: volunteer,
    state: 'active',
    round: 1,
    score: 50,
    reasons: '[]',
    asked_at: now,
    message: 'test',
    answer_by: now,
    member_yes_at: now,
    volunteer_yes_at: now,
    began_at: now,
    begin_message: 'test',
    term_to: '2027-05-01',
  })
  await put('pair_text', { pairing_id: pairing, part: 'goal', person_id: person, text: who.goal })
  await put('support_pair', {
    community_id,
    member_id: person,
    code: who.code,
    key: who.code.toLowerCase(),
    state: 'active',
    asked_by: person,
    asked_at: now,
    message: 'test',
    consent_by: person,
    consent_at: now,
    consent_message: 'test',
  })
}
