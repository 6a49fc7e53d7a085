import { type Dialogue, differs, group, inPrivate } from './turn.ts'

export const ideas: Dialogue[] = [
  {
    about: 'somebody suggests, the secretary answers, and the year’s five are ticked by records',
    from: '2026-11-30 09:00',
    turns: [
      group('zhang', '/建议 5栋台阶加个扶手', /建议 J(?<rail>\d+) 已记下，已交给东湖社区，10 天内答复/),
      group('zhang', '/建议 J{rail}', /不在群里说/),
      group('zhang', '/建议 {rail} 采纳', /由社区书记来办/),
      group('zhang', '/建议', /收到建议 1 条/),
      group('stranger', '/建议 多种树', /您还没有登记/),
      inPrivate('zhang', '/五个一', /✔ 建议：J\d+/),
      group('zhang', '/五个一', /请私聊我发：\/五个一/),
      differs(inPrivate('granny', '/五个一', /下沉党员的年度清单/)),
      group('li', '/建议 {rail} 不采纳', /不采纳要写理由/),
      group('li', '/建议 {rail} 采纳 下周来量', /已采纳/),
      group('li', '/建议 {rail} 不采纳 没钱', /已经采纳了/),
      group('li', '/建议 {rail} 已办', /已记为办结/),
      inPrivate('zhang', '/建议 {rail}', /下周来量/),
    ],
  },
]
