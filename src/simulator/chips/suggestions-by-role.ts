import type { RoleName } from '../types.ts'

/** A command to tap; one that ends in `…` is to be completed first. */
export type Suggestions = Record<'group' | 'private', string[]>

/** What people would likely type as things stand, by person; who has nothing is left out. */
export type Chips = Record<string, Suggestions>

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
  '/订单',
  '/心愿',
  '/创单 周六上午义务理发 3小时',
]
const OWN = [
  '/订单',
  '/工时',
  '/值班表',
  '/请假 明天 家里有事',
  '/换班',
  '/换班 明天 …',
  '/交接',
  '/怎么算 …',
]
const PARTNER = ['/搭档', '/搭档 想和 …']
const PROFILE = ['/专长 法律 医疗', '/空闲 周末 晚上', '/撤销', '1']
const REVIEW = ['/审核', '/通过 全部', '/通过 …', '/驳回 …', '/更正 …']
const PUSH = '/派单 楼道清洁\n时间：明天 9:00-11:00\n地点：3 栋\n人数：2'
const IDEA = '/建议 5栋台阶加个扶手'
const EXCHANGE = ['/兑换', '/兑换 10分 时长']
const WISH = '/心愿 独居老人 防滑垫一块 3栋501 13900002222 120元'
const RALLY = '/集结 东湖堤坝渗水 3人 特急'
const FIGURES = ['/月报', '/报到率', '/冷热', '/沉默']

/** The likeliest first; what everybody may say anywhere is left out. */
export const BY_ROLE: Record<RoleName, Suggestions> = {
  member: {
    group: [...DUTY, '/签倒'],
    private: [
      ...['/确认', '/工时 1.5h 今天 整理台账'],
      ...OWN,
      ...PARTNER,
      ...['/走访', '/结对 H7 教育'],
      ...['/五个一', IDEA, ...EXCHANGE, '/控制台'],
      ...PROFILE,
      ...ACCOUNT,
    ],
  },
  volunteer: {
    group: DUTY,
    private: [...OWN, ...PARTNER, IDEA, ...EXCHANGE, '/控制台', ...PROFILE, ...ACCOUNT],
  },
  resident: {
    group: ['/点单 楼道的灯坏了，请人换一个', '/订单', '/心愿'],
    private: [
      ...['/点单 家里水管漏水 13900001111', WISH, '/心愿 护理床 1200元', '/心愿', '/订单', IDEA, '/兑换'],
      ...ACCOUNT,
    ],
  },
  secretary: {
    group: [
      PUSH,
      ...REVIEW,
      RALLY,
      '/切换 战时',
      '/心愿',
      '/配对',
      '/值班表',
      '/抽查',
      '/月报',
      '/签到码 开',
      '/签到码 关',
      '/任命 @马红 网格长 第二网格',
    ],
    private: [
      PUSH,
      '/控制台',
      '/订单',
      ...REVIEW,
      RALLY,
      ...['/心愿 独居老人 防滑垫两块 80元', '/兑换 上架 洗衣液 1件 10分', '/建议'],
      '/配对',
      '/结对 名单',
      '/值班表 下周',
      '/抽查',
      ...FIGURES,
      '/公告 …',
      '/签到码',
      '/绑定推送',
      '/排行',
    ],
  },
  grid: {
    group: [PUSH, '/集结 水管爆裂 2人', ...DUTY, '/审核', '/抽查'],
    private: [PUSH, '/订单', '/审核', '/抽查', '/值班表', '/签到码'],
  },
  liaison: {
    group: DUTY,
    private: [
      '/控制台',
      '/报到率',
      '/月报',
      '/五个一',
      '/沉默',
      '/单位报到',
      '/单位报到 西园社区',
      '/排行 单位',
      '/结对',
      '/工时',
    ],
  },
  administrator: {
    group: ['/绑定社区 东湖社区', '/任命 @李娜 书记', '/免去 @李娜 书记', '/审核', '/排行 社区'],
    private: [
      ...['/控制台', '/切换', '/集结 全部 台风登陆 特急'],
      ...['/设置', '/设置 年度目标 24小时', '/审核', ...FIGURES, '/公告 …', '/节假日', '/绑定推送'],
      ...['/报到率 单位', '/排行 单位'],
    ],
  },
  newcomer: { group: [], private: [] },
}
