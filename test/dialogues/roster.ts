import { type Dialogue, group, inPrivate, pause, tap } from './turn.ts'

export const roster: Dialogue[] = [
  {
    about: 'a roster is made, shown, changed by leave and swap, and handed over',
    from: '2026-11-24 14:00',
    turns: [
      group('zhang', '/排班 11-26 9:00-12:00 张三', /排班由社区书记/),
      group('li', '/排班 11-26 9:00-12:00 张三\n11-27 14:00-17:00 王五', /已排 2 个班/),
      group('li', '/排班 11-26 9:00-12:00 张三', /早已排过/),
      group('li', '/排班 11-26 王五', /没有写起止时间/),
      group('li', '/排班 11-26 9:00-12:00 欧阳没', /没有找到|欧阳没/),
      group('zhang', '/值班表', /缺/),
      inPrivate('wang', '/值班表 本周', /您的班：11月27日/),
      group('stranger', '/值班表', /还没有登记/),
      group('zhang', '/换班 11-26 @王五', /已私下问王五/),
      inPrivate('wang', '/换班', /张三请您替班/),
      tap('wang', '/换班 不同意', /已私下告诉对方/),
      group('zhang', '/换班 11-26 @没有这个人', /没有找到「没有这个人」/),
      group('zhang', '/换班 11-30 @王五', /没有可以换的班/),
      group('wang', '/请假 11-27 出差', /已请假：11月27日/),
      group('wang', '/请假 11-27 出差', /已经请了假/),
      group('wang', '/请假 去年 出差', /没有看到日期/),
      inPrivate('zhang', '/交接', /没有等着交接的/),
      group('zhang', '/交接 钥匙在居委会', /交接先存着/),
      group('li', '/排班 取消 11-26 张三', /已取消 1 个班/),
      pause(1),
      inPrivate('zhang', '/私信', /不用来了/),
    ],
  },
]
