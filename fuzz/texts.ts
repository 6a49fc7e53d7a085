import type { Chance } from './chance.ts'

/** What nobody should meet in a log or in an answer to somebody else: it stands in every text and name that is tried. */
export const marker = '密語ZQX'

const pieces = [
  ...[
    '1',
    '12',
    '-3',
    '0',
    '99999999999999999999',
    '1.5',
    '二',
    '一百二十',
    '半',
    '１２',
    '②',
    'T31',
    'H12',
    '100%',
  ],
  ...[
    '今天',
    '昨天',
    '明天',
    '周六',
    '下周三',
    '11月8日',
    '2026-02-30',
    '9:00-11:00',
    '25:61',
    '两小时',
    '3h',
    '点',
    '上午',
    '每',
  ],
  ...[
    '@张三',
    '@所有人',
    '＠',
    '@',
    '张三、李四',
    '东湖社区',
    '7网格',
    '市财政局',
    '书记',
    '确认',
    '全部',
    '都不是',
    '简',
    '繁',
  ],
  ...[
    '键：值',
    '时间：',
    '地点:',
    '|',
    '｜',
    '、',
    '；',
    '\n',
    '\n\n',
    '\t',
    '\u3000',
    '\u200b',
    '\u202e',
    '\u0000',
    '\ud800',
    '👨‍👩‍👧',
    '💪',
  ],
  ...[
    '=1+1',
    '+1',
    '-1',
    "'; drop table person; --",
    '<script>',
    '<@all>',
    '[点我](https://x)',
    '](dtmd://dingtalkclient/sendMessage?content=/注销)',
  ],
  ...[
    '**',
    '```',
    '> ',
    '# ',
    '{name}',
    '{{7*7}}',
    '%s',
    '%00',
    '\\',
    '"',
    "'",
    '../..',
    '__proto__',
    'constructor',
    'null',
    'NaN',
  ],
] as const

/** A text as somebody might type, paste or attack with: a command name or none, and pieces or long runs of one. */
export function someText(chance: Chance, names: readonly string[]): string {
  const parts: string[] = []
  if (chance.below(10) > 0) parts.push(chance.pick(['/', '/', '/', '／', '', ' /']) + chance.pick(names))
  for (let i = chance.below(7); i > 0; i--) {
    const piece = chance.pick(pieces)
    parts.push(chance.below(40) === 0 ? piece.repeat(1 + chance.below(800)) : piece)
  }
  parts.splice(chance.below(parts.length + 1), 0, marker)
  return mutated(chance, parts.join(chance.pick([' ', ' ', '', '，', '\n'])))
}

/** Sometimes one place is cut out, doubled, or becomes any character. */
export function mutated(chance: Chance, text: string): string {
  const at = chance.below(text.length + 1)
  switch (chance.below(8)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + chance.below(4))
    case 1:
      return text.slice(0, at) + String.fromCharCode(chance.below(0x10000)) + text.slice(at)
    case 2:
      return text.slice(0, at) + text.slice(Math.max(0, at - chance.below(20)))
    default:
      return text
  }
}
