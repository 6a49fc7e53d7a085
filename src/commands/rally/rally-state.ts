import { DAY } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { lastRallyQuery, type RallyRow, ralliesOfQuery, rallyToList } from '../../store/rally.ts'
import { unansweredQuery } from '../../store/rally-end.ts'
import { fold } from '../../text/fold.ts'
import { args, optional } from '../args/args.ts'
import { placeFirst } from '../args/rally-place.ts'
import { rest } from '../args/rest.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { countsLine, endLines, placeName, standLines, titleLine } from './rally-lines.ts'

const [shown, named] = [5, 40]
/** How long a rally that is over is still told of. */
const remembered = 30 * DAY

/**
 * `/集结状态`: how the open rally goes: called, answered, arrived, without an answer, and the minutes of each stage (R098,
 * R100). In private those who lead people hear who has not answered; never a group. Of several the place says which. When none
 * is open, how the last one was, with its hours so far. Refuses with rally.none.
 */
export const rallyState = defineCommand({
  name: '集结状态',
  aliases: ['集结进度'],
  topic: 'duty',
  usage: '/集结状态 [社区]',
  example: '/集结状态',
  args: args({ note: optional(rest) }),
  hidden: ({ roles }) => roles.length === 0,
  who: registeredOrAppointed,
  read: ({ args: { note }, sender, community, message, at }) => {
    const inGroup = message.conversation.kind === 'group'
    return {
      open: ralliesOfQuery(sender, community, inGroup, shown + 1),
      last: lastRallyQuery(sender, community, inGroup, at - remembered),
      silent: unansweredQuery(
        rallyToList(sender, community, inGroup, placeFirst(note).head),
        sender,
        named + 1,
      ),
    }
  },
  decide: ({ args: { note }, facts: { open, last, silent }, who, at }): Decision | Refusal => {
    const { head } = placeFirst(note)
    const typed = open.filter((rally) => fold(placeName(rally)) === head)
    const [only, second] = typed.length > 0 ? typed : open
    if (only && second) return { say: severalLines(open), offer: open.slice(0, shown).map(offerOf) }
    if (only) {
      const names = who.inGroup ? [] : silentLine(silent)
      return {
        say: [...standLines(only, at), ...names],
        offer: who.inGroup ? [offer('offer.answer_rally', '/收到')] : [],
      }
    }
    const [over] = last
    if (!over) return refuse('rally.none')
    return { say: [...endLines(over), line('rally.hours', { minutes: over.minutes })] }
  },
})

const offerOf = (rally: RallyRow) =>
  offer('offer.rally_state_of', `/集结状态 ${placeName(rally)}`, { area: rally.area })

/** Of several rallies two lines each, as many as fit. */
const severalLines = (open: readonly RallyRow[]): Line[] => [
  ...open.slice(0, shown).flatMap((rally) => [titleLine(rally), countsLine(rally)]),
  ...(open.length > shown ? [line('rally.more')] : []),
]

const silentLine = (silent: readonly { name: string }[]): Line[] => {
  if (silent.length === 0) return []
  const names = silent.slice(0, named).map(({ name }) => name)
  return [line(silent.length > named ? 'rally.silent_more' : 'rally.silent', { names })]
}
