import { codeLives, linkCodeFrom, triesAllowed } from '../../domain/link-code.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line } from '../../domain/say.ts'
import { openDutyQuery } from '../../store/duty.ts'
import { fill, otherwise } from '../../store/inbox.ts'
import { standingCountQuery } from '../../store/join-ledger.ts'
import {
  accountOf,
  codeQuery,
  countTry,
  keepCode,
  triesLeft,
  triesQuery,
  voidCode,
} from '../../store/link.ts'
import { args, optional } from '../args/args.ts'
import { linkCode } from '../args/code.ts'
import { type Decision, defineCommand, type Situation } from '../define.ts'
import { anyone } from '../gates.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { joined, livesElsewhere } from '../person/join-accounts.ts'

/**
 * `/绑定` makes a one-time code, `/绑定 7K2M9Q` from another account makes both one person (R126, rule 8.18). In
 * private only; a code that a group has seen is void (rule 8.17). Refuses with link.unknown, link.expired, link.own,
 * link.too_many, link.other_community, link.not_now.
 */
export const link = defineCommand({
  name: '绑定',
  aliases: ['link'],
  topic: 'self',
  usage: '/绑定 [6位码]',
  example: '/绑定 7K2M9Q',
  args: args({ code: optional(linkCode) }),
  who: anyone,
  read: ({ args: { code }, message, sender, at, digest }) => ({
    found: codeQuery(code === undefined ? '' : digest(code)),
    tries: triesQuery(accountOf(message), at - codeLives),
    duty: openDutyQuery(sender),
    own: standingCountQuery(sender),
  }),
  decide: (situation): Decision | Refusal => {
    const { args, who, facts, digest } = situation
    if (who.inGroup) {
      return args.code === undefined
        ? refuse('link.in_group')
        : { say: [line('link.shown')], writes: [voidCode(digest(args.code))] }
    }
    if (args.code === undefined) return newCode(situation)
    if ((facts.tries[0]?.tries ?? 0) >= triesAllowed) return refuse('link.too_many')
    const [found] = facts.found
    if (!found || found.expires_at <= situation.now) {
      return wrong(situation, found ? 'link.expired' : 'link.unknown')
    }
    if (found.person_id === who.person?.id) return refuse('link.own')
    if (livesElsewhere(who, found)) {
      return refuse('link.other_community', {
        mine: who.person?.community ?? '',
        theirs: found.community ?? '',
      })
    }
    return joined(
      situation,
      args.code,
      found,
      facts.duty.length > 0 && found.on_duty === 1,
      facts.own[0]?.lines ?? 0,
    )
  },
})

type Known = Situation<unknown, unknown>

function newCode({ who, random, digest, now }: Known): Decision | Refusal {
  if (!who.person) return refuse('who.unregistered')
  const code = linkCodeFrom(random)
  return {
    say: [
      line('link.code', { code, minutes: codeLives / 60_000 }),
      line('link.how'),
      line('link.keep_secret'),
    ],
    sealed: 'code',
    writes: [keepCode(who.person.id, digest(code), now + codeLives)],
  }
}

/** A wrong code: counted, and said how many more there may be; beyond that the same refusal for everybody. */
function wrong(situation: Known, why: 'link.expired' | 'link.unknown'): Decision {
  const { message, key, now } = situation
  const account = accountOf(message)
  const since = now - codeLives
  return {
    say: [line(why === 'link.expired' ? 'link.expired' : 'link.unknown'), line('link.left', { left: 0 })],
    writes: [
      countTry(account, now, since, triesAllowed),
      otherwise(key, JSON.stringify(outcomeOfRefusal(situation, refuse('link.too_many')))),
      fill(key, '$.say[1].params.left', triesLeft(account, since, triesAllowed)),
    ],
  }
}
