import { type Dialogue, differs, group, inPrivate } from './turn.ts'

export const support: Dialogue[] = [
  {
    about: 'a member and a household are put together, and the member goes to see it',
    from: '2026-12-02 09:00',
    turns: [
      group('stranger', '/结对', /您还没有登记/),
      inPrivate('zhang', '/走访 H12', /您没有和 H12 结对/),
      inPrivate('zhang', '/结对 王五 H12', /由社区书记来办/),
      differs(inPrivate('li', '/结对 张三 H12 教育', /住户同意了吗/)),
      differs(inPrivate('li', '/结对 张三 H12 教育 住户同意', /住户同意已记在您名下/)),
      inPrivate('zhang', '/结对', /H12/),
      inPrivate('zhang', '/走访 H12', /第 1 问（共 8 问）/),
      inPrivate('zhang', '停', /走访已经算数/),
    ],
  },
]
