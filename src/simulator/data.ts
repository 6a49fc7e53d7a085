import { type Cast, groupsOf, person } from './cast.ts'
import type { Person, RoleName } from './types.ts'

/** The demo's town: a district, three communities, three units, and the people of `npm start`. */

export const DISTRICT = '滨江区'

export const COMMUNITIES = [
  { key: 'donghu', name: '东湖社区', street: '东湖街道' },
  { key: 'xiyuan', name: '西园社区', street: '西园街道' },
  { key: 'nanqiao', name: '南桥社区', street: '东湖街道' },
] as const

export const UNITS = ['市财政局', '市司法局', '市卫健委'] as const

/** The one grid, whose head is among the people. */
export const GRID = { community: '东湖社区', name: '第一网格' }

const everyone = (role: RoleName, community: string | undefined, list: string): Person[] =>
  list.split(' ').map((one) => {
    const [id = '', name = '', unit = community] = one.split(':')
    return person(id, name, role, { ...(unit ? { unit } : {}), ...(community ? { community } : {}) })
  })

const PEOPLE: Person[] = [
  ...everyone(
    'member',
    '东湖社区',
    'zhangwei:张伟:市财政局 lina:李娜:市财政局 liuyang:刘洋:市司法局 chenjing:陈静:市卫健委 zhaolei:赵磊:市司法局 sunyue:孙悦:市卫健委 yaowen:姚文:市卫健委',
  ),
  ...everyone(
    'member',
    '西园社区',
    'wangqiang:王强:市财政局 zhoujie:周杰:市司法局 wumin:吴敏:市卫健委 zhengkai:郑凯:市财政局 fengxue:冯雪:市司法局 hanbing:韩冰:市卫健委',
  ),
  ...everyone(
    'member',
    '南桥社区',
    'yangfan:杨帆:市财政局 zhuli:朱莉:市司法局 xuchao:许超:市卫健委 hejun:何军:市财政局 gaofei:高飞:市司法局 linxia:林霞:市卫健委',
  ),
  ...everyone('volunteer', '东湖社区', 'mahong:马红 guotao:郭涛 luoping:罗平'),
  ...everyone('volunteer', '西园社区', 'liangyu:梁玉 songjia:宋佳 tanglin:唐琳'),
  ...everyone('volunteer', '南桥社区', 'xielan:谢兰 dengbo:邓波 caoying:曹颖'),
  ...everyone('resident', '东湖社区', 'pengnainai:彭桂兰 zengye:曾德福'),
  ...everyone('resident', '西园社区', 'xiaoli:萧丽'),
  ...everyone('resident', '南桥社区', 'tiandaye:田保国'),
  ...everyone('secretary', '东湖社区', 'wangfang:王芳'),
  ...everyone('secretary', '西园社区', 'huangmei:黄梅'),
  ...everyone('secretary', '南桥社区', 'dongjian:董建'),
  ...everyone('grid', '东湖社区', 'panshan:潘山'),
  ...everyone('liaison', '东湖社区', 'yuanlin:袁琳:市财政局'),
  ...everyone('liaison', '西园社区', 'jiangtao:蒋涛:市司法局'),
  ...everyone('liaison', '南桥社区', 'caihua:蔡华:市卫健委'),
  ...everyone('administrator', '西园社区', 'zhoulan:周岚:市司法局'),
  ...everyone('newcomer', undefined, 'luxiaoming:陆小明 shenfei:沈飞'),
]

/** Registers himself in the story of yesterday instead of being put into the database. */
export const STILL_TO_REGISTER = 'yaowen'

/** Known to the bot in WeCom only: the one who can play `/绑定` with the other account. */
export const IN_WECOM_ONLY = 'liuyang'

/** On the roll of 市财政局, so that his registration is verified at once. */
export const ON_THE_ROLL = { name: '陆小明', unit: '市财政局', community: '东湖社区' }

/**
 * Groups whose webhook nobody has bound: WeCom's cannot be spoken to unasked until its secretary does, DingTalk's hears
 * the app's robot instead.
 */
export const WITHOUT_WEBHOOK: readonly string[] = ['wecom:xiyuan', 'dingtalk:xiyuan']

export const TOWN: Cast = {
  people: PEOPLE,
  groups: [
    ...COMMUNITIES.flatMap(({ key, name }) => groupsOf(key, `${name}双报到群`, name)),
    ...groupsOf('unbound', '新建的工作群（未绑定）'),
  ],
}
