import { openMonth } from '../../domain/calendar/booking.ts'
import { addDays, dayOf, MINUTE } from '../../domain/calendar/shanghai.ts'
import { refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { endDuty, openDutyQuery } from '../../store/duty.ts'
import { otherwise } from '../../store/inbox.ts'
import { recentOwnQuery } from '../../store/ledger.ts'
import { ownTransferQuery } from '../../store/transfer.ts'
import { giveVerdicts } from '../../store/verdicts.ts'
import { args, optional } from '../args/args.ts'
import { entryNumber } from '../args/entries.ts'
import { lettered } from '../args/suggestion-words.ts'
import { defineCommand } from '../define.ts'
import { exchangeActs, undoExchange } from '../exchange/undo-exchange.ts'
import { registered } from '../gates.ts'
import { suggestionActs, undoSuggestion } from '../ideas/undo-suggestion.ts'
import { claimActs, undoClaim } from '../order/undo-claim.ts'
import { outcomeOf, outcomeOfRefusal } from '../outcome.ts'
import { takeBack } from '../person/transfer.ts'
import { rosterActs, undoRoster } from '../roster/undo-roster.ts'

/**
 * `/撤销 [T31]`: takes back my last own entry (or the one named), or the check-in, leave, swap, claim, exchange or suggestion
 * just made, within ten minutes; `/撤销 J7` names a suggestion.
 */
export const undo = defineCommand({
  name: '撤销',
  aliases: ['undo', 'cx'],
  topic: 'hours',
  usage: '/撤销 [T编号]',
  example: '/撤销',
  args: args({ suggestion: optional(lettered), entry: optional(entryNumber) }),
  who: registered,
  read: (ask) => ({
    recent: recentOwnQuery(ask.sender, addDays(dayOf(ask.at), -32), ask.at - 24 * 60 * MINUTE),
    open: openDutyQuery(ask.sender),
    transfer: ownTransferQuery(ask.sender),
    ...rosterActs(ask),
    ...claimActs(ask),
    ...exchangeActs(ask),
    ...suggestionActs(ask),
  }),
  decide: (situation) => {
    const { args, facts, who, at, now, key, policy } = situation
    const since = now - policy.undoMinutes * MINUTE
    const [duty] = facts.open
    const limit = { limit: policy.undoMinutes }

    const named = args.entry && facts.recent.find(({ id }) => id === args.entry)
    if (args.entry && !named) return refuse('undo.not_mine', { ...limit, entry: args.entry })

    const [moving] = facts.transfer
    const heard = Math.max(facts.recent[0]?.heard ?? 0, duty?.heard ?? 0)
    const acts = [...facts.claims, ...facts.leaves, ...facts.swaps, ...facts.exchanges].map(
      (act) => act.heard ?? 0,
    )
    const ideaUndone = named
      ? undefined
      : undoSuggestion(situation, args.suggestion, {
          heard: Math.max(heard, ...acts),
          asked_at: moving?.asked_at ?? 0,
        })
    if (ideaUndone) return ideaUndone
    const acted = { heard, asked_at: moving?.asked_at ?? 0 }
    const exchangeUndone = named ? undefined : undoExchange(situation, acted)
    if (exchangeUndone) return exchangeUndone
    const claimUndone = named ? undefined : undoClaim(situation, acted)
    if (claimUndone) return claimUndone
    const others = { heard: Math.max(heard, facts.claims[0]?.heard ?? 0), asked_at: moving?.asked_at ?? 0 }
    const rosterUndone = named ? undefined : undoRoster(situation, others)
    if (rosterUndone) return rosterUndone

    // An open transfer may be taken back at any time, if nothing was done since.
    const lastAct = Math.max(facts.recent[0]?.created_at ?? 0, duty?.started_at ?? 0)
    if (!named && moving && moving.asked_at >= lastAct) return takeBack(moving, situation)

    // The inbox numbers messages in the order in which they were handled, also within one instant.
    const checkedInLast = duty && (duty.heard ?? 0) > (facts.recent[0]?.heard ?? 0)
    if (!named && checkedInLast && at - duty.started_at <= policy.undoMinutes * MINUTE) {
      return {
        say: [line('undo.check_in', { community: duty.community, at: duty.started_at })],
        offer: [offer('offer.check_in', '/报到')],
        writes: [
          endDuty(duty.id, duty.started_at, 'undo', key),
          otherwise(key, JSON.stringify(outcomeOf(situation, { say: [line('undo.nothing', limit)] }))),
        ],
      }
    }
    const last = named ?? facts.recent[0]
    if (!last || !who.person) return refuse('undo.nothing', limit)
    if (last.created_at < since) return refuse('undo.too_late', { ...limit, entry: last.id })
    if (last.verdict === 'approved') return refuse('undo.approved', { entry: last.id })

    const entries = facts.recent.filter((entry) => entry.message === last.message && entry.verdict === null)
    const what = {
      entries: entries.map((entry) => `T${entry.id}`),
      day: last.service_day,
      minutes: entries.reduce((sum, entry) => sum + entry.minutes, 0),
    }
    const verdict = giveVerdicts(
      entries.map((entry) => entry.id),
      'withdrawn',
      { actor_id: who.person.id, message: key, at: now },
      openMonth(now),
    )
    const lost = outcomeOfRefusal(situation, refuse('undo.settled_now', { entry: last.id }))
    return {
      say: [line('undo.entry', what), line(last.kind === 'duty' ? 'undo.after_duty' : 'undo.after_hours')],
      offer: [offer('offer.me', '/我的')],
      writes: [verdict, otherwise(key, JSON.stringify(lost))],
    }
  },
})
