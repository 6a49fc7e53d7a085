import { type Dialogue, differs, group, inPrivate } from './turn.ts'

export const pairing: Dialogue[] = [
  {
    about: 'a wish, a preview, both say yes, a partner ends it, and the next question is declined',
    from: '2026-12-01 09:00',
    turns: [
      group('stranger', '/搭档', /您还没有登记/),
      group('zhang', '/搭档 想和 赵六', /请私聊我说/),
      inPrivate('zhang', '/搭档 想和 赵六', /想和赵六搭档/),
      differs(inPrivate('wang', '/搭档 不参加', /配对时不算您了/)),
      inPrivate('zhang', '/同意', /没有搭档的事等您答复/),
      inPrivate('zhang', '/婉拒', /没有搭档的事等您答复/),
      inPrivate('zhang', '/解除搭档 太忙', /现在没有搭档/),
      group('zhang', '/配对', /社区书记/),
      differs(inPrivate('li', '/确认配对', /没有配对建议/)),
      differs(inPrivate('li', '/配对', /张三 \+ 赵六/)),
      group('li', '/确认配对', /已私下问东湖社区的 1 对/),
      inPrivate('zhang', '/同意', /还在等对方/),
      inPrivate('zhao', '/同意', /您和张三（下沉党员）结成/),
      group('zhang', '/搭档', /您的搭档是赵六/),
      inPrivate('zhang', '/解除搭档 太忙', /已解除和赵六的搭档/),
      differs(inPrivate('wang', '/搭档 参加', /下次配对会算上您/)),
      differs(inPrivate('li', '/配对', / \+ 赵六/)),
      inPrivate('li', '/确认配对', /已私下问东湖社区的 1 对/),
      differs(inPrivate('zhao', '/婉拒 最近要照顾孩子', /理由只有书记看到/)),
    ],
  },
]
