import { type Refusal, refuse } from '../domain/refusal.ts'

/** What a failed write means: the message was handled already, a rule of the schema holds, or it is a fault of ours. */
export type Failure = { is: 'duplicate' } | { is: 'refusal'; refusal: Refusal } | { is: 'fault' }

const rules: [RegExp, (found: RegExpMatchArray) => Refusal][] = [
  [/hours\.overlap:(\d+)/, ([, entry]) => refuse('hours.overlap_now', { entry: Number(entry) })],
  [/hours\.overlap_duty/, () => refuse('hours.overlap_duty_now')],
  [/hours\.day_full/, () => refuse('hours.day_full_now')],
  [/shift\.(?:overlap|settled)|swap\.settled/, () => refuse('roster.changed_now')],
  [/verdict\.given/, () => refuse('review.settled_now')],
  [/entry_month_open|verdict_month_open/, () => refuse('hours.month_closed')],
  [/UNIQUE constraint failed: identity\./, () => refuse('busy.again')],
  [/NOT NULL constraint failed: link\.person_id/, () => refuse('link.not_now')],
  [/UNIQUE constraint failed: link\.joined_id|person\.gone/, () => refuse('person.gone')],
  [/UNIQUE constraint failed: transfer\.person_id/, () => refuse('transfer.asked_now')],
  [/transfer\.ended/, () => refuse('transfer.settled_now')],
  [/role\.last_administrator/, () => refuse('forget.last_administrator')],
  [/claim\.limit/, () => refuse('claim.limit_now')],
  [
    /order_places|order\.ended|claim\.released|claim_live|UNIQUE constraint failed: (?:index 'claim_live'|claim\.)/,
    () => refuse('claim.gone_now'),
  ],
  [/pairing\.(?:settled|unfit)|UNIQUE constraint failed: pairing\./, () => refuse('pair.changed_now')],
  [/grade\.own/, () => refuse('order.served_now')],
  [/UNIQUE constraint failed: grade\./, () => refuse('order.graded_now')],
  [/UNIQUE constraint failed: voice\./, () => refuse('order.voice_now')],
  [
    /support\.changed|UNIQUE constraint failed: (?:index 'support_pair_open'|support_pair\.)/,
    () => refuse('support.changed_now'),
  ],
  [
    /exchange\.(?:points|year|settled)|account_covered|exchange_settled|UNIQUE constraint failed: exchange\./,
    () => refuse('exchange.changed_now'),
  ],
  [
    /NOT NULL constraint failed: pick_up\.code|UNIQUE constraint failed: pick_up\./,
    () => refuse('busy.again'),
  ],
  [/visit\.ordered/, () => refuse('visit.ordered_now')],
  [/UNIQUE constraint failed: activation\./, () => refuse('activate.used')],
]

/** Reads the text of a D1 error (tech-choices §a: there is no code field, but CHECKs and triggers come back by name). */
export function failureOf(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error)
  if (/UNIQUE constraint failed: inbox\.key/.test(text)) return { is: 'duplicate' }
  for (const [pattern, refusal] of rules) {
    const found = text.match(pattern)
    if (found) return { is: 'refusal', refusal: refusal(found) }
  }
  return { is: 'fault' }
}
