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
const DOUBLE = '欧阳|司马|上官|诸葛|司徒|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木'
/** What given names end with and things do not: 高秀兰 is somebody, 高压锅 is not. */
const GIVEN =
  '兰英芳华国强明丽梅红军平伟芬玲霞敏静娟艳琴秀凤珍菊桂成德福祥义忠峰刚波建民志辉鹏超杰勇磊涛斌新利荣庆俊浩宇轩雯婷莉萍燕洁颖琳倩欣怡佳慧雪娜晶健东光良友才发旺财喜顺昌盛兴武文'
const END = '(?=[ ,，。、;；:：|/()（）的家想要需希买求申盼缺今现]|$)'
const SOMEBODY = `(?:[${PLAIN}]\\p{Script=Han}{1,2}|[${FAMILY}]\\p{Script=Han}?[${GIVEN}]|(?:${DOUBLE})\\p{Script=Han}{1,2})`
const CALLED = `${TITLE}|老师|同学|同志|老汉|妈妈|爸爸`

const global = (...patterns: string[]): RegExp => new RegExp(patterns.join('|'), 'gu')

/** Names: with a title, behind a word that names somebody or in front of one, or as a word of their own. */
const NAMES = global(
  `(?:${DOUBLE}|[${FAMILY}])\\p{Script=Han}{0,2}?(?:${CALLED})`,
  `(?:老|小)[${PLAIN}](?=家|$|[^\\p{Script=Han}]|[的想要需希])`,
  `小[明红刚丽芳强军华英兰玲娟燕伟敏静杰磊涛宇轩](?=家|$|[^\\p{Script=Han}]|[的想要需希])`,
  `(?:联系人|户主|姓名|名叫|名字|我叫|我是|本人|收货人|收件人|(?<=[他她子女儿人妈爸])叫)[是叫为:： ]{0,3}(?:${DOUBLE}|[${FAMILY}])\\p{Script=Han}{1,2}${END}`,
  `(?<=老人|儿童|孩子|学生|家庭|人士|残疾人|住户|居民|村民|户主|邻居|[给帮替为])${SOMEBODY}${END}`,
  `[${PLAIN}](?<!周(?=[围边遭到])|许(?=多))\\p{Script=Han}{1,2}(?=老人|老太|老两口|夫妇|夫妻|一家|母女|母子|父女|父子)`,
  `(?<![\\p{L}\\p{N}])${SOMEBODY}(?![\\p{L}\\p{N}])`,
)
/** A door behind a building: `3栋2单元501`, `501室`; of an address also the rest that is glued to it. */
const DOORS = global(
  `(?:家?住(?:在|址)?[是:： ]?|地址[是:： ]?)?(?:\\p{Script=Han}{1,2}?(?=\\p{Script=Han}(?:路|街|大道|巷|小区|花园|公寓|新村|苑) ?\\d))?(?:(?:${ADDRESS.source}) ?)+(?:-? ?\\d{1,4}(?:室|房|户|号)?(?![\\d元块年月日]))?`,
  '(?<![\\d:.-])\\d{3,4}(?:室|房|户)',
)
const DIGIT = '[零〇幺一二三四五六七八九]'
/** Telephones, also apart or in words; other ways to reach somebody. */
const PHONES = global(
  `(?:联系)?(?:${PHONE.source})`,
  '(?<!\\d)1(?:[ .·_-]?\\d){10}(?![\\d元])',
  `(?:幺|一)[ ]?(?:${DIGIT} ?){10}(?!${DIGIT})`,
  '(?:微信|qq|vx|wx)(?:号码?)?[是:： ]*[a-z\\d][\\w-]{4,19}',
  '(?:邮箱|email)?[是:： ]*[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+',
)
const IDS = new RegExp(`(?:身份证(?:号码?)?[是:： ]*)?(?:${ID_NUMBER.source})`, 'giu')

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
