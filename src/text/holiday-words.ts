import type { HolidayName } from '../domain/calendar/holiday-list.ts'

/** How the holidays of the law are called, in folded form. */
const CALLED: { readonly [name: string]: HolidayName } = {
  元旦: 'new_year',
  新年: 'new_year',
  春节: 'spring',
  农历新年: 'spring',
  清明: 'qingming',
  五一: 'labour',
  五一国际劳动: 'labour',
  国际劳动: 'labour',
  劳动: 'labour',
  端午: 'dragon_boat',
  中秋: 'mid_autumn',
  国庆: 'national',
  十一: 'national',
}

const one = `(?:${Object.keys(CALLED)
  .sort((a, b) => b.length - a.length)
  .join('|')})节?`

/** One holiday or several (国庆节、中秋节), in folded text without spaces; no groups. */
export const HOLIDAY_NAMES = `${one}(?:[、和与及/]?${one})*`

const each = new RegExp(one, 'g')

/** The holidays that a text of this pattern names; of any other text `other`. */
export function holidayNames(text: string): HolidayName[] {
  const found = [...text.matchAll(each)].map(([name]) => CALLED[name] ?? CALLED[name.replace(/节$/, '')])
  const known = [...new Set(found)].filter((name) => name !== undefined)
  return known.length > 0 ? known : ['other']
}

/** What says nothing about days: calls, reasons, where it was found (to the end of the sentence), the title and who signed. */
export const ASIDE =
  /(?:鼓励|节假日期间|假期期间|各[省地部单]|新华社|来源|责任?编|现将|经|根据|按照)[^。\n]*|国务院办公厅[ \n]?20\d\d年\d{1,2}月\d{1,2}日|国务院[^。\n\d]*|20\d\d年度?(?:部分|法定)?(?:节假日|假期|放假)(?:安排|的|通知|表)*/y
export const NEVER = /不(?:放假|休息|休假|上班|补班)/y
export const FILLER = /不调休|调休|与?周末连休|连休|假期|其中|合并|正常|照常|[,、;:。\n 和及与]/y
export const HEADED = /(?:(放假|休息|休假)|(?:调休|正常)*(上班|补班))(?:时间|日期|安排)?:/y
export const OFF = /(?:合并)?(?:放假|休息|休假)/y
export const WORK = /(?:正常|照常|调休|需|要)*(?:上班|补班|工作日|工作)/y
export const COUNT = /(?:共计?|计|总共|合计)?(\d{1,2}|[一二两三四五六七八九十]{1,3})天(?:假期?|长假)?/y
export const NAMES = new RegExp(HOLIDAY_NAMES, 'y')
/** Brackets that say nothing about days: 农历除夕. */
export const BRACKETED = /\((?:(?!\d|放假|上班|补班|调休|休息|工作)[^()])*\)/y
export const SENTENCE = /[^。;\n]*/y
/** What a stretch that is not understood must not have, to be passed over. */
export const KEYWORD = /\d|放假|上班|补班|调休|休息|休假|工作/
