import { type Refusal, refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import { recordIfChanged } from '../../store/audit.ts'
import { otherwise } from '../../store/inbox.ts'
import { endedSo, endTransfer } from '../../store/settle-transfer.ts'
import type { TransferToDecide } from '../../store/transfer.ts'
import type { Decision, Who } from '../define.ts'
import { outcomeOfRefusal } from '../outcome.ts'
import { type Actor, toDeciders, wordsOf } from './transfer-endings.ts'
import { sortOutTransfers } from './transfers.ts'

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
