import { monthOf } from '../../domain/calendar/shanghai.ts'
import {
  askedCountQuery,
  householdsQuery,
  partnersQuery,
  servedByPageQuery,
} from '../../store/console/pairs.ts'
import { noGroup, viewerId } from '../../store/console/scope.ts'
import { supportOverseenQuery, supportSumsQuery } from '../../store/support-figures.ts'
import { definePage, type View } from '../page.ts'
import { Households } from '../pair/households.tsx'
import { Partners } from '../pair/partners.tsx'

const shown = 50

/** 1+1红色搭档 with term, goal and joint service (R087), and apart from them 1+1结对服务 with its visits (R088, R090). */
export const pairs = definePage({
  path: '/pairs',
  title: 'console.pairs',
  eyes: ['administrator', 'secretary', 'street_officer', 'liaison'],
  read: (view) => {
    const { scope, now, today } = view
    const me = viewerId(scope)
    const [after, behind] = [behindOf(view, 'after'), behindOf(view, 'behind')]
    return {
      partners: partnersQuery(scope, after, shown + 1),
      served: servedByPageQuery(scope, after, shown + 1, today),
      asked: askedCountQuery(scope),
      households: householdsQuery(scope, monthOf(now), behind, shown + 1),
      sums: supportSumsQuery(me, noGroup, monthOf(now)),
      overseen: supportOverseenQuery(me, monthOf(now)),
    }
  },
  render: (facts, view) => (
    <>
      <Partners view={view} {...facts} shown={shown} isFirst={behindOf(view, 'after') === 0} />
      <Households view={view} {...facts} shown={shown} isFirst={behindOf(view, 'behind') === 0} />
    </>
  ),
})

const behindOf = ({ asked }: View, name: 'after' | 'behind'): number => Number(asked(name)) || 0
