import { ADDRESS, FAMILY, ID_NUMBER, PHONE, TITLE } from '../support/private-fact.ts'

/** Something of a wish that everybody may not read: where it stands in the folded text, and of what kind it is. */
export interface PrivateSpan {
  from: number
  to: number
  kind: 'phone' | 'id_number' | 'address' | 'name'
}

/** Family names that begin no usual thing: 王 but not 高 (高压锅), 毛 (毛毯), 马 (马桶). */
const PLAIN =
  '王李张刘陈杨赵吴周徐孙朱郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡杜程魏吕沈姚卢崔谭汪范陆廖贾傅邹孟秦邱侯尹薛阎龚郝邵'
const END = '(?=[ ,，。、;；:：|/)）的家想要需希买求申盼缺今现]|$)'

const global = (...patterns: string[]): RegExp => new RegExp(patterns.join('|'), 'gu')

/** Names: with a title, behind a word that names somebody, or as a word of their own. */
const NAMES = global(
  `[${FAMILY}]\\p{Script=Han}{0,2}?(?:${TITLE})`,
  `(?:老|小)[${PLAIN}](?![\\p{Script=Han}])`,
  `(?:联系人|姓名|名叫|名字|我叫|我是|本人)[是叫:： ]{0,3}[${FAMILY}]\\p{Script=Han}{1,2}${END}`,
  `(?<=老人|儿童|孩子|学生|家庭|人士|残疾人|住户|居民|村民|户主|[给帮替为])[${PLAIN}]\\p{Script=Han}{1,2}${END}`,
  `(?<![\\p{L}\\p{N}])[${PLAIN}]\\p{Script=Han}{1,2}(?![\\p{L}\\p{N}])`,
)
/** A door behind a building: `3栋2单元501`, `501室`; of an address also the rest that is glued to it. */
const DOORS = global(
  `(?:\\p{Script=Han}{1,2}(?=\\p{Script=Han}(?:路|街|大道|巷|小区|花园|公寓|新村|苑) ?\\d))?(?:(?:${ADDRESS.source}) ?)+(?:-? ?\\d{1,4}(?:室|房|户|号)?(?![\\d元块年月日]))?`,
  '(?<![\\d:.-])\\d{3,4}(?:室|房|户)',
)
const PHONES = global(PHONE.source)
const IDS = new RegExp(ID_NUMBER.source, 'giu')

/**
 * What a folded wish says of who and where they are (R049): telephones, identity cards, addresses and doors, names,
 * `own` (the sender’s folded name) among them. In order, none within another.
 */
export function privateSpans(folded: string, own = ''): PrivateSpan[] {
  const found = (kind: PrivateSpan['kind'], pattern: RegExp): PrivateSpan[] =>
    [...folded.matchAll(pattern)].map(({ 0: { length }, index }) => ({
      from: index,
      to: index + length,
      kind,
    }))
  const mine = [...own].length > 1 ? folded.indexOf(own) : -1
  const all = [
    ...found('id_number', IDS),
    ...found('phone', PHONES),
    ...found('address', DOORS),
    ...found('name', NAMES),
    ...(mine < 0 ? [] : [{ from: mine, to: mine + own.length, kind: 'name' as const }]),
  ].sort((a, b) => a.from - b.from || b.to - a.to)
  const spans: PrivateSpan[] = []
  for (const span of all) if (span.from >= (spans.at(-1)?.to ?? 0)) spans.push(span)
  return spans
}
