import type { Person, Place, RoleName } from './types.ts'

/** A command to tap; one that ends in `…` is to be completed first. */
export type Suggestions = Record<'group' | 'private', string[]>

const SELF = ['/我的', '/帮助', '/语言 繁', '/语言 简']
const ACCOUNT = ['/绑定', '/绑定 …', '/转社区 西园社区', '/提醒 晚上', '/我的数据', '/注销']
const DUTY = [
  '/报到',
  '/签退 楼道清扫，清运杂物两车',
  '/签退',
  '/工时 2小时 昨天 帮老人修打印机',
  '/补报 昨天 19:00-20:30 夜间巡逻',
  '/工时',
  '/撤销',
  '/排行',
]
const OWN = ['/工时', '/怎么算 …', '/专长 法律 医疗', '/空闲 周末 晚上', '/撤销', '1']
const REVIEW = ['/审核', '/通过 全部', '/通过 …', '/驳回 …', '/更正 …']

const BY_ROLE: Record<RoleName, Suggestions> = {
  member: { group: [...DUTY, '/签倒'], private: ['/工时 1.5h 今天 整理台账', ...OWN, ...ACCOUNT] },
  volunteer: { group: DUTY, private: [...OWN, ...ACCOUNT] },
  resident: { group: [], private: ACCOUNT },
  secretary: {
    group: [...REVIEW, '/报到率', '/签到码 开', '/签到码 关', '/任命 @马红 网格长 第二网格'],
    private: [...REVIEW, '/签到码', '/报到率', '/绑定推送', '/绑定推送 …', '/排行'],
  },
  grid: { group: [...DUTY, '/审核'], private: ['/审核', '/签到码'] },
  liaison: {
    group: DUTY,
    private: ['/报到率', '/单位报到', '/单位报到 西园社区', '/排行 单位', '/工时'],
  },
  administrator: {
    group: ['/绑定社区 东湖社区', '/任命 @李娜 书记', '/免去 @李娜 书记', '/审核', '/排行 社区'],
    private: ['/设置', '/设置 年度目标 24小时', '/审核', '/报到率', '/报到率 单位', '/排行 单位'],
  },
  newcomer: { group: [], private: [] },
}

/** What this person would likely type here, likeliest first. */
export function suggestionsFor(person: Person, kind: Place['kind']): string[] {
  const own = BY_ROLE[person.role][kind]
  const here = kind === 'private' ? ' 东湖社区' : ''
  if (person.role === 'newcomer')
    return [`/登记 ${person.name} 市财政局${here}`, `/登记 ${person.name} 居民${here}`, '/帮助']
  return [...own, ...SELF]
}
