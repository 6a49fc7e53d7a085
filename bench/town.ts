import { DINGTALK_CLIENT_ID } from '../test/support/dingtalk.ts'
import { at } from '../test/support/instant.ts'
import { WECOM_BOT } from '../test/support/wecom.ts'
import { dice, each } from './rows.ts'

/** How large a deployment is. */
export interface Size {
  members: number
  units: number
  communities: number
  grids: number
  groups: number
}

/** What one deployment is to hold (docs/architecture.md). */
export const city: Size = { members: 70_000, units: 212, communities: 187, grids: 1893, groups: 1000 }

const SURNAMES = '赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕'
const GIVEN = '建国秀英志强丽华海燕明军晓红文静'
const BEGAN = at('2025-03-03 09:00')

/** Of a hundred groups: on DingTalk with a webhook, on WeCom with one, on DingTalk without; the last is on WeCom and has no way. */
const platform = "iif(i % 100 < 30 or i % 100 between 69 and 98, 'dingtalk', 'wecom')"
const hook = `case when i % 100 < 30 then 'https://oapi.dingtalk.com/robot/send?access_token=hook-' || i
  when i % 100 < 69 then 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=hook-' || i end`

/** Places, units and groups, and as their first person the administrator who bound them. */
export function build({ units, communities, grids, groups }: Size): string[] {
  const named = (name: string) => `i, '${name}' || i, '${name}' || i`
  return [
    each(1, 6, 'district (id, name, key)', `select ${named('区')} from n`),
    each(1, 24, 'street (id, name, key, district_id)', `select ${named('街道')}, i % 6 + 1 from n`),
    each(
      1,
      communities,
      'community (id, name, key, street_id)',
      `select ${named('社区')}, i % 24 + 1 from n`,
    ),
    each(
      1,
      grids,
      'grid (id, community_id, name, key)',
      `select i, i % ${communities} + 1, i || '网格', i from n`,
    ),
    each(1, units, 'unit (id, name, key)', `select ${named('单位')} from n`),
    `insert into person (id, name, key, kind, state, unit_id, community_id, created_at)
      values (1, '管理员', '管理员', 'member', 'verified', 1, 1, ${BEGAN})`,
    `insert into role (person_id, role, granted_at) values (1, 'administrator', ${BEGAN})`,
    each(
      1,
      groups,
      '"group" (id, platform, bot, conversation_id, community_id, title, bound_at, bound_by, push_url, push_bound_at, push_bound_by)',
      `select i, ${platform}, iif(${platform} = 'wecom', '${WECOM_BOT}', '${DINGTALK_CLIENT_ID}'), 'cid' || i,
        i % ${communities} + 1, '先锋群' || i, ${BEGAN}, 1, ${hook},
        iif(${hook} is null, null, ${BEGAN}), iif(${hook} is null, null, 1) from n`,
    ),
  ]
}

/**
 * Verified members `from` … `to`, every second on DingTalk and the others on WeCom. Units and communities are large and
 * small; the first person of each community is its secretary, of each unit its liaison. The same in each run.
 */
export function settle(from: number, to: number, { units, communities, grids }: Size): string[] {
  const sign = (of: string, salt: number) => `substr('${of}', ${dice(salt, of.length)} + 1, 1)`
  const fromHere = `id between ${from} and ${to}`
  return [
    each(
      from,
      to,
      'person (id, name, key, kind, state, unit_id, community_id, grid_id, lang, created_at, registered_at, verified_at)',
      `select i, name, name, 'member', 'verified', unit, here,
        iif(${dice(8, 10)} = 0, null, (here + ${communities - 2}) % ${communities} + 1 + ${communities} * ${dice(9, Math.floor(grids / communities))}),
        iif(i % 20 = 0, 'hant', 'hans'), ${BEGAN}, ${BEGAN}, ${BEGAN}
        from (select i, ${sign(SURNAMES, 1)} || ${sign(GIVEN, 2)} || ${sign(GIVEN, 3)} as name,
          min(${dice(4, units)}, ${dice(5, units)}) + 1 as unit,
          min(${dice(6, communities)}, ${dice(7, communities)}) + 1 as here from n)`,
    ),
    `insert into identity (platform, bot, kind, user_id, person_id, seen_at)
      select iif(id % 2, 'dingtalk', 'wecom'), iif(id % 2, '${DINGTALK_CLIENT_ID}', '${WECOM_BOT}'),
        iif(id % 2, 'staff', 'user'), 'u' || id, id, ${BEGAN} from person where ${fromHere}`,
    `insert or ignore into role (person_id, role, community_id, granted_at)
      select min(id), 'secretary', community_id, ${BEGAN} from person where ${fromHere} group by community_id`,
    `insert or ignore into role (person_id, role, unit_id, granted_at)
      select min(id), 'liaison', unit_id, ${BEGAN} from person where ${fromHere} group by unit_id`,
  ]
}

/** Every unit is linked with two communities; each of these has somebody on duty from Monday (`day`) to Wednesday. */
export function plan(day: string, { units, communities }: Size): string[] {
  const start = at(`${day} 09:00`)
  return [
    ...[1, 7].map((step) =>
      each(
        1,
        units,
        'unit_link (unit_id, community_id, state, asked_by, asked_at, settled_by, settled_at, message, settle_message)',
        `select i, i * ${step} % ${communities} + 1, 'confirmed', 1, ${BEGAN}, 1, ${BEGAN}, 'bench', 'bench' from n
          where ${step} = 1 or i * ${step} % ${communities} <> i % ${communities}`,
      ),
    ),
    `insert into shift (community_id, person_id, unit_id, day, starts_at, ends_at, planned_by, planned_at, message)
      select p.community_id, p.id, p.unit_id, date('${day}', d.value || ' days'), ${start} + d.value * 86400000,
        ${start} + d.value * 86400000 + 10800000, 1, ${BEGAN}, 'bench'
      from (select min(id) as id from person group by community_id) first join person p on p.id = first.id,
        json_each('[0,1,2]') d`,
  ]
}
