import { maySee } from '../../domain/console/scope.ts'
import { record } from '../../store/audit.ts'
import { failureOf } from '../../store/constraint.ts'
import { applyImport, fatesQuery, importQuery, isStale, writtenQuery } from '../../store/import/file.ts'
import { formIn } from '../form.ts'
import type { Asked } from '../outside.ts'
import type { Inside } from '../page.ts'
import { isSealed } from '../seal.ts'
import { turnedAway } from '../turned-away.tsx'
import { specs } from './specs.ts'

/**
 * Does what an import's page shows, the whole of it in one batch, if the data is still as it was; twice is once. Where it is
 * not, nothing is written and the page says so.
 */
export async function apply(c: Asked, { store, view, token }: Inside): Promise<Response> {
  const form = await formIn(c)
  const field = (name: string): string => (typeof form[name] === 'string' ? form[name] : '')
  const id = Number(field('id'))
  if (!isSealed(c.get('keys'), token, field('nonce'), `import/${id}`, field('token')))
    return turnedAway(c, 'stale')
  const [[file], fates, rows] = await store.batch([
    importQuery(id, view.viewer.id),
    fatesQuery(id, view.viewer.id),
    writtenQuery(id, view.viewer.id, 'new'),
  ])
  const spec = specs.find(({ kind }) => kind === file?.kind)
  // A file goes after a day, a role may end before: the page of files says what there is.
  if (!file || !spec || !maySee(spec.eyes, view.viewer.roles)) return c.redirect('/console/imports', 303)
  const here = `/console/imports/${id}`
  if (file.state !== 'ready') return c.redirect(here, 303)
  const by = { actorId: view.viewer.id, message: `console/import/${id}`, at: view.now }
  const basis = JSON.parse(file.basis) as { place?: { id: number }; owner?: { community?: number } }
  const taken = spec.takesRows ? rows.map(({ row }) => JSON.parse(row) as object) : []
  const { still, writes } = spec.write({ id, basis, rows: taken, by })
  const communities = view.scope.everywhere ? [] : view.scope.communities
  const act = {
    action: 'import.apply',
    subject: `import:${id}`,
    communityId:
      basis.owner?.community ?? (spec.kind === 'roster' ? basis.place?.id : communities[0]) ?? null,
    detail: { kind: spec.kind, ...Object.fromEntries(fates.map(({ fate, count }) => [fate, count])) },
  }
  const scope = JSON.stringify(view.scope)
  // The roster's write is compared with what was planned, so it comes first; the batch is one transaction.
  const apply_ = applyImport(id, scope, still, view.now)
  try {
    await store.batch(
      spec.kind === 'roster' ? [...writes, apply_, record(act, by)] : [apply_, ...writes, record(act, by)],
    )
  } catch (error) {
    if (!isStale(error) && failureOf(error).is === 'fault') throw error
    return c.redirect(`${here}?stale=1`, 303)
  }
  if (spec.kind === 'roster')
    c.executionCtx.waitUntil(
      c
        .get('outside')
        .wake(c.env, view.now)
        .catch(() => undefined),
    )
  return c.redirect(here, 303)
}
