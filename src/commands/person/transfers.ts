import { type Line, line } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import type { Query } from '../../store/d1.ts'
import type { Mail } from '../../store/mail.ts'
import { agreeTransfers, endedSo, fillAgreed, halfAgreed, moveAgreed } from '../../store/settle-transfer.ts'
import type { TransferToDecide } from '../../store/transfer.ts'
import { fold } from '../../text/fold.ts'
import { type Actor, toDeciders, wordsOf } from './transfer-endings.ts'

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
