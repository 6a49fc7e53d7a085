import { type Dialogue, differs, group, inPrivate, pause } from './turn.ts'

export const rally: Dialogue[] = [
  {
    about: 'an area is called up, people answer, and it ends',
    from: '2026-12-03 09:00',
    turns: [
      group('zhang', '/收到', /现在没有集结/),
      group('zhang', '/来不了', /请发：\/请假 日期 理由/),
      group('zhang', '/集结状态', /现在没有集结/),
      group('li', '/结束集结', /现在没有集结/),
      group('zhang', '/集结 渗水', /由社区书记、网格长、街道干部和管理员发起/),
      differs(group('li', '/集结 堤坝渗水 2人 特急', /集结 特急】东湖社区：堤坝渗水/)),
      pause(2),
      group('zhang', '来不了', /您来不了，没有记作应答/),
      group('zhang', '收到', /您是第 1 位应答/),
      group('wang', '/收到', /您是第 2 位应答/),
      differs(group('zhang', '/集结状态', /应答 2，到岗 0/)),
      differs(group('li', '/结束集结', /集结结束\s*：?\s*东湖社区，堤坝渗水/)),
    ],
  },
  {
    about: 'who stands ready in the units',
    from: '2026-12-03 13:00',
    turns: [
      group('zhang', '/常备队伍', /由单位联络员管/),
      group('boss', '/常备队伍', /共 \d+ 个单位/),
      inPrivate('boss', '/常备队伍 突击队 张三', /写清是哪个单位/),
    ],
  },
  {
    about: 'two people make it war, and peace again',
    from: '2026-12-03 14:00',
    turns: [
      group('zhang', '/切换', /现在是平时/),
      group('zhang', '/切换 战时', /由社区书记、街道干部和管理员切换/),
      group('li', '/切换 战时', /还没有切换/),
      group('zhang', '/确认切换', /由社区书记、街道干部和管理员切换/),
      inPrivate('boss', '/切换 战时', /东湖社区进入战时/),
      group('boss', '/切换 平时', /还没有切换/),
      group('li', '/确认切换 东湖社区', /东湖社区回到平时/),
      group('li', '/确认切换 东湖社区', /没有等您确认的切换/),
    ],
  },
]
