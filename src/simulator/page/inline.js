import { element } from './dom.js'

const DTMD = 'dtmd://dingtalkclient/sendMessage?content='

/** What stands inside a line, first match first. Both clients make a link of a bare address. */
const MARKS = [
  [/^`([^`]+)`/, ([, text]) => element('code', {}, text)],
  [/^\*\*(.+?)\*\*/, ([, text], flavour) => element('strong', {}, ...inline(text, flavour))],
  [/^\*([^*\s](?:[^*]*[^*\s])?)\*/, ([, text], flavour) => element('em', {}, ...inline(text, flavour))],
  [/^!\[([^\]]*)\]\([^)\s]*\)/, ([, text]) => `［图片${text ? `：${text}` : ''}］`],
  [/^\[([^\]]+)\]\(([^)\s]+)\)/, ([, text, url], flavour) => link(text, url, flavour)],
  [/^https?:\/\/[\w.:/?=&%#~-]+/i, ([url], flavour) => link(url, url, flavour)],
  [
    /^<font color="?(info|comment|warning)"?>(.*?)<\/font>/,
    ([, colour, text], flavour) => element('span', { className: colour }, ...inline(text, flavour)),
  ],
]

/**
 * One line's nodes.
 * @param {string} text
 * @param {'wecom' | 'dingtalk'} flavour
 * @returns {(Node | string)[]}
 */
export function inline(text, flavour) {
  const made = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at)
    const mark = MARKS.find(([pattern]) => pattern.test(rest))
    const found = mark?.[0].exec(rest)
    if (found) made.push(plain, mark[1](found, flavour))
    plain = found ? '' : plain + text[at]
    at += found ? found[0].length : 1
  }
  return [...made, plain].filter((part) => part !== '')
}

/** A `dtmd://` link says its content when tapped; only web addresses open; anything else is plain words. */
function link(text, url, flavour) {
  if (flavour === 'dingtalk' && url.startsWith(DTMD)) {
    // Unlike decodeURIComponent this never throws.
    const say = new URLSearchParams(url.slice(url.indexOf('?'))).get('content') ?? ''
    return element('button', { type: 'button', className: 'link', data: { say } }, text)
  }
  if (!/^https?:\/\//i.test(url)) return text
  return element('a', { href: url, target: '_blank', rel: 'noreferrer' }, text)
}
