import fc from 'fast-check'

/**
 * What a Markdown client could make of a text, told without knowing how the encoder escapes: the names of the
 * constructs found, `[]` when every character would show as itself.
 */
export function markupIn(line: string): string[] {
  const found: string[] = []
  const look = (name: string, pattern: RegExp) => pattern.test(line) && found.push(name)
  look('emphasis', /[*_]/)
  look('strike', /~/)
  look('code', /`/)
  look('link, image or emoji', /[[\]]/)
  look('tag, quote or mention', /[<>]/)
  look('mention', /@/)
  look('table', /\|/)
  look('escape', /\\/)
  look('entity', /&#?\w+;/)
  look('formula', /\$/)
  look('heading', /^\s*#/)
  look('list', /^\s*([-+]|\d+[.)])/)
  look('rule or underline', /^\s*[-=]/)
  look('indented code', /^( {4}|\t)/)
  look('acting link', /(dtmd|dingtalk|wxwork|weixin):/i)
  look('control character', /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
  return found
}

/** Text as somebody with bad intentions types it. */
export const nasty = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
      fc.constantFrom(
        ...[
          '**',
          '*',
          '_',
          '__',
          '~~',
          '`',
          '```',
          '\n',
          '\r\n',
          '\u2028',
          '  ',
          '\t',
          '    ',
          '# ',
          '#',
          '> ',
          '- ',
        ],
        ...[
          '+ ',
          '1. ',
          '12) ',
          '---',
          '===',
          '|',
          '\\',
          '\\*',
          '&lt;',
          '&#64;',
          '&',
          '$',
          '![',
          '[点我](',
          ')',
          ']',
        ],
        ...[
          '<@zhangsan>',
          '<@all>',
          '@all',
          '@所有人',
          '<font color="red">',
          '</think>',
          '<think>',
          '[微笑]',
        ],
        ...[
          'dtmd://dingtalkclient/sendMessage?content=',
          'DtMd:',
          'dt\u200bmd:',
          'dingtalk://',
          'https://x.cn/_a_',
        ],
        ...[
          'https://',
          'http://a.b/*c*?d=dtmd://e;&lt;',
          'javascript:',
          '\u200b',
          '\ufeff',
          '\u202e',
          '\u0000',
        ],
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''))
