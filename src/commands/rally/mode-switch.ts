import { type Mode, secondWithin } from '../../domain/rally/mode.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordWhen } from '../../store/audit.ts'
import { instead, otherwise } from '../../store/inbox.ts'
import type { OpenAsk, OpenWar } from '../../store/mode.ts'
import {
  agreeToSwitch,
  askToSwitch,
  isAlone,
  switchedBy,
  tellSwitched,
  wishedBy,
  writeToSeconds,
} from '../../store/mode-switch.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOf, outcomeOfRefusal } from '../outcome.ts'
import { switchedLines } from './mode-lines.ts'

type Switching = Situation<unknown, { wars: OpenWar[] }>

/** Where is switched; of a community its street. */
interface Switched {
  key: string
  name: string
  streetId: number | null
}

/** Whether an area lies in a greater one. */
const liesIn = ({ key, streetId }: Switched, greater: string): boolean =>
  key !== 'all' && key !== greater && (greater === 'all' || greater === `s${streetId}`)

/**
 * Says yes to what another person has asked for in the area, or asks for it: the write decides which, so two who ask at one
 * instant are two, and of two who say yes one is the second. Refuses with mode.same, mode.above, mode.waiting, mode.same_name,
 * mode.alone, mode.changed_now.
 */
export function switchMode(
  situation: Switching,
  mode: Mode,
  area: Switched,
  asks: readonly OpenAsk[],
): Decision | Refusal {
  const { facts, who, key, at, now, peacetime } = situation
  const { person } = who
  if (!person) return refuse('who.unregistered')
  const what = { area: area.name, mode: [`mode_name.${mode}`] }
  const war = facts.wars.find((one) => one.area === area.key)
  if (mode === 'war' && war) return refuse('mode.same_war', { ...what, at: war.began_at })
  const above = facts.wars.find((one) => liesIn(area, one.area))
  if (mode === 'peace' && !war && above)
    return refuse('mode.above', { ...what, above: above.place, at: above.began_at })
  const minutes = secondWithin / 60_000
  const word = mode === 'war' ? '战时' : '平时'
  const command = `/切换 ${word} ${area.name === '' ? '全部' : area.name}`
  const open = asks.filter((ask) => ask.mode === mode && ask.area === area.key)
  if (mode === 'peace' && !war && open.length === 0) return refuse('mode.same_peace', what)
  const mine = open.find((ask) => ask.asked_by === person.id)
  if (mine) return refuse('mode.waiting', { ...what, at: mine.asked_at + secondWithin, command })
  const twin = open.find(
    (ask) => ask.key !== null && ask.key === person.key && ask.unit_id === person.unit_id,
  )
  if (twin) return refuse('mode.same_name', { ...what, name: twin.name, command })

  const wish = { mode, area: area.key, personId: person.id, key, at, since: at - secondWithin }
  const by = { actorId: person.id, message: key, at: now }
  const act = (action: string) => ({
    action,
    subject: `area:${area.key}`,
    communityId: area.key.startsWith('c') ? Number(area.key.slice(1)) : null,
    detail: { mode },
  })
  const switched = switchedLines(mode, area.name, peacetime)
  const stored = (refusal: Refusal) => JSON.stringify(outcomeOfRefusal(situation, refusal))
  return {
    say: [line('mode.asked', what), line('mode.asked_how', { minutes, command })],
    writes: [
      agreeToSwitch(wish),
      askToSwitch(wish),
      otherwise(key, stored(refuse('mode.changed_now', what))),
      instead(key, stored(refuse('mode.alone', what)), isAlone(area.key, person.id)),
      instead(key, JSON.stringify(outcomeOf(situation, { say: switched })), switchedBy(key)),
      recordWhen(act('mode.ask'), by, wishedBy(key)),
      recordWhen(act('mode.switch'), by, switchedBy(key)),
      writeToSeconds(
        wish,
        {
          say: [
            line('mode.second', { ...what, name: person.name ?? '' }),
            line('mode.second_how', { minutes, command }),
          ],
          offer: [offer('offer.second', command)],
        },
        { until: at + secondWithin, now },
      ),
      tellSwitched(wish, switched, { but: who.group?.id ?? null, now }),
    ],
    speaks: true,
    settles: open.map(({ id }) => `mode/ask/${id}/`),
  }
}
