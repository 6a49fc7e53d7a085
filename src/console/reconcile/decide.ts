import { isDay } from '../../domain/calendar/shanghai.ts'
import { maySee, type Sight } from '../../domain/console/scope.ts'
import { line } from '../../domain/say.ts'
import { recordIfChanged, recordWhen } from '../../store/audit.ts'
import { keepLedger, mayDecide } from '../../store/console/reconcile.ts'
import { post } from '../../store/mail.ts'
import { formIn } from '../form.ts'
import type { Asked } from '../outside.ts'
import type { Inside } from '../page.ts'
import { isSealed } from '../seal.ts'
import { turnedAway } from '../turned-away.tsx'

export const eyes: readonly Sight[] = ['administrator', 'secretary', 'liaison']

/** What a form of a line stands for: the same figures give the same words, which its seal binds. */
export const decisionOf = (fields: { [name: string]: string }): string =>
  ['what', 'person', 'day', 'ledger', 'unit', 'community'].map((name) => fields[name] ?? '').join('/')

/**
 * A decision on a line of the reconciliation: the ledger stands, or its person is asked to hand the day in. Neither changes
 * the ledger (R064): that takes `/更正`, or the person's own `/补报` and somebody's `/通过`.
 */
export async function decide(c: Asked, { store, view, token }: Inside): Promise<Response> {
  const form = await formIn(c)
  const fields = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]))
  const sealed = isSealed(c.get('keys'), token, fields.nonce ?? '', decisionOf(fields), fields.token ?? '')
  if (!sealed || !maySee(eyes, view.viewer.roles)) return turnedAway(c, 'stale')
  const [person, day] = [Number(fields.person), fields.day ?? '']
  if (!isDay(day)) return turnedAway(c, 'stale')
  const minutes = (name: string) => (fields[name] ? Number(fields[name]) : null)
  const figures = {
    ledger: minutes('ledger') ?? 0,
    unitBook: minutes('unit'),
    communityBook: minutes('community'),
  }
  const by = { actorId: view.viewer.id, message: `console/${fields.nonce}`, at: view.now }
  const act = { subject: `person:${person}`, communityId: null, detail: { day, ...figures } }
  const book = figures.unitBook ?? figures.communityBook ?? 0
  const may = mayDecide(view.scope, person, day)
  await store.batch(
    fields.what === 'ask'
      ? [
          post(
            {
              to: person,
              say: [
                line('mail.evidence', { day, minutes: book, asker: view.viewer.name }),
                line('mail.evidence_how', { day }),
              ],
              dedupe: `evidence/${person}/${day}/${book}`,
              when: may,
            },
            view.now,
          ),
          recordWhen({ ...act, action: 'evidence.ask' }, by, may),
        ]
      : [
          keepLedger(view.scope, { person, day, ...figures }, view.now),
          recordIfChanged({ ...act, action: 'evidence.keep' }, by),
        ],
  )
  if (fields.what === 'ask')
    c.executionCtx.waitUntil(
      c
        .get('outside')
        .wake(c.env, view.now)
        .catch(() => undefined),
    )
  const back = fields.back ?? ''
  return c.redirect(
    /^\/console\/reconciliation(?:\?[!-[\]-~]*)?$/.test(back) ? back : '/console/reconciliation',
    303,
  )
}
