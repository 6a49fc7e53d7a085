import { webhookOf } from './cast.ts'
import { COMMUNITIES } from './data.ts'
import type { Person, Place, RoleName } from './types.ts'

/** A command to tap; one that ends in `…` is to be completed first. */
export type Suggestions = Record<'group' | 'private', string[]>

const SELF = ['/我的', '/帮助', '/语言 繁', '/语言 简']
const ACCOUNT = ['/绑定', '/绑定 …', '/转社区 西园社区', '/提醒 晚上', '/我的数据', '/注销']
const DUTY = [
  '/报到',
  '/签退 楼道清扫，清运杂物两车',
  '/签退',
  '/值班表',
  '/工时 2小时 昨天 帮老人修打印机',
  '/补报 昨天 19:00-20:30 夜间巡逻',
  '/请假 明天',
  '/换班 明天 …',
  '/交接 钥匙在居委会',
  '/工时',
  '/撤销',
  '/排行',
]
const OWN = ['/工时', '/值班表', '/请假 明天 家里有事', '/换班', '/换班 明天 …', '/交接', '/怎么算 …']
const PROFILE = ['/专长 法律 医疗', '/空闲 周末 晚上', '/撤销', '1']
const REVIEW = ['/审核', '/通过 全部', '/通过 …', '/驳回 …', '/更正 …']
const FIGURES = ['/月报', '/报到率', '/冷热', '/沉默']

const BY_ROLE: Record<RoleName, Suggestions> = {
  member: {
    group: [...DUTY, '/签倒'],
    private: ['/确认', '/工时 1.5h 今天 整理台账', ...OWN, ...PROFILE, ...ACCOUNT],
  },
  volunteer: { group: DUTY, private: [...OWN, ...PROFILE, ...ACCOUNT] },
  resident: { group: [], private: ACCOUNT },
  secretary: {
    group: [
      ...REVIEW,
      '/值班表',
      '/抽查',
      '/月报',
      '/签到码 开',
      '/签到码 关',
      '/任命 @马红 网格长 第二网格',
    ],
    private: [...REVIEW, '/值班表 下周', '/抽查', ...FIGURES, '/公告 …', '/签到码', '/绑定推送', '/排行'],
  },
  grid: { group: [...DUTY, '/审核', '/抽查'], private: ['/审核', '/抽查', '/值班表', '/签到码'] },
  liaison: {
    group: DUTY,
    private: ['/报到率', '/月报', '/沉默', '/单位报到', '/单位报到 西园社区', '/排行 单位', '/工时'],
  },
  administrator: {
    group: ['/绑定社区 东湖社区', '/任命 @李娜 书记', '/免去 @李娜 书记', '/审核', '/排行 社区'],
    private: [
      ...['/设置', '/设置 年度目标 24小时', '/审核', ...FIGURES, '/公告 …', '/节假日', '/绑定推送'],
      ...['/报到率 单位', '/排行 单位'],
    ],
  },
  newcomer: { group: [], private: [] },
}

/** Where somebody who answers for a community finds what only they would type: where things stand on this machine. */
export interface Around {
  people: readonly Person[]
  places: readonly Place[]
  /** Where the platforms' servers are. */
  origin: string
}

/** What this person would likely type here, likeliest first. */
export function suggestionsFor(person: Person, kind: Place['kind'], around: Around): string[] {
  const own = BY_ROLE[person.role][kind]
  const here = kind === 'private' ? ` ${COMMUNITIES[0].name}` : ''
  if (person.role === 'newcomer')
    return [`/登记 ${person.name} 市财政局${here}`, `/登记 ${person.name} 居民${here}`, '/帮助']
  const more = person.role === 'secretary' ? keepersOf(person, kind, around) : []
  return [...own, ...more, ...SELF]
}

/** A roster with people of the community, and the addresses of its groups' webhooks, as their settings show them. */
function keepersOf({ community }: Person, kind: Place['kind'], { people, places, origin }: Around): string[] {
  const names = people
    .filter((one) => one.community === community && (one.role === 'member' || one.role === 'volunteer'))
    .map((one) => one.name)
  const [one, two, three, four] = names
  const plan = `/排班\n明天 9:00-11:30 ${one} ${two}\n下周一至周三 14:00-17:00 ${three} ${four}`
  if (kind === 'group') return [plan]
  const groups = places.filter((place) => place.kind === 'group' && place.community === community)
  return [
    plan,
    ...groups.map((group) =>
      ['/绑定推送', webhookOf(group, origin), group.webhookSecret].filter(Boolean).join(' '),
    ),
  ]
}
