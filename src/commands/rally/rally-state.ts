import { DAY } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, offer } from '../../domain/say.ts'
import { lastRallyQuery, type RallyRow, ralliesOfQuery, rallyToList } from '../../store/rally.ts'
import { unansweredQuery } from '../../store/rally-end.ts'
import { args } from '../args/args.ts'
import { type Decision, defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { countsLine, endLines, standLines, titleLine } from './rally-lines.ts'

const [shown, named] = [5, 40]
/** How long a rally that is over is still told of. */
const remembered = 30 * DAY

/**
 * `/集结状态`: how the open rally goes: called, answered, arrived, without an answer, and the minutes of each stage (R098,
 * R100). In private those who lead people hear who has not answered; never a group. When none is open, how the last one was,
 * with its hours so far. Refuses with rally.none.
 */
export const rallyState = defineCommand({
  name: '集结状态',
  aliases: [],
  topic: 'duty',
  usage: '/集结状态',
  example: '/集结状态',
  args: args({}),
  hidden: ({ roles }) => roles.length === 0,
  who: registeredOrAppointed,
  read: ({ sender, community, message, at }) => {
    const inGroup = message.conversation.kind === 'group'
    return {
      open: ralliesOfQuery(sender, community, inGroup, shown + 1),
      last: lastRallyQuery(sender, community, inGroup, at - remembered),
      silent: unansweredQuery(rallyToList(sender, community, inGroup), sender, named + 1),
    }
  },
  decide: ({ facts: { open, last, silent }, who, at }): Decision | Refusal => {
    const [only, second] = open
    if (only && second) return { say: severalLines(open), offer: [offer('offer.rally_end', '/结束集结')] }
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
