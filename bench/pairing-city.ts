import { fill } from './database.ts'
import { dice, each } from './rows.ts'
import { build, city, settle } from './town.ts'

const skills = ['法律', '医疗', '维修', '教育', '摄影', '调解', '心理', '电脑']
/** One more community, as large on both sides. */
const large = 1000

/**
 * The whole city without a single pair: of ten people seven are members and three volunteers, most say what they are good
 * at and when they have time, some wish for somebody or against; and one community with so many on each side.
 */
export async function raisePools(aSide: number): Promise<void> {
  await fill(...build(city))
  await fill(...settle(2, city.members, city))
  const [from, to] = [city.members + 1, city.members + 2 * aSide]
  await fill(
    `insert into community (id, name, key) values (${large}, '大社区', '大社区')`,
    each(
      from,
      to,
      'person (id, name, key, kind, state, unit_id, community_id, created_at, registered_at, verified_at)',
      `select i, '大' || i, '大' || i, 'member', 'verified', 1, ${large}, 0, 0, 0 from n`,
    ),
    // Whoever has a role stays a member: as a volunteer they would be in no pool.
    `update person set kind = 'volunteer' where id not in (select person_id from role)
      and iif(community_id = ${large}, id > ${from + aSide - 1}, id % 10 < 3)`,
    `insert into role (person_id, role, community_id, granted_at) values (${from}, 'secretary', ${large}, 0)`,
    each(
      1,
      to,
      'skill (person_id, key, name, place)',
      `select i, value, value, 1 + key from n, json_each('${JSON.stringify(skills)}')
        where (i * 7919 + key * 104729) % 1009 % 100 < 20`,
    ),
    each(
      1,
      to,
      'free_time (person_id, weekday, part)',
      `select i, 1 + d.value, p.value from n, json_each('[0,1,2,3,4,5,6]') d,
        json_each('["morning", "afternoon", "evening"]') p where (i * 31 + d.value * 17 + p.key * 7) % 101 % 10 < 2`,
    ),
    `insert or ignore into pair_wish (person_id, other_id, wants, at)
      select i, (select max(id) from person where community_id = w.community_id and kind <> w.kind and id < w.id + 5000), ${dice(3, 2)}, 0
      from (select id as i, id, community_id, kind from person where id % 20 = 0) w
      where exists (select 1 from person where community_id = w.community_id and kind <> w.kind and id < w.id + 5000)`,
    `insert into pair_left (person_id, community_id, at, times)
      select id, community_id, 0, 1 + id % 4 from person where id % 15 = 0`,
  )
}

/** A secretary of every community asks for its preview. */
export const orderPreviews = (now: number): Promise<void> =>
  fill(
    `insert into pair_draft (person_id, community_id, at)
      select min(person_id), community_id, ${now} from role where role = 'secretary' and ended_at is null group by community_id`,
    `insert into job_run (job, period, target, due_at, until, next_at)
      select 'pairing', '${now}', community_id, ${now}, ${now} + 86400000, ${now} from pair_draft`,
  )
