import { dayOf } from '../../domain/calendar/shanghai.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Line, line, type Offer, offer } from '../../domain/say.ts'
import type { Subject } from '../../domain/support/household.ts'
import type { SupportPair } from '../../store/support-pair.ts'
import type { Decision } from '../define.ts'
import { type OfSupport, onPage } from './support-facts.ts'
import { namedPair, ownPairLines, pairLines } from './support-lines.ts'

/** What is asked for in a list: a subject, a page, or all. */
interface Listed {
  subject?: Subject
  page?: number
  all?: true
}

/**
 * One’s own households first; who answers for a community or a unit sees the figures, what waits, and on request the
 * list, the longest without contact first. In a group counts only. Refuses with group.unbound, support.no_page,
 * support.list_none, support.none.
 */
export function listPairs(situation: OfSupport, listed: Listed): Decision | Refusal {
  const { facts, who } = situation
  if (who.inGroup) {
    const here = facts.sums.find(({ scope }) => scope === 'group')
    if (!here) return refuse('group.unbound')
    return { say: [line('support.sums', { ...here }), line('support.rest_private')] }
  }
  const sums = facts.sums.filter(({ scope }) => scope !== 'group')
  const wantsList = listed.all || listed.page !== undefined || listed.subject !== undefined
  if (wantsList && sums.length > 0) return page(situation, listed)
  const own = ofSubject(facts.own, listed.subject)
  if (own.length === 0 && sums.length === 0) return refuse('support.none')
  const today = dayOf(situation.at)
  const lines: Line[] = [
    ...sums.slice(0, 2).map((one) => line('support.sums', { ...one })),
    ...facts.asked.slice(0, 3).map((pair) => line('support.asks', { ...namedPair(pair), name: pair.member })),
    ...(own.length > 0 ? [line('support.mine', { count: own.length })] : []),
    ...ownPairLines(own, situation.policy, today).slice(0, sums.length > 0 ? 3 : 7),
  ]
  const [asked] = facts.asked
  const [first] = own.filter(({ state }) => state === 'active')
  return {
    say: [
      ...lines,
      line(facts.sums.some(({ scope }) => scope === 'community') ? 'support.how_secretary' : 'support.how'),
    ],
    offer: [
      ...(asked ? answers(asked) : []),
      ...(sums.length > 0 ? [offer('offer.support_list', '/结对 名单')] : []),
      ...(first ? [offer('offer.visit', `/走访 ${first.code}`, { code: first.code })] : []),
    ],
  }
}

/** A page of the list of the communities kept, or else of the own units. */
function page({ facts, policy, at }: OfSupport, { subject, page = 1 }: Listed): Decision | Refusal {
  const rows = facts.kept.length > 0 ? facts.kept : facts.ofUnit
  const [first] = rows
  if (!first) return page === 1 ? refuse('support.list_none') : refuse('support.no_page', { page })
  const pages = Math.ceil(first.count / onPage)
  const words = subject ? [`subject.${subject}`] : ['subject.all']
  const next = page < pages
  const command = `/结对 ${subject ? `${subjectName[subject]} ` : '名单 '}${page + 1}`
  return {
    say: [
      line('support.list', { count: first.count, page, pages, subject: words }),
      ...pairLines(rows, policy, dayOf(at)),
    ],
    offer: next ? [offer('offer.page', command, { page: page + 1 })] : [],
  }
}

const subjectName: { readonly [S in Subject]: string } = {
  education: '教育',
  health: '卫生',
  work: '就业',
  mind: '思想',
  life: '生活',
}

const ofSubject = (pairs: readonly SupportPair[], subject: Subject | undefined): readonly SupportPair[] =>
  subject === undefined ? pairs : pairs.filter((pair) => ` ${pair.subjects} `.includes(` ${subject} `))

/** The secretary’s answers to what a member asked for. */
export const answers = ({ code }: Pick<SupportPair, 'code'>): Offer[] => [
  offer('offer.support_agree', `/结对 同意 ${code} 住户同意`, { code }),
  offer('offer.support_refuse', `/结对 不同意 ${code}`, { code }),
]
