import { longestAnnouncement, sameTextWithin, targetsOf } from '../../domain/announcement.ts'
import { DAY } from '../../domain/calendar/shanghai.ts'
import { draftLives } from '../../domain/push.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import {
  announcementDraftQuery,
  dropAnnouncementDraft,
  keepAnnouncementDraft,
  placesQuery,
  sameTextQuery,
} from '../../store/announcement.ts'
import { announcementFatesQuery } from '../../store/announcement-fate.ts'
import { notice } from '../args/announcement.ts'
import { args, optional } from '../args/args.ts'
import { defineCommand, type Who } from '../define.ts'
import { fateLines } from './announce-fates.ts'
import { placesIn, previewLines } from './announce-lines.ts'
import { sendDraft } from './announce-send.ts'

/** Announcements that are listed, and how far back. */
const listed = 3
const listedFor = 30 * DAY

/** Administrators, secretaries and street officers. Refuses with who.announcer. */
const announcer = ({ roles }: Who): Refusal | undefined =>
  roles.some(({ role }) => ['administrator', 'secretary', 'street_officer'].includes(role))
    ? undefined
    : refuse('who.announcer')

/**
 * `/公告 内容`: to all groups of a community on both platforms. First a preview, `/公告 发送` within ten minutes sends it;
 * the button names the draft, so that an old one never sends a newer text. `/公告 全部 …` and `/公告 东湖社区、西湖社区 …` choose
 * communities; alone: what became of the last ones. Refuses with announce.*, who.announcer.
 */
export const announceCommand = defineCommand({
  name: '公告',
  aliases: ['announce'],
  topic: 'setup',
  usage: '/公告 [全部|社区名] 内容',
  example: '/公告 今晚八点停水',
  args: args({ notice: optional(notice) }),
  hidden: (who) => announcer(who) !== undefined,
  who: announcer,
  read: ({ args: { notice }, sender, community, at }) => {
    const head = notice?.do === 'write' ? notice.head : undefined
    const sending = notice?.do === 'send'
    return {
      places: placesQuery(sender, community, {
        names: head?.names ?? [],
        all: head?.all ?? false,
        draft: sending,
      }),
      draft: announcementDraftQuery(sender, at - draftLives),
      same: sameTextQuery(sender, sending ? at - sameTextWithin : at),
      fates: announcementFatesQuery(sender, at - listedFor, notice ? 0 : listed),
    }
  },
  decide: (situation) => {
    const {
      args: { notice },
      facts,
      who,
      random,
      now,
    } = situation
    const { person } = who
    if (!person) return refuse('who.unregistered')
    const [draft] = facts.draft
    if (!notice) return { say: fateLines(facts.fates, who.inGroup) }
    const places = placesIn(facts.places)
    if (notice.do === 'drop') {
      return draft
        ? {
            say: [line('announce.dropped')],
            offer: who.inGroup ? [] : [offer('offer.announcements', '/公告')],
            writes: [dropAnnouncementDraft(person.id, draft.number)],
          }
        : refuse('announce.no_draft')
    }
    if (notice.do === 'send') return sendDraft(situation, notice, { draft, places, same: facts.same[0] })

    const meant = targetsOf(notice, places, who.inGroup)
    if (isRefusal(meant)) return meant
    const length = [...meant.text].length
    if (length > longestAnnouncement)
      return refuse('announce.too_long', { length, most: longestAnnouncement })
    if (meant.places.every(({ groups }) => groups.length === 0)) return refuse('announce.no_groups')
    const number = numberOf(random(2), draft?.number)
    return {
      say: [...previewLines(meant, now), line('announce.confirm', { minutes: draftLives / 60_000 })],
      offer: [offer('offer.announce', `/公告 发送 ${number}`), offer('offer.announce_drop', '/公告 取消')],
      writes: [
        keepAnnouncementDraft({
          person_id: person.id,
          number,
          communities: JSON.stringify(meant.places.map(({ id }) => id)),
          text: meant.text,
          at: now,
        }),
      ],
    }
  },
})

/** Four digits by chance, others than those of the draft that goes. */
function numberOf([high = 0, low = 0]: Uint8Array, old: number | undefined): number {
  const number = 1000 + ((high * 256 + low) % 9000)
  return number === old ? (number === 1000 ? 9999 : number - 1) : number
}
