import { refuse } from '../../domain/refusal.ts'
import { cut, original } from '../../text/cut.ts'
import { folded } from '../../text/fold.ts'
import { readNumber } from '../../text/numbers.ts'
import type { ArgType } from './arg.ts'

/** What may stand before an amount and belongs to it; a total is meant whatever else is written. */
const TOTAL = '总价|总共|一共|合计|共计|总计'
const LABEL = `(?:(${TOTAL}|共)|金额|预算|价格|价值|售价)? ?[:：]? ?(?:大约|大概|约|不超过|不到|最多|至多|控制在)?`
const DIGITS = '(?:\\d{1,3}(?:,\\d{3})+|\\d{1,12})(?:\\.\\d{1,4})?(?: ?[百千万kw](?![a-z]))?'
const WORDS = '[零〇一二两三四五六七八九十百千万]{1,12}'
const N = `(?:${DIGITS}|${WORDS})`
const RANGE = `(?:(${N}) ?(?:元|块)? ?(?:-|~|—|–|至|到) ?)?`
const UNIT = '(?:元钱?|圆|块钱|人民币|rmb|yuan|cny)(?![a-z宵旦素件老首气凶])'
/** 块 counts things too (防滑垫两块): money only from ten on, or with its tenths (九块九). */
const ROUND = '(?:\\d{2,9}|[零二两三四五六七八九一]?[十百千][零〇一二两三四五六七八九十百千]*)'
const TENTHS = '(?:零?([\\d一二两三四五六七八九])(?:毛|角)|([\\d一二两三四五六七八九]))'
const HAS_TENTHS = ' ?块(?:零?[\\d一二两三四五六七八九](?:毛|角)|[\\d一二两三四五六七八九])'
const PIECE = '[个件张台条套把盏本双只床袋桶箱副部辆瓶盒份根片对块]'
const END = '(?![\\p{L}\\p{N}])'
const AFTER = `( ?(?:以上|起))?(?: ?(?:左右|上下|以内|以下|之内|整))?((?:/ ?|每|一)${PIECE}${END})?`
const BEFORE = `(?<![\\d.a-z]|\\d,)(每 ?${PIECE} ?|单价 ?[:：]? ?|(?<=^|\\s)[-−–] ?)?${LABEL}`

const MARKED = new RegExp(
  [
    `${BEFORE}${RANGE}(?:¥ ?(${N})(?: ?${UNIT})?|(${N}) ?${UNIT})${AFTER}`,
    `${BEFORE}${RANGE}(${ROUND}|${N}(?=${HAS_TENTHS}${END})) ?块${TENTHS}?${AFTER}${END}`,
  ].join('|'),
  'gu',
)
/** Without a unit: with its label, as `1.2k`, or as the last word of all, unless it is a door’s. */
const BARE = new RegExp(
  [
    `(?<![\\d.a-z])(?:金额|预算|价格|总价) ?[:：]? ?(${N})${END}`,
    `(?<=[\\s,，|])(\\d{1,6}(?:\\.\\d{1,2})? ?[kw])${END}`,
    `(?<=\\p{L}.*(?<!栋|幢|单元|楼|弄|室|座)[\\s,，:：|])(?<!\\d[\\s-]*)((?:\\d{1,3},)?\\d{2,6}(?:\\.\\d{1,2})?)(?: ?(?:左右|以内|以下|整))?\\s*$`,
  ].join('|'),
  'u',
)
/** `认领 12` and `婉拒 12` count no money. */
const NUMBERED = /^\s*(?:单位|整组|共性)?(?:暂?不?认领|暂不|婉拒|谢绝|拒绝)/u
const most = 1_000_000_000

interface Amount {
  from: number
  to: number
  /** Undefined for what is none: -50元, 1000元以上. */
  yuan: number | undefined
  is: 'total' | 'each' | 'plain'
}

/**
 * Money in yuan, once: `120元`, `三百元`, `¥99.5`, `1,200元`, `30块`, `九块九`, `1.2k`, `500-800元` (the more), `书包 200`.
 * Refused: arg.amount.invalid, arg.amount.each (a price of one), arg.amount.several { text }.
 */
export const yuan: ArgType<number> = {
  take(text) {
    const form = folded(text)
    const found = amountsIn(form.text)
    const one = found.find(({ is }) => is === 'total') ?? found[0]
    if (!one) return undefined
    const typed = ({ from, to }: Amount) => original(text, form, from, to).trim()
    if (one.yuan === undefined || one.yuan <= 0 || one.yuan > most || !isWholeCents(one.yuan))
      return refuse('arg.amount.invalid', { text: typed(one).slice(0, 20) })
    if (one.is === 'each') return refuse('arg.amount.each', { text: typed(one) })
    if (found.length > 1 && one.is !== 'total')
      return refuse('arg.amount.several', { amounts: found.slice(0, 3).map(typed) })
    return { value: one.yuan, rest: cut(text, form, one.from, one.to) }
  },
}

function amountsIn(text: string): Amount[] {
  const marked = [...text.matchAll(MARKED)].map((found) => {
    const [before, total, low, a, b, over, each] = found.slice(1, 8)
    const [before2, total2, low2, round, tenth, tenth2, over2, each2] = found.slice(8)
    const minus = /^[-−–]/u.test(before ?? before2 ?? '')
    const high = amountOf(a ?? b ?? round) ?? Number.NaN
    const tenths = (amountOf(tenth ?? tenth2) ?? 0) / 10
    const yuan = Math.max(high, amountOf(low ?? low2) ?? 0) + tenths
    const is: Amount['is'] =
      (total ?? total2) ? 'total' : (each ?? each2 ?? before ?? before2) ? 'each' : 'plain'
    return {
      from: found.index,
      to: found.index + found[0].length,
      yuan: minus || (over ?? over2) || Number.isNaN(yuan) ? undefined : yuan,
      is,
    }
  })
  if (marked.length > 0 || NUMBERED.test(text)) return marked
  const bare = BARE.exec(text)
  if (!bare) return []
  const yuan = amountOf(bare[1] ?? bare[2] ?? bare[3])
  return [{ from: bare.index, to: bare.index + bare[0].length, yuan, is: 'plain' }]
}

const times: { [unit: string]: number } = { 百: 100, 千: 1000, k: 1000, 万: 10_000, w: 10_000 }

/** `1,200`, `1.5千`, `一千零一`. */
function amountOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const [, digits, unit = ''] = /^([\d,.]+) ?([百千万kw]?)$/u.exec(text.trim()) ?? []
  if (digits === undefined) return readNumber(text.trim())
  return Math.round(Number(digits.replaceAll(',', '')) * (times[unit] ?? 1) * 1e4) / 1e4
}

const isWholeCents = (yuan: number): boolean => Number.isInteger(Math.round(yuan * 1e6) / 1e4)
