import { dayOf } from '../../domain/calendar/shanghai.ts'
import { no } from '../../domain/order/refusals.ts'
import { type Grade, rulesOf } from '../../domain/order/rules.ts'
import { line } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { creditServers, giveGrade, type Verification } from '../../store/credit.ts'
import {
  creditedCount,
  creditedMinutes,
  gradedBy,
  namesLeftOut,
  someLeftOut,
  toCredited,
} from '../../store/credit-fate.ts'
import { fill, instead, otherwise } from '../../store/inbox.ts'
import { postAll } from '../../store/mail.ts'
import { type OrderRow, recordEvent } from '../../store/order.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOf, outcomeOfRefusal } from '../outcome.ts'
import { named } from './order-lines.ts'
import { creditLetters, uncreditedLetter, verifiedLines } from './verify-lines.ts'
import type { Sorted } from './verify-servers.ts'
import { voiceLetter } from './voice-letter.ts'

/** A grade as it was typed; the difficulty is hundredths. */
interface Given {
  step: 'verify' | 'verify_named'
  grade: Grade
  difficulty: number
  note: string | undefined
}

/** The grade, the ledger's lines of all who served, and what everybody hears of it; somebody else may have been first. */
export function giveTheGrade(
  situation: Situation<unknown, unknown>,
  order: OrderRow,
  found: Sorted,
  { step, grade, difficulty, note }: Given,
): Decision {
  const { who, now, key, policy } = situation
  const me = who.person?.id ?? 0
  const { credits, refused } = found
  const v: Verification = {
    order: order.id,
    round: order.round,
    grade,
    weight: rulesOf(policy).grades[grade],
    difficulty,
    month: dayOf(now).slice(0, 7),
    actorId: me,
    key,
    now,
  }
  const ids = credits.map(({ person }) => person)
  const letters = creditLetters(
    order,
    grade,
    found,
    note === undefined ? undefined : { name: who.person?.name ?? '', note },
  )
  const asked = order.origin === 'proposal' || order.requester_id === me ? null : order.requester_id
  // Why somebody got nothing is theirs and the grader's alone.
  const hidden = who.inGroup && refused.length > 0
  const told = letters.length + (asked === null ? 0 : 1) + (hidden ? 1 : 0)
  const hint = who.inGroup ? [line('mail.hint', { count: told })] : []
  const done = line('verify.done', {
    ...named(order),
    grade: [`grade.${grade}`],
    count: ids.length,
    minutes: credits.reduce((sum, { minutes }) => sum + minutes, 0),
  })
  const changed = [done, line('verify.changed', { left: [] }), ...hint]
  const lost = outcomeOfRefusal(situation, no('order.graded_already', { order: order.id }))
  return {
    say: [done, ...verifiedLines(order.id, found, who.inGroup, policy), ...hint],
    writes: [
      giveGrade(v),
      recordIfChanged(
        {
          action: 'order.verify',
          subject: `order:${order.id}`,
          communityId: order.community_id,
          detail: { round: order.round, grade, servers: ids.length },
        },
        { actorId: me, message: key, at: now },
      ),
      otherwise(key, JSON.stringify(lost)),
      ...creditServers(v, credits),
      instead(key, JSON.stringify(outcomeOf(situation, { say: changed })), someLeftOut(ids, order.id, key)),
      fill(key, '$.say[0].params.count', creditedCount(order.id, key)),
      fill(key, '$.say[0].params.minutes', creditedMinutes(order.id, key)),
      fill(key, '$.say[1].params.left', namesLeftOut(ids, order.id, key)),
      recordEvent(
        { order: order.id, step, actor: me, ...(note ? { text: note } : {}) },
        { message: key, at: now },
        gradedBy(order.id, key),
      ),
      postAll(letters, now, toCredited(order.id, key)),
      postAll(
        [
          ...(asked === null ? [] : [voiceLetter(order, asked)]),
          ...(hidden ? [uncreditedLetter(order, me, found)] : []),
        ],
        now,
        gradedBy(order.id, key),
      ),
    ],
    speaks: true,
  }
}
