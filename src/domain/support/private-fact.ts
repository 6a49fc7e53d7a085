/** What may never be kept about a household (R088): who and where they are, how they are reached. */
export type PrivateFact = 'id_number' | 'phone' | 'address' | 'name'

const NUMERAL = '[\\d一二三四五六七八九十百]'
/** A building, a staircase, a door; of a number alone only what nothing else is counted in. */
const DOOR = `${NUMERAL}{1,6} ?(?:号楼|号院|栋|幢|单元|门牌|楼${NUMERAL}|室(?!内|外|友)|弄(?=${NUMERAL}|$)|座(?=${NUMERAL}))`
const STREET = `\\p{Script=Han}(?:路|街|街道|大道|巷|胡同|小区|花园|公寓|新村|苑) ?${NUMERAL}{1,6}(?:号|栋|幢|弄|-\\d)`
export const ADDRESS = new RegExp(`${DOOR}|${STREET}|(?<![\\d-])\\d{1,3}-\\d{1,2}-\\d{2,4}(?![\\d-])`, 'u')

export const ID_NUMBER =
  /(?<!\d)\d{6} ?(?:19|20)\d{2} ?(?:0[1-9]|1[0-2]) ?(?:[0-2]\d|3[01]) ?\d{3}[\dx](?![\dx])/iu
export const PHONE =
  /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)|(?:电话|手机|座机)(?:号码|号)?[是:： ]*\d[\d -]{5,}/u

/** The family names of nine people in ten, for 李奶奶; a rare one is not seen, a word that is no name is not refused. */
export const FAMILY =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于傅齐康伍余元顾孟黄穆萧尹姚邵汪祁毛狄贝臧计戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江郭梅林钟徐邱高夏蔡田樊胡凌霍虞万柯管卢莫房缪解应宗丁宣邓洪包左石崔龚程邢裴陆翁段焦谷车侯宁仇祖武符刘龙叶司黎薄白蒲邰赖卓屠蒙池乔翟谭姬申冉桑桂牛寿温庄晏柴阎艾容向古易廖耿匡文寇欧沃利越隆师巩聂晁敖冷辛那简饶曾关查荆游竺权盖益桓公'
export const TITLE =
  '奶奶|爷爷|大爷|大妈|大娘|大叔|大伯|大姐|大哥|阿姨|叔叔|婆婆|公公|伯伯|老伯|老太太?|老人家|师傅|先生|女士|婶|嫂'
const NAME = new RegExp(
  `(?<![\\p{Script=Han}])[${FAMILY}]\\p{Script=Han}?(?:${TITLE})|(?<=[和跟给帮找看到去说,，。;；、！! ])[${FAMILY}](?:${TITLE})|(?:姓名|名叫|名字)[是叫:： ]*[${FAMILY}]\\p{Script=Han}{1,2}`,
  'u',
)

/**
 * Which private fact a folded text seems to hold, or none: an identity card's number, a telephone, an address, somebody's
 * name. Errs on the side of the household; the refusal says what to write instead.
 */
export function privateFactIn(text: string): PrivateFact | undefined {
  if (ID_NUMBER.test(text)) return 'id_number'
  if (PHONE.test(text)) return 'phone'
  if (ADDRESS.test(text)) return 'address'
  return NAME.test(text) ? 'name' : undefined
}

/** Family names that hardly begin another word, but for those behind them. */
const SURE =
  '(?:张(?!罗|贴|嘴|口|开)|陈(?!旧|年|列)|杨(?!树|梅)|李(?!子)|王(?!牌)|[刘赵吴徐朱郭郑梁宋唐邓冯韩曹彭萧蔡潘袁蒋沈魏吕姚卢崔谭廖汪])'
const HAN = '\\p{Script=Han}'
/** At the beginning of a word, as far as that can be told. */
const AT = `(?:(?<!${HAN})|(?<=[和跟给帮找看]))`
const DOES = '家|缺|腿|腰|摔|住|生|病|想|需|要|说|不|在|身|独|一个|没|血|的'
const CALLED = new RegExp(
  [
    // 李秀英 as a word, 李秀英缺药, 李某.
    `${AT}${SURE}(?:某|${HAN}{1,2}(?:(?!${HAN})|(?=${DOES})))`,
    // 老李, 小张缺药.
    `${AT}[老小]${SURE}(?:(?!${HAN})|(?=${DOES}))`,
    // 住户叫王强, 老人李秀英摔了, 姓李.
    `(?:户主|住户|老人|孩子|儿子|女儿|老伴|丈夫|妻子|叫)[是叫]?${SURE}${HAN}{1,2}|(?<![同百])姓[${FAMILY}](?!名)`,
  ].join('|'),
  'u',
)

/** The same of a folded text about a household, in which nobody is named: a bare name is one too. */
export const privateFactOf = (text: string): PrivateFact | undefined =>
  privateFactIn(text) ?? (CALLED.test(text) ? 'name' : undefined)
