import type { PairReason } from '../../domain/pairing/pool.ts'
import type { FreeTime } from '../../domain/profile/free-time.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import type { Pairing } from '../../store/pairing.ts'
import { freeLines } from '../person/free.ts'

/** So many reasons, and so many words in each, fit one line. */
const [reasonsShown, wordsShown] = [4, 3]

/** A pairing as one of the two sees it. */
interface MySide {
  side: 'member' | 'volunteer'
  other: { id: number; name: string; kind: 'member' | 'volunteer'; away: boolean }
  myYes: number | null
  theirYes: number | null
  myMore: number | null
  theirMore: number | null
}

/** A pairing as one of the two sees it. */
export const mySide = (pairing: Pairing, me: number): MySide =>
  pairing.member_id === me
    ? {
        side: 'member',
        other: {
          id: pairing.volunteer_id,
          name: pairing.volunteer,
          kind: 'volunteer',
          away: pairing.volunteer_away === 1,
        },
        myYes: pairing.member_yes_at,
        theirYes: pairing.volunteer_yes_at,
        myMore: pairing.member_more_at,
        theirMore: pairing.volunteer_more_at,
      }
    : {
        side: 'volunteer',
        other: {
          id: pairing.member_id,
          name: pairing.member,
          kind: 'member',
          away: pairing.member_away === 1,
        },
        myYes: pairing.volunteer_yes_at,
        theirYes: pairing.member_yes_at,
        myMore: pairing.volunteer_more_at,
        theirMore: pairing.member_more_at,
      }

/** A reason of the score as a line, with words instead of keys; what is private stays marked so. */
export function reasonLine({ code, params = {}, ...mark }: PairReason): Line & { private?: true } {
  const list = (name: string) => [params[name] ?? []].flat().map(String).slice(0, wordsShown)
  const one = (words: { [name: string]: string[] }) => ({ code, params: words, ...mark })
  if (code === 'pair.skill') return one({ member: list('member'), volunteer: list('volunteer') })
  if (code === 'pair.need') return one({ needs: list('needs') })
  if (code === 'pair.free') return one({ times: timesOf([params.times ?? []].flat().map(String)) })
  return { code, ...mark }
}

/** `6/morning` … → what people would say, as lines in JSON. */
function timesOf(times: readonly string[]): string[] {
  const free = times.map((time) => {
    const [weekday, part] = time.split('/')
    return { weekday: Number(weekday), part } as FreeTime
  })
  const [, ...groups] = freeLines('free.mine', free)
  return groups
    .slice(0, wordsShown)
    .map(({ params = {} }) =>
      JSON.stringify(line([params.parts].flat()[0] === 'free.all_day' ? 'pair.days' : 'pair.times', params)),
    )
}

/** Lines as a parameter of another one (`said`). */
export const said = (reasons: readonly Line[]): string[] =>
  reasons.slice(0, reasonsShown).map((reason) => JSON.stringify(reason))

/** The reasons of a stored pairing that the two may read, as a parameter. */
export const openReasons = (stored: string): string[] =>
  said((JSON.parse(stored) as (Line & { private?: true })[]).filter((reason) => !reason.private))

/** What somebody who is asked about a partner may tap. */
export const answerOffers: readonly Offer[] = [
  offer('offer.accept', '/同意 搭档'),
  offer('offer.decline', '/婉拒 搭档'),
]
