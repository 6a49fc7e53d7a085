import { type Refusal, refuse } from '../../domain/refusal.ts'
import { cut } from '../../text/cut.ts'
import { findDurations } from '../../text/durations.ts'
import { fold, folded } from '../../text/fold.ts'
import { NUMBER, readNumber } from '../../text/numbers.ts'
import { points } from './amounts.ts'
import type { ArgContext, ArgType } from './arg.ts'
import { match } from './match.ts'
import { period } from './period.ts'
import { tidy } from './rest.ts'

/** What somebody wants of the exchange; `points` and `pieces` as far as they were typed. */
export type ExchangeWords =
  | { does: 'statement'; period?: string }
  | { does: 'list'; page: number }
  | { does: 'hours'; points?: number; minutes?: number }
  | { does: 'goods'; name: string; pieces?: number; points?: number }
  | { does: 'points'; points: number }
  | { does: 'shelve'; name: string; pieces?: number; points?: number }
  | { does: 'unshelve'; name: string; pieces?: number }
  | { does: 'redeem' | 'give_back'; code: string }

const lead = (words: string, next: string) =>
  new RegExp(`^[\\s:,，]*(?:${words})(?=$|[\\s:,，\\d${next}])[\\s:,，]*`, 'du')
const SHELVE = lead('上架|进货|补货|入库', '\\p{Script=Han}')
const UNSHELVE = lead('下架|出库', '\\p{Script=Han}')
const REDEEM = lead('核销|领取|领货|取货码?', '码')
const BACK = lead('退回|退还|退货|退掉|退|取消', '码')
const STATEMENT = lead('明细|对账|流水', '')
const LIST = /^\s*(?:物资|物品|货架|清单)(?:\s*第?\s*(\d{1,2})\s*页?)?\s*$/du
/** 「10分换」 and 「10分时长」, so that 七分裤 stays a name. */
const PRICE_FIRST = new RegExp(
  `^\\s*用? ?(${NUMBER}) ?(?:积分|分) ?(?:兑换|换成|换|兑|(?=时长|工时|\\d)) ?`,
  'du',
)
const HOURS = /(?<![\p{L}\p{N}])(?:折算)?(?:服务)?(?:时长|工时)(?![\p{L}\p{N}])/du
const CODE = /^\s*(?:取货)?码?\s*(\d{4})(?![\p{L}\p{N}])/du
const PIECES = new RegExp(
  `(?:数量 ?[:：]? ?(${NUMBER})|(?:x|\\*|×) ?(\\d{1,4})|(${NUMBER}) ?[件个瓶袋盒份箱包桶张本双套只提块把卷台支罐条])(?![\\p{L}\\p{N}])`,
  'du',
)
/** Less than nothing: `-10分`, `-2袋`. */
const MINUS = new RegExp(
  `(?:^|[\\s:,，])[-−–] ?(${NUMBER}) ?(积分|分|[件个瓶袋盒份箱包桶张本双套只提块把卷台支罐条])`,
  'du',
)
/** 「每件」 before a price. */
const EACH = /(?:每[件个瓶袋盒份箱包桶张本双套只提块把卷台支罐条]|单价|换|用|要)\s*$/u
const most = 9999

/**
 * `10分 时长`, `2小时`, `洗衣液 2瓶`, `上架 洗衣液 20件 50分`, `下架 洗衣液`, `核销 8842` (or the four digits alone), `退回 8842`,
 * `明细 上月`, `物资 2`. Refused: arg.points.invalid, arg.pieces.invalid, arg.goods.missing, arg.goods.long, arg.goods.taken,
 * arg.pick_up.missing.
 */
export const exchangeWords: ArgType<ExchangeWords> = {
  take(text, context) {
    if (tidy(text) === '') return undefined
    const found = read(text, context)
    return 'refused' in found ? found : { value: found, rest: '' }
  },
}

