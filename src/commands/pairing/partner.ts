import { dayOf, monthOf } from '../../domain/calendar/shanghai.ts'
import { sumOf, togetherByPair } from '../../domain/pairing/together.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { ownWishesQuery, pairStandingQuery } from '../../store/pair-wish.ts'
import { openPairingQuery } from '../../store/pairing.ts'
import { candidatesQuery } from '../../store/role.ts'
import { servedByMineQuery } from '../../store/served-together.ts'
import { fold } from '../../text/fold.ts'
import { args, excerpt, optional } from '../args/args.ts'
import { type PartnerAct, partnerAct } from '../args/partner-act.ts'
import { type PartnerWish, partnerWish } from '../args/partner-wish.ts'
import { rest } from '../args/rest.ts'
import { type Ask, type Decision, defineCommand } from '../define.ts'
import { registered } from '../gates.ts'
import { mySide } from './pair-lines.ts'
import { goOn, setOurGoal, stayOutOrCome } from './partner-acts.ts'
import { mostWishes } from './partner-facts.ts'
import { aloneLines, askedLines, partnerLines } from './partner-lines.ts'
import { sayWish, takeWishBack } from './partner-wish.ts'

/**
 * `/搭档`: my partner, the term, the goal, what we served together by the ledger (R087); `想和 李四` and `不要 王五` say wish
 * and veto, in private only (rule 8.15), `取消 李四` takes them back; `目标 …`, `续`, `不参加`, `参加`. A group hears no more
 * than the name of a partner.
 */
export const partner = defineCommand({
  name: '搭档',
  aliases: ['partner', '红色搭档', '找搭档'],
  topic: 'pair',
  usage: '/搭档 [想和 某人|不要 某人|目标 …|续|不参加]',
  example: '/搭档 想和 李四',
  args: args({ act: optional(partnerAct), wish: optional(partnerWish), other: optional(rest) }),
  who: registered,
  read: partnerQueries,
  decide: (situation): Decision | Refusal => {
    const { args, facts, who, at } = situation
    const me = who.person
    if (!me) return refuse('who.unregistered')
    const { act, wish } = args
    if (who.inGroup && (wish || (act && act.is !== 'goal' && act.is !== 'more')))
      return refuse('pair.in_private')
    if (me.kind === 'resident') return refuse('pair.resident')
    if (wish) return sayWish(situation, wish)
    if (act?.is === 'drop') return takeWishBack(situation, act.name)
    if (act?.is === 'goal') return setOurGoal(situation, act.text)
    if (act?.is === 'more') return goOn(situation)
    if (act) return stayOutOrCome(situation, act.is)
    if (args.other !== undefined) return refuse('pair.unclear', { text: excerpt(args.other) })

    const [pairing] = facts.open
    const joint = [...togetherByPair(facts.together).values()].flat()
    if (who.inGroup) {
      if (pairing?.state !== 'active') return { say: [line('pair.see_private')] }
      const { times } = sumOf(joint.filter(({ day }) => day.startsWith(monthOf(at))))
      const { name } = mySide(pairing, me.id).other
      return {
        say: [times > 0 ? line('pair.group_joint', { name, times }) : line('pair.group', { name })],
      }
    }
    if (me.state === 'pending') return { say: [line('pair.unverified'), line('pair.wish_how')] }
    if (pairing?.state === 'active') {
      return {
        say: partnerLines(pairing, me.id, joint, at),
        offer: [offer('offer.orders', '/订单'), offer('offer.shifts', '/值班表')],
      }
    }
    if (pairing) return askedLines(pairing, me.id)
    return aloneLines(facts.standing[0] ?? { out: 0, left: 0, kept: 0 }, facts.wishes)
  },
})

function partnerQueries({ args: { act, wish }, sender, message, community, at }: Ask<Typed>) {
  const name = wish?.name ?? (act?.is === 'drop' ? act.name : undefined)
  const mentions = name === undefined ? [] : message.mentions
  return {
    open: openPairingQuery(sender, dayOf(at)),
    together: servedByMineQuery(sender, dayOf(at)),
    standing: pairStandingQuery(sender),
    wishes: ownWishesQuery(sender, mostWishes),
    candidates: candidatesQuery(message, fold(name ?? ''), mentions, community),
  }
}

interface Typed {
  act: PartnerAct | undefined
  wish: PartnerWish | undefined
  other: string | undefined
}
