import type { Query } from '../../store/d1.ts'
import type { Mail } from '../../store/mail.ts'
import { endedSo, endTransfer } from '../../store/settle-transfer.ts'
import type { Transfer } from '../../store/transfer.ts'

/** Who acts, by which message, when. */
export interface Actor {
  actorId: number
  message: string
  at: number
}

/** The parameters of every sentence about a transfer. */
export const wordsOf = ({ name, unit, from, to }: Transfer) => ({
  name: name ?? '',
  unit: unit ?? '',
  from,
  to,
})

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

/** Tells the secretaries of both communities, but who did it, how a transfer ended. */
export const toDeciders = (transfer: Transfer, outcome: keyof typeof ending, by: Actor): Mail[] =>
  (JSON.parse(transfer.told) as number[])
    .filter((id) => id !== by.actorId)
    .map((to) => ({
      to,
      say: [{ code: ending[outcome], params: wordsOf(transfer) }],
      dedupe: `transfer-${outcome}/${transfer.id}/${to}`,
      when: endedSo(transfer.id, outcome, by.message),
    }))
