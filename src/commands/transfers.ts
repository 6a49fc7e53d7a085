import { type Refusal, refuse } from '../domain/refusal.ts'
import { type Line, line, offer } from '../domain/say.ts'
import { recordIfChanged } from '../store/audit.ts'
import type { Query } from '../store/d1.ts'
import { otherwise } from '../store/inbox.ts'
import type { Mail } from '../store/mail.ts'
import {
  agreeTransfers,
  endedSo,
  endTransfer,
  fillAgreed,
  halfAgreed,
  moveAgreed,
  type Transfer,
  type TransferToDecide,
} from '../store/transfer.ts'
import { fold } from '../text/fold.ts'
import type { Decision, Who } from './define.ts'
import { outcomeOfRefusal } from './outcome.ts'

interface Actor {
  actorId: number
  message: string
  at: number
}

/** A transfer that waits for a reviewer, in one line. */
export const transferLine = (transfer: TransferToDecide): Line =>
  line(
    transfer.may_from && transfer.may_to
      ? 'review.transfer'
      : transfer.may_from
        ? 'review.transfer_out'
        : 'review.transfer_in',
    wordsOf(transfer),
  )

const wordsOf = ({ name, unit, from, to }: Transfer) => ({ name: name ?? '', unit: unit ?? '', from, to })

/** Which of the named transfers get an answer: one a name; of several people with one name none, but how to tell them apart. */
export function sortOutTransfers(transfers: readonly TransferToDecide[]) {
  const skipped: Line[] = []
  const settle: TransferToDecide[] = []
  for (const [key, ofName] of Map.groupBy(transfers, ({ key }) => key ?? '')) {
    const [one] = ofName
    if (!one) continue
    if (ofName.length === 1) settle.push(one)
    else {
      const people = ofName.map(({ person_id, unit }) => `P${person_id} ${unit ?? ''}`)
      skipped.push(
        line('skip.transfer_several', { name: one.name ?? key, people, first: `P${one.person_id}` }),
      )
    }
  }
  const names = new Set(transfers.flatMap(({ key, person_id }) => [key, `p${person_id}`]))
  return { settle, skipped, named: (name: string) => names.has(fold(name)) }
}

/** The yes of a reviewer to transfers: lines at that place of the answer, the statements, and who is told. */
export function agreeing(
  transfers: readonly TransferToDecide[],
  by: Actor,
  place: number,
): { say: Line[]; writes: Query[]; mail: Mail[] } {
  const ids = transfers.map(({ id }) => id)
  const yes = transfers.map(({ id, may_from, may_to }) => ({ id, from: !!may_from, to: !!may_to }))
  return {
    say: transfers.map((transfer) => line('transfer.agreed', wordsOf(transfer))),
    writes: [
      agreeTransfers(yes, by.actorId),
      recordIfChanged(
        {
          action: 'transfer.agree',
          subject: transfers.map(({ person_id }) => `person:${person_id}`).join(' '),
          communityId: transfers[0]?.may_from ? transfers[0].from_id : (transfers[0]?.to_id ?? null),
          detail: { transfers: yes },
        },
        by,
      ),
      ...moveAgreed(ids, by.at, by.message),
      ...ids.map((id, i) => fillAgreed(by.message, `$.say[${place + i}]`, id, by.actorId)),
    ],
    mail: transfers.flatMap((transfer) => {
      const { id, person_id, from, to } = transfer
      const [agreed, other] = transfer.may_from ? [from, to] : [to, from]
      return [
        {
          to: person_id,
          say: [line('mail.transfer_agreed', { agreed, other })],
          dedupe: `transfer-agreed/${id}/${by.message}`,
          when: halfAgreed(id, by.actorId),
        },
        {
          to: person_id,
          say: [line('mail.transferred', { from, to })],
          dedupe: `transferred/${id}`,
          when: endedSo(id, 'moved', by.message),
        },
        ...toDeciders(transfer, 'moved', by),
      ]
    }),
  }
}

/** `/驳回 张三 理由` to a transfer; the reason goes to the person, in private. Refuses with transfer.no_reason and what is skipped. */
export function refuseTransfer(
  transfers: readonly TransferToDecide[],
  note: string | undefined,
  situation: { who: Who },
  by: Actor,
): Decision | Refusal {
  const { settle, skipped } = sortOutTransfers(transfers)
  const [transfer] = settle
  if (!transfer) {
    const { code, params = {} } = skipped[0] ?? line('review.nothing')
    return refuse(code, params)
  }
  if (!note) return refuse('transfer.no_reason', { name: transfer.name ?? '' })
  const { id, person_id, from, to } = transfer
  return {
    say: [line('transfer.refused', wordsOf(transfer))],
    offer: [offer('offer.review', '/审核')],
    writes: [
      endTransfer(id, 'refused', by.at, by.message),
      recordIfChanged(
        {
          action: 'transfer.refuse',
          subject: `person:${person_id}`,
          communityId: transfer.may_from ? transfer.from_id : transfer.to_id,
          detail: { transfer: id },
        },
        by,
      ),
      otherwise(by.message, JSON.stringify(outcomeOfRefusal(situation, refuse('transfer.settled_now')))),
    ],
    mail: [
      {
        to: person_id,
        say: [line('mail.transfer_refused', { from, to, note })],
        dedupe: `transfer-refused/${id}`,
        when: endedSo(id, 'refused', by.message),
      },
      ...toDeciders(transfer, 'refused', by),
    ],
  }
}

/** Taking back one's own open transfer; the secretaries are told. */
export function withdrawing(transfer: Transfer, by: Actor): { writes: Query[]; mail: Mail[] } {
  return {
    writes: [endTransfer(transfer.id, 'withdrawn', by.at, by.message)],
    mail: toDeciders(transfer, 'withdrawn', by),
  }
}

const ending = {
  moved: 'mail.transfer_done',
  refused: 'mail.transfer_off',
  withdrawn: 'mail.transfer_taken_back',
} as const

const toDeciders = (transfer: Transfer, outcome: keyof typeof ending, by: Actor): Mail[] =>
  (JSON.parse(transfer.told) as number[])
    .filter((id) => id !== by.actorId)
    .map((to) => ({
      to,
      say: [{ code: ending[outcome], params: wordsOf(transfer) }],
      dedupe: `transfer-${outcome}/${transfer.id}/${to}`,
      when: endedSo(transfer.id, outcome, by.message),
    }))
