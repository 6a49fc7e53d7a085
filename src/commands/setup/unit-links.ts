import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdministrator } from '../../domain/roles.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import type { Query } from '../../store/d1.ts'
import type { Mail } from '../../store/mail.ts'
import { fillSettledLinks, linkSettledBy, settleLinks } from '../../store/settle-unit-link.ts'
import type { UnitLink } from '../../store/unit-link.ts'
import { fold } from '../../text/fold.ts'
import type { Decision, Who } from '../define.ts'

/**
 * Which of the units' requests a secretary's (or administrator's) word is about, and why the others are not: asked by
 * themselves, settled, or waiting in several communities. In a group its community comes first.
 */
export function sortOutLinks(
  links: readonly UnitLink[],
  who: Who,
): { settle: UnitLink[]; skipped: Line[]; named: (name: string) => boolean } {
  const settle: UnitLink[] = []
  const skipped: Line[] = []
  for (const ofUnit of Map.groupBy(links, (link) => link.unit_id).values()) {
    const here = ofUnit.filter(({ community_id }) => community_id === who.group?.community_id)
    const meant = here.length > 0 ? here : ofUnit
    const pending = meant.filter(({ state }) => state === 'pending')
    const theirs = pending.filter(({ asked_by }) => asked_by !== who.person?.id)
    const [one] = meant
    if (!one) continue
    const what = { unit: one.unit, community: one.community }
    if (pending.length === 0)
      skipped.push(line('skip.unit_settled', { ...what, state: [`link.${one.state}`] }))
    else if (theirs.length === 0) skipped.push(line('skip.unit_self', what))
    else if (theirs.length > 1 && isAdministrator(who.roles)) {
      const communities = theirs.map(({ community }) => community)
      skipped.push(line('skip.unit_several', { unit: one.unit, communities }))
    } else settle.push(...theirs)
  }
  const keys = new Set(links.map(({ unit_key }) => unit_key))
  return { settle, skipped, named: (name) => keys.has(fold(name)) }
}

/** What settles these requests: one line at that place of the answer, the statements, and a letter to each unit's liaisons. */
export function settling(
  links: readonly UnitLink[],
  verdict: { is: 'confirmed' } | { is: 'refused'; note: string },
  by: { actorId: number; message: string; at: number },
  place: number,
): { say: Line; writes: Query[]; mail: Mail[] } {
  const ids = links.map(({ id }) => id)
  const path = `$.say[${place}]`
  const [first] = links
  return {
    say: line(`unit.${verdict.is}`, { units: [] }),
    writes: [
      settleLinks(ids, verdict.is, by),
      recordIfChanged(
        {
          action: verdict.is === 'confirmed' ? 'unit.confirm' : 'unit.refuse',
          subject: links.map(({ unit_id }) => `unit:${unit_id}`).join(' '),
          communityId: first?.community_id ?? null,
          detail: { links: ids },
        },
        by,
      ),
      ...fillSettledLinks(by.message, path, ids, 'review.settled_now'),
    ],
    mail: links.flatMap((link) => {
      const what = { unit: link.unit, community: link.community }
      const say =
        verdict.is === 'confirmed'
          ? line('mail.unit_confirmed', what)
          : line('mail.unit_refused', { ...what, note: verdict.note })
      return (JSON.parse(link.told) as number[]).map((to) => ({
        to,
        say: [say],
        dedupe: `unit-${verdict.is}/${link.id}/${to}`,
        when: linkSettledBy(link.id, by.message),
      }))
    }),
  }
}

/**
 * `/驳回 市财政局 理由`: a secretary's no to a unit; the reason goes to its liaisons, in private. Refuses with
 * reject.no_reason_unit and what sortOutLinks skips.
 */
export function refuseUnit(
  links: readonly UnitLink[],
  note: string | undefined,
  who: Who,
  by: { actorId: number; message: string; at: number },
): Decision | Refusal {
  const { settle, skipped } = sortOutLinks(links, who)
  const [first] = settle
  if (!first) {
    const { code, params = {} } = skipped[0] ?? line('review.nothing')
    return refuse(code, params)
  }
  if (!note) return refuse('reject.no_reason_unit', { unit: first.unit })
  const { say, ...rest } = settling(settle, { is: 'refused', note }, by, 0)
  return { say: [say], offer: [offer('offer.review', '/审核')], ...rest }
}
