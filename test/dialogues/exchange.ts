import { type Dialogue, group, inPrivate } from './turn.ts'

export const exchange: Dialogue[] = [
  {
    about: 'points for hours, goods on the shelf; nobody gets what they have no points for',
    from: '2026-12-04 09:00',
    turns: [
      group('stranger', '/兑换 10分 时长', /您还没有登记/),
      inPrivate('zhang', '/兑换', /可用积分 20 分/),
      inPrivate('wang', '/兑换 10分 时长', /10 分 → \+1小时（折算/),
      inPrivate('zhang', '/兑换 1000分 时长', /没有兑换/),
      group('zhang', '/兑换 上架 洗衣液 20件 50分', /由社区书记来办/),
      group('li', '/兑换 上架 洗衣液 20件 50分', /已上架/),
      inPrivate('granny', '/兑换 洗衣液', /积分不够/),
    ],
  },
]
