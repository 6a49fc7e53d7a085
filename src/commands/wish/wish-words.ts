import { type HouseholdKind, householdOf } from '../../domain/wish/household.ts'
import { type PrivateSpan, privateSpans } from '../../domain/wish/private-words.ts'
import { thingOf } from '../../domain/wish/thing.ts'
import { cut, original } from '../../text/cut.ts'
import { fold, folded } from '../../text/fold.ts'
import { gridKey } from '../../text/grid-key.ts'
import { NUMBER } from '../../text/numbers.ts'
import { tidy } from '../args/rest.ts'

/** A wish as it was typed, taken apart. */
export interface WishWords {
  /** What everybody may read; empty when nothing is left. */
  open: string
  /** Names and telephones, for who delivers it; undefined without. */
  contact: string | undefined
  /** What was taken out of it, by kind. */
  kept: PrivateSpan['kind'][]
  household: HouseholdKind
  thing: string
  /** The grid that it names, as grids are found. */
  grid: string | undefined
}

/** For whom it is, in front of what it is: the card says it on a line of its own. */
const WHOM_FIRST =
  /^(?:独居|孤寡|空巢|高龄|困难|低保|贫困|特困|残疾|残障|留守|困境|单亲|患病|大病|退役)+(?:老人|老年人|儿童|学生|家庭|人士|群众|住?户|军人)?[ ,，、:：]+(?=\p{L})/u
/** What stands alone once a name is gone: 的要棉被, 家要棉被, 书包送给. */
const LEFT_OVER = /^(?:家?的|家(?=[要想需缺]))|(?:[,，。、;；]|送?交?给)+$/gu
const GRID = new RegExp(`第?${NUMBER}号?网格`, 'gu')

/** Takes a wish apart (R049): the thing and the kind of household for everybody, who and where for who delivers it. */
export function wishWords(text: string, own: string | null | undefined): WishWords {
  const form = folded(text)
  const spans = privateSpans(form.text, own ? fold(own) : '')
  const grids = [...form.text.matchAll(GRID)].map(({ 0: { length }, index }) => ({
    from: index,
    to: index + length,
  }))
  const apart = [...spans, ...grids].sort((a, b) => b.from - a.from)
  const left = tidy(apart.reduce((rest, { from, to }) => cut(rest, form, from, to), text))
  const leftForm = folded(left)
  const open = cut(left, leftForm, 0, WHOM_FIRST.exec(leftForm.text)?.[0].length ?? 0).replace(LEFT_OVER, '')
  const said = (kinds: readonly PrivateSpan['kind'][]) =>
    spans.filter(({ kind }) => kinds.includes(kind)).map(({ from, to }) => original(text, form, from, to))
  const contact = said(['name', 'phone']).join(' ')
  const [grid] = grids.map(({ from, to }) => gridKey(original(text, form, from, to)))
  return {
    open,
    contact: contact === '' ? undefined : contact,
    kept: [...new Set(spans.map(({ kind }) => kind))],
    household: householdOf(form.text),
    thing: thingOf(fold(open)),
    grid,
  }
}
