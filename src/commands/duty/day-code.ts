import { dayOf } from '../../domain/calendar/shanghai.ts'
import { codeOfDay } from '../../domain/duty/check-in-code.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { codePlacesQuery, hasSeed, switchCodeOff, switchCodeOn } from '../../store/check-in-code.ts'
import { otherwise } from '../../store/inbox.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { onOff } from '../args/choices.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { secretary } from '../gates.ts'
import { outcomeOf } from '../outcome.ts'
import { type CodePlace, codePlace } from './code-place.ts'

/** Bytes of a seed; more than anybody guesses. */
const seedBytes = 16

/**
 * `/签到码`: today's check-in code of the community; `/签到码 开|关`: whether check-in needs one (R014). The code is for
 * the station, so it is said to the secretary alone: in a group it goes into the mailbox.
 */
export const dayCode = defineCommand({
  name: '签到码',
  aliases: [],
  topic: 'setup',
  usage: '/签到码 [开|关]',
  example: '/签到码 开',
  args: args({ turn: optional(onOff), community: optional(rest) }),
  who: secretary,
  read: ({ sender, community, args }) => ({
    places: codePlacesQuery(sender, community, fold(args.community ?? '')),
  }),
  decide: (situation) => {
    const { args, facts, who, now, key, random } = situation
    const place = codePlace(facts.places, args.community, who)
    if (isRefusal(place)) return place
    if (!who.person) return refuse('who.unregistered')
    const what = { community: place.name }
    const on = offer('offer.code_on', `/签到码 开 ${place.name}`)
    const off = offer('offer.code_off', `/签到码 关 ${place.name}`)
    if (args.turn === undefined) {
      if (!place.seed) return { say: [line('code.none', what)], offer: [on] }
      return { ...told(situation, place, place.seed, who.person.id), offer: [off] }
    }

    const act = (action: string) => ({ action, subject: `community:${place.id}`, communityId: place.id })
    const by = { actorId: who.person.id, message: key, at: now }
    const unless = (code: string) =>
      otherwise(key, JSON.stringify(outcomeOf(situation, { say: [line(code, what)] })))
    if (args.turn === '关') {
      return {
        say: [line('code.switched_off', what)],
        offer: [on],
        writes: [switchCodeOff(place.id), recordIfChanged(act('code.off'), by), unless('code.none')],
      }
    }
    const seed = Array.from(random(seedBytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
    const { say, mail = [] } = told(situation, place, seed, who.person.id)
    return {
      say: [line('code.switched_on', what), ...say],
      offer: [off],
      writes: [switchCodeOn(place.id, seed), recordIfChanged(act('code.on'), by), unless('code.was_on')],
      mail: mail.map((one) => ({ ...one, when: hasSeed(place.id, seed) })),
    }
  },
})

/** Today's code: said in private, put into the mailbox when it was asked for in a group. */
function told(
  { who, at, key, hmac }: Situation<unknown, unknown>,
  place: CodePlace,
  seed: string,
  to: number,
): Decision {
  const day = dayOf(at)
  const code: Line = line('code.today', { community: place.name, day, code: codeOfDay(seed, day, hmac) })
  return who.inGroup
    ? { say: [line('code.sent')], mail: [{ to, say: [code], dedupe: `check-in-code/${key}` }] }
    : { say: [code, line('code.how')] }
}
