import type { Policy } from '../../domain/policy.ts'
import { inWar, type Mode } from '../../domain/rally/mode.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import type { OpenAsk, OpenWar } from '../../store/mode.ts'
import type { Decision, Situation } from '../define.ts'

/** What holds in war, in words. */
const warLines = (policy: Policy): Line[] => {
  const rules = inWar(policy)
  return [
    line('mode.war_answers', {
      draw: rules.drawMinutes,
      offer: rules.offerMinutes,
      critical: rules.deadlineCritical,
    }),
    line('mode.war_deadlines', {
      urgent: rules.deadlineUrgent,
      raised: rules.deadlineRaised,
      normal: rules.deadlineNormal,
    }),
    line('mode.war_duty', { least: rules.dutyMinimum, target: rules.dutyTarget }),
  ]
}

/** What is said once an area has been switched, with what holds now. */
export const switchedLines = (mode: Mode, name: string, policy: Policy): Line[] =>
  mode === 'war'
    ? [line('mode.war', { area: name }), ...warLines(policy)]
    : [line('mode.peace', { area: name })]

interface ModeFacts {
  wars: OpenWar[]
  last: { ended_at: number }[]
  asks: OpenAsk[]
}

/** `/切换` alone: the mode here and since when (rule 8.11). */
export function modeLines({ facts, who, peacetime }: Situation<unknown, ModeFacts>): Decision {
  const near =
    who.inGroup && who.group ? ['all', `c${who.group.community_id}`, `s${who.group.street_id}`] : undefined
  const wars = facts.wars.filter(({ area }) => near === undefined || near.includes(area))
  const [last] = facts.last
  const waits = facts.asks
    .filter(({ area }) => near?.includes(area))
    .map(({ mode, asked_at }) => line('mode.waits', { mode: [`mode_name.${mode}`], at: asked_at }))
  const how = line('mode.how')
  if (wars.length > 0) {
    return {
      say: [
        ...wars.slice(0, 4).map(({ place, began_at }) => line('mode.now_war', { area: place, at: began_at })),
        ...warLines(peacetime),
        ...waits,
        how,
      ],
    }
  }
  return {
    say: [last ? line('mode.now_peace_since', { at: last.ended_at }) : line('mode.now_peace'), ...waits, how],
    offer: who.roles.length > 0 ? [offer('offer.war', '/切换 战时')] : [],
  }
}