function read(text: string, context: ArgContext): ExchangeWords | Refusal {
  const after = (pattern: RegExp) => match(text, pattern)?.rest
  const statement = after(STATEMENT)
  if (statement !== undefined) {
    const taken = period.take(statement, context)
    return { does: 'statement', ...(taken && 'value' in taken && { period: taken.value }) }
  }
  const list = match(text, LIST)
  if (list) return { does: 'list', page: Math.max(1, Number(list.groups[0] || 1)) }
  const [redeem, back] = [after(REDEEM), after(BACK)]
  if (redeem !== undefined) return withCode('redeem', redeem)
  if (back !== undefined) return withCode('give_back', back)
  if (/^\s*\d{4}\s*$/.test(fold(text))) return withCode('redeem', text)
  const [shelve, unshelve] = [after(SHELVE), after(UNSHELVE)]
  const first = match(text, PRICE_FIRST)
  const said = amountsIn(
    shelve ?? unshelve ?? (first ? `${first.groups[0]}分 ${first.rest.trim()}` : text),
    context,
  )
  if ('refused' in said) return said
  const { name, ...amounts } = said
  if (shelve === undefined && unshelve === undefined) {
    const hours = hoursIn(name, amounts.points)
    if (hours) return hours
    if (name === '' && amounts.points !== undefined) return { does: 'points', points: amounts.points }
  }
  if (name === '') return refuse('arg.goods.missing')
  if ([...name].length > 20) return refuse('arg.goods.long', { limit: 20 })
  if (shelve !== undefined && !isGoods(name, context)) return refuse('arg.goods.taken', { text: name })
  if (unshelve === undefined) return { does: shelve === undefined ? 'goods' : 'shelve', name, ...amounts }
  return { does: 'unshelve', name, ...(amounts.pieces !== undefined && { pieces: amounts.pieces }) }
}

/** Whether `/兑换 名字` will mean these goods: 时长 and 明细 mean something else. */
function isGoods(name: string, context: ArgContext): boolean {
  const meant = read(name, context)
  return 'does' in meant && meant.does === 'goods' && meant.name === name
}

const withCode = (does: 'redeem' | 'give_back', text: string): ExchangeWords | Refusal => {
  const code = match(text, CODE)?.groups[0]
  return code === undefined ? refuse('arg.pick_up.missing') : { does, code }
}

/** Points and pieces of a text, and the name that is left. */
function amountsIn(
  text: string,
  context: ArgContext,
): { name: string; points?: number; pieces?: number } | Refusal {
  const minus = match(text, MINUS)
  if (minus)
    return refuse(minus.groups[1]?.endsWith('分') ? 'arg.points.invalid' : 'arg.pieces.invalid', {
      text: minus.value,
    })
  const priced = points.take(text, context)
  if (priced && 'refused' in priced) return priced
  const counted = match(priced?.rest ?? text, PIECES)
  const pieces = counted && readNumber(counted.groups.find((group) => group !== '') ?? '')
  if (counted && (pieces === undefined || !Number.isInteger(pieces) || pieces < 1 || pieces > most))
    return refuse('arg.pieces.invalid', { text: counted.value })
  if (priced && priced.value > most) return refuse('arg.points.invalid', { text: `${priced.value}分` })
  const name = tidy(tidy(counted?.rest ?? priced?.rest ?? text).replace(EACH, '')).replace(/\s+/g, ' ')
  return { name, ...(priced && { points: priced.value }), ...(pieces !== undefined && { pieces }) }
}

/** Hours are meant by that word, or by a duration and nothing else. */
function hoursIn(name: string, typed: number | undefined): ExchangeWords | undefined {
  const form = folded(name)
  const [duration] = findDurations(form.text)
  const minutes = duration?.value ?? undefined
  const left = tidy(duration ? cut(name, form, duration.from, duration.to) : name)
  const word = match(name, HOURS)
  if (!word && (minutes === undefined || left !== '')) return undefined
  const bare = word && minutes === undefined ? readNumber(fold(tidy(word.rest))) : undefined
  const points = typed ?? (bare !== undefined && Number.isInteger(bare) && bare > 0 ? bare : undefined)
  return {
    does: 'hours',
    ...(points !== undefined && { points }),
    ...(minutes !== undefined && { minutes }),
  }
}
