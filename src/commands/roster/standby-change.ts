import type { Team } from '../../domain/rally/teams.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { putOnList, takeOffList, type UnitLists } from '../../store/standby.ts'
import { fold } from '../../text/fold.ts'
import type { StandbyWords } from '../args/standby-words.ts'
import type { Decision, Situation } from '../define.ts'

interface Person {
  id: number
  name: string
  key: string
  unit_id: number
  community: string | null
}

type Changing = Situation<{ team: Team | undefined; typed: StandbyWords | undefined }, { people: Person[] }>

const mostAtOnce = 50

/** `p12` → 12: how people of one name are told apart. */
export const personNumbers = (keys: readonly string[]): number[] =>
  keys.flatMap((key) => /^p(\d{1,9})$/.exec(key)?.[1] ?? []).map(Number)

/**
 * Puts people of a unit on one of its lists, or takes them off; each of them hears so in private. All or nobody. Refuses with
 * standby.which_team, standby.nobody, standby.too_many, standby.unknown, standby.several.
 */
export function changeList(
  situation: Changing,
  unit: UnitLists,
  names: readonly string[],
): Decision | Refusal {
  const { args, facts, who, key, now } = situation
  const { team } = args
  const off = args.typed?.off === true
  if (!team) return refuse('standby.which_team', { names: [...names] })
  if (names.length === 0) return refuse('standby.nobody')
  if (names.length > mostAtOnce) return refuse('standby.too_many', { count: names.length, most: mostAtOnce })
  const own = facts.people.filter(({ unit_id }) => unit_id === unit.id)
  const found = names.map((name) => {
    const [number] = personNumbers([fold(name)])
    return {
      name,
      fits: own.filter((one) => (number === undefined ? one.key === fold(name) : one.id === number)),
    }
  })
  const unknown = found.filter(({ fits }) => fits.length === 0).map(({ name }) => name)
  if (unknown.length > 0) return refuse('standby.unknown', { unit: unit.name, names: unknown })
  const twice = found.find(({ fits }) => fits.length > 1)
  if (twice) {
    const people = twice.fits.slice(0, 6).map(({ id, community }) => `P${id}（${community ?? ''}）`)
    return refuse('standby.several', { name: twice.name, people, person: `P${twice.fits[0]?.id}` })
  }
  const people = found.flatMap(({ fits }) => fits)
  const ids = people.map(({ id }) => id)
  const what = { unit: unit.name, team: [`team.${team}`] }
  return {
    say: [
      line(off ? 'standby.taken_off' : 'standby.put_on', { ...what, names: people.map(({ name }) => name) }),
    ],
    offer: [offer('offer.standby', '/常备队伍')],
    writes: [
      off ? takeOffList(unit.id, team, ids) : putOnList(unit.id, team, ids),
      recordIfChanged(
        {
          action: off ? 'standby.off' : 'standby.on',
          subject: `unit:${unit.id}`,
          communityId: null,
          detail: { team, people: ids },
        },
        { actorId: who.person?.id ?? null, message: key, at: now },
      ),
    ],
    mail: ids
      .filter((id) => id !== who.person?.id)
      .map((to) => ({
        to,
        say: [line(off ? 'mail.standby_off' : 'mail.standby_on', what)],
        dedupe: `standby/${key}/${to}`,
      })),
  }
}
