import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line } from '../../domain/say.ts'
import {
  onListsQuery,
  peopleOfUnitsQuery,
  type Readiness,
  readinessQuery,
  unitListsQuery,
  unreadyUnitsQuery,
} from '../../store/standby.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { standbyTeam } from '../args/choices.ts'
import { standbyWords } from '../args/standby-words.ts'
import { type Decision, defineCommand, type Who } from '../define.ts'
import { changeList, personNumbers } from './standby-change.ts'
import { countsOf, namesOf } from './standby-lines.ts'

const [unitsShown, namesShown, listed] = [5, 40, 300]

/** Liaisons and administrators. Refuses with who.standby. */
const keeper = ({ roles }: Who): Refusal | undefined =>
  roles.some(({ role }) => role === 'liaison' || role === 'administrator') ? undefined : refuse('who.standby')

/**
 * `/常备队伍 [突击队 姓名…]`: the standing lists of a unit (两队一网格, R099), which a rally calls first; its liaison puts people
 * on them, `移出` takes them off. Alone it shows who is ready, and which units have no 突击队; names in private only. Refuses
 * with who.standby, standby.*.
 */
export const standbyLists = defineCommand({
  name: '常备队伍',
  aliases: ['队伍', '常备名单', 'standby'],
  topic: 'figures',
  usage: '/常备队伍 [突击队|工作队|党员网格员] [移出] [姓名]',
  example: '/常备队伍 突击队 张三 李四',
  args: args({ team: optional(standbyTeam), typed: optional(standbyWords) }),
  hidden: (who) => keeper(who) !== undefined,
  who: keeper,
  read: ({ args: { typed }, sender }) => {
    const keys = (typed?.words ?? []).map(fold)
    return {
      units: unitListsQuery(sender, keys[0], unitsShown),
      people: peopleOfUnitsQuery(sender, keys[0], keys, personNumbers(keys)),
      listed: onListsQuery(sender, keys[0], listed),
      readiness: readinessQuery(sender),
      unready: unreadyUnitsQuery(sender, namesShown),
    }
  },
  decide: (situation): Decision | Refusal => {
    const { args, facts, who } = situation
    const [first] = facts.units
    const typed = args.typed?.words ?? []
    const isNamed = first !== undefined && fold(typed[0] ?? '') === first.key
    const names = isNamed ? typed.slice(1) : typed
    const [readiness] = facts.readiness
    if (!first) {
      if (names.length > 0) return refuse('standby.unit_unknown')
      return {
        say: readiness?.units ? readyLines(readiness, facts.unready, who.inGroup) : [line('standby.none')],
      }
    }
    if (names.length > 0 || args.typed?.off) return changeList(situation, first, names)
    const units = isNamed ? [first] : facts.units
    const rows = who.inGroup || units.length > 1 ? [] : facts.listed
    return {
      say: [
        ...units.flatMap(countsOf),
        ...namesOf(rows, args.team),
        ...(who.inGroup || units.length > 1 ? [] : [line('standby.how')]),
      ],
    }
  },
})

/** The whole deployment at a glance: how many units have nobody on a list; which, in private only. */
function readyLines(
  { units, no_strike, no_work, no_grid }: Readiness,
  unready: readonly { name: string }[],
  inGroup: boolean,
): Line[] {
  const names = unready.map(({ name }) => name)
  return [
    line('standby.units', { units }),
    line('standby.lacking', { strike: no_strike, work: no_work, grid: no_grid }),
    ...(inGroup || names.length === 0
      ? []
      : [line(no_strike > names.length ? 'standby.no_strike_more' : 'standby.no_strike', { units: names })]),
    line('standby.units_how'),
  ]
}
