import { type AnnouncedPlace, announcedAs } from '../../domain/announcement.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { announce, announced } from '../../store/announcement.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import type { Decision, Situation } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { announcementLines, goesAtOnce, later, outOfReach } from './announce-lines.ts'

interface Found {
  draft: { number: number; communities: string; text: string } | undefined
  /** Those of the draft among them. */
  places: readonly AnnouncedPlace[]
  /** Where and when the same text was announced lately. */
  same: { community: string; at: number } | undefined
}

/**
 * `/公告 发送 [号]`: the draft goes to its groups, once, however often it is tapped. A group that cannot be pushed to and in
 * which this is said hears it in the answer. Refuses with announce.no_draft, announce.other_draft, announce.elsewhere.
 */
export function sendDraft(
  situation: Pick<Situation<unknown, unknown>, 'who' | 'key' | 'now'>,
  { again, number }: { again: boolean; number?: number },
  { draft, places, same }: Found,
): Decision | Refusal {
  const { who, key, now } = situation
  if (!draft || !who.person) return refuse('announce.no_draft')
  if (number !== undefined && number !== draft.number) return refuse('announce.other_draft')
  const ids = JSON.parse(draft.communities) as number[]
  const meant = places.filter(({ id }) => ids.includes(id))
  // Held when it was shown, and since then ended.
  const lost = meant.find(({ secretary, officer, administrator }) => !(secretary || officer || administrator))
  if (lost) return refuse('announce.elsewhere', { name: lost.name })
  if (same && !again) {
    return {
      say: [line('announce.same', { ...same })],
      offer: [
        offer('offer.announce_again', `/公告 再发 ${draft.number}`),
        offer('offer.announce_drop', '/公告 取消'),
      ],
    }
  }
  const groups = meant.flatMap((place) => place.groups)
  const here = groups.find(({ id, reached }) => id === who.group?.id && !reached)
  const role = announcedAs(meant)
  const announcing = {
    personId: who.person.id,
    number: draft.number,
    role,
    saidIn: here?.id ?? null,
    key,
    now,
  }
  const lines = announcementLines({ places: meant, text: draft.text })
  const titled = [line('announce.title', { community: who.group?.community ?? '' }), ...lines.slice(1)]
  const reached = groups.filter((group) => group.reached).length
  const atOnce = goesAtOnce(meant, now)
  const sent = here
    ? atOnce
      ? 'announce.sent_others'
      : 'announce.sent_others_later'
    : atOnce
      ? 'announce.sent'
      : 'announce.sent_later'
  const act = {
    action: 'announcement.send',
    subject: ids.map((id) => `community:${id}`).join(' '),
    communityId: ids.length === 1 ? (ids[0] ?? null) : null,
    detail: { role, groups: groups.length, reached },
  }
  return {
    say: [
      ...(here ? titled : []),
      ...(reached > 0 ? [line(sent, { groups: reached })] : []),
      ...(reached > 0 ? later(meant, now) : []),
      ...(reached === 0 && !here ? [line('announce.sent_none')] : []),
      ...outOfReach(meant, reached > 0 || here ? 'announce.cannot_others' : 'announce.cannot', here?.id),
    ],
    ...(who.inGroup ? {} : { offer: [offer('offer.announcements', '/公告')] }),
    writes: [
      announce(announcing),
      recordIfChanged(act, { actorId: who.person.id, message: key, at: now }),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('announce.no_draft')))),
      ...announced(announcing, JSON.stringify(titled)),
    ],
    speaks: true,
  }
}
