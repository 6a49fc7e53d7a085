import type { Person, Place, RoleName } from './types.ts'

/** A command to tap; one that ends in `…` is to be completed first. */
export type Suggestions = Record<'group' | 'private', string[]>

const EVERYONE = ['/我的', '/帮助', '/语言 繁', '/语言 简']
const DUTY = [
  '/报到',
  '/签退 楼道清扫，清运杂物两车',
  '/签退',
  '/工时 2小时 昨天 帮老人修打印机',
  '/工时',
  '/撤销',
]
const REVIEW = ['/审核', '/通过 全部', '/通过 …', '/驳回 …']

const BY_ROLE: Record<RoleName, Suggestions> = {
  member: { group: [...DUTY, '/签倒'], private: ['/工时 1.5h 今天 整理台账', '/工时', '/撤销', '1'] },
  volunteer: { group: DUTY, private: ['/工时', '/撤销', '1'] },
  resident: { group: [], private: [] },
  secretary: { group: [...REVIEW, '/任命 @马红 网格长 第二网格'], private: REVIEW },
  grid: { group: [...DUTY, '/审核'], private: ['/审核'] },
  liaison: { group: DUTY, private: ['/工时'] },
  administrator: { group: ['/绑定社区 东湖社区', '/任命 @李娜 书记', '/审核'], private: ['/审核'] },
  newcomer: { group: [], private: [] },
}

/** What this person would likely type here, likeliest first. */
export function suggestionsFor(person: Person, kind: Place['kind']): string[] {
  const own = BY_ROLE[person.role][kind]
  const here = kind === 'private' ? ' 东湖社区' : ''
  if (person.role === 'newcomer')
    return [`/登记 ${person.name} 市财政局${here}`, `/登记 ${person.name} 居民${here}`, '/帮助']
  return [...own, ...EVERYONE]
}
