import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line } from '../../domain/say.ts'
import { record } from '../../store/audit.ts'
import { replaceUnitOffers } from '../../store/unit-offers.ts'
import { fold } from '../../text/fold.ts'
import { isClear } from '../args/clear.ts'
import type { Decision, Situation } from '../define.ts'

/** The first word that makes it the unit's list, not one's own. */
const unitWords = ['单位', '本单位', '我单位']

/** Whether the words are about the unit: `/专长 单位 法律咨询 车辆`. */
export const isAboutUnit = ([first = '']: readonly string[]): boolean => unitWords.includes(fold(first))

const [most, longest] = [10, 10]

/**
 * What a liaison's unit offers (资源清单, R028): replaces the list, alone shows it, `清空` clears it. Refuses with
 * who.liaison, skills.unit_which, skills.too_long, skills.too_many.
 */
export function unitOffers(
  {
    facts,
    who,
    key,
    now,
  }: Situation<unknown, { units: readonly { id: number; name: string; offers: string }[] }>,
  typed: readonly string[],
): Decision | Refusal {
  const [only, other] = facts.units
  if (!only) return refuse('who.liaison')
  // Who is liaison of several units names the one that is meant.
  const unit = other ? facts.units.find(({ name }) => fold(name) === fold(typed[1] ?? '')) : only
  if (!unit) return refuse('skills.unit_which', { unit: only.name })
  const words = typed.slice(other ? 2 : 1)
  const what = { unit: unit.name }
  if (words.length === 0) {
    const offers = JSON.parse(unit.offers) as string[]
    return {
      say: [
        offers.length > 0 ? line('skills.unit_mine', { ...what, offers }) : line('skills.unit_none', what),
      ],
    }
  }
  const list = isClear(words)
    ? []
    : words
        .map((name) => ({ key: fold(name), name }))
        .filter(({ key }, i, all) => all.findIndex((one) => one.key === key) === i)
  const long = list.find(({ name }) => [...name].length > longest)
  if (long) return refuse('skills.too_long', { text: long.name, most: longest })
  if (list.length > most) return refuse('skills.too_many', { count: list.length, most })
  return {
    say: [
      list.length === 0
        ? line('skills.unit_cleared', what)
        : line('skills.unit_kept', { ...what, offers: list.map(({ name }) => name) }),
    ],
    writes: [
      ...replaceUnitOffers(unit.id, list),
      record(
        {
          action: 'unit_offers',
          subject: `unit:${unit.id}`,
          communityId: null,
          detail: { offers: list.length },
        },
        { actorId: who.person?.id ?? null, message: key, at: now },
      ),
    ],
  }
}
