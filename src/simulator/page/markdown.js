import { element } from './dom.js'
import { inline } from './inline.js'

/**
 * The two platforms' markdown as DOM nodes; nothing in it is ever parsed as HTML.
 * WeCom breaks a line at every newline, has tables and fences; DingTalk needs a blank line or two spaces.
 * @param {string} text
 * @param {'wecom' | 'dingtalk'} flavour
 */
export function markdown(text, flavour) {
  const made = document.createDocumentFragment()
  const lines = text.replaceAll('\r', '').split('\n')
  for (let at = 0; at < lines.length; ) {
    const block = BLOCKS.find(({ starts, only }) => starts.test(lines[at]) && (only ?? flavour) === flavour)
    let end = at + 1
    while (end < lines.length && block?.goesOn?.(lines[end], lines.slice(at, end))) end++
    if (block) made.append(block.draw(lines.slice(at, end), flavour))
    at = end
  }
  return made
}

const LIST = /^\s*(?:[-*+]|\d+\.)\s+/
const OTHER = /^(?:#{1,6}\s|>|```|\s*(?:[-*+]|\d+\.)\s|\s*$|-{3,}\s*$)/

/** Tried in order; the last takes whatever is left. `goesOn` says whether a further line belongs to the block. */
const BLOCKS = [
  {
    starts: /^```/,
    only: 'wecom',
    goesOn: (_, sofar) => sofar.length === 1 || !sofar.at(-1).startsWith('```'),
    draw: (lines) => element('pre', {}, lines.filter((line) => !line.startsWith('```')).join('\n')),
  },
  {
    starts: /^\|.*\|\s*$/,
    only: 'wecom',
    goesOn: (line) => /^\|.*\|\s*$/.test(line),
    draw: table,
  },
  {
    starts: /^#{1,6}\s/,
    draw: ([line], flavour) => {
      const [, marks, words] = /^(#+)\s+(.*)$/.exec(line)
      return element('h4', { className: `level-${marks.length}` }, ...inline(words, flavour))
    },
  },
  { starts: /^-{3,}\s*$/, only: 'wecom', draw: () => element('hr') },
  {
    starts: /^>/,
    goesOn: (line) => line.startsWith('>'),
    draw: (lines, flavour) =>
      element('blockquote', {}, markdown(lines.map((line) => line.replace(/^>\s?/, '')).join('\n'), flavour)),
  },
  {
    starts: LIST,
    goesOn: (line) => LIST.test(line),
    draw: (lines, flavour) => {
      const ordered = /^\s*(\d+)\./.exec(lines[0])
      const items = lines.map((line) => element('li', {}, ...inline(line.replace(LIST, ''), flavour)))
      return ordered ? element('ol', { start: Number(ordered[1]) }, ...items) : element('ul', {}, ...items)
    },
  },
  { starts: /^\s*$/, draw: () => '' },
  {
    starts: /^/,
    goesOn: (line) => !OTHER.test(line),
    draw: (lines, flavour) => {
      const parts = lines.flatMap((line, index) => {
        const last = index === lines.length - 1
        const breaks = flavour === 'wecom' || /\s\s$/.test(line)
        return [...inline(line.trim(), flavour), last ? '' : breaks ? element('br') : ' ']
      })
      return element('p', {}, ...parts)
    },
  },
]

function table(lines, flavour) {
  const cells = (line) => line.trim().slice(1, -1).split('|')
  const row = (line, kind) => {
    const drawn = cells(line).map((cell) => element(kind, {}, ...inline(cell.trim(), flavour)))
    return element('tr', {}, ...drawn)
  }
  const [head, ...rest] = lines.filter((line) => !/^\|[\s:|-]+\|\s*$/.test(line))
  const body = rest.map((line) => row(line, 'td'))
  return element('table', {}, element('thead', {}, row(head, 'th')), element('tbody', {}, ...body))
}
