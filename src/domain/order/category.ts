import type { OrderRules } from './rules.ts'

/** What an order is about: its word, the class that its difficulty goes by (product rule 4), and how titles tell it. */
interface CategoryWords {
  name: string
  class: keyof OrderRules['difficulty']
  told: RegExp
}

/**
 * The categories, in the order in which a title is read: what is done goes before whom it is done for, and what would
 * count most (应急) comes last, so that a talk about floods is a talk. Patterns meet folded titles.
 */
const words = {
  mediation: { name: '矛盾调解', class: 'mediation', told: /调解|纠纷|矛盾|劝和/ },
  building_head: { name: '楼栋长', class: 'mediation', told: /楼栋长|楼长/ },
  publicity: { name: '宣传', class: 'easy', told: /宣传|宣讲|倡议|传单|海报|张贴/ },
  repair: {
    name: '维修',
    class: 'professional',
    told: /(?<![装进自选编必])修|漏水|漏电|水管|灯坏|不亮|换灯|疏通|堵了/,
  },
  legal: { name: '法律', class: 'professional', told: /法律|普法|律师|维权|合同|诉讼/ },
  medical: { name: '医疗', class: 'professional', told: /义诊|医疗|量血压|测血压|急救|健康咨询|心理/ },
  education: { name: '教育', class: 'professional', told: /辅导|教育|家教|支教|托管|课后|教老|教用/ },
  professional: { name: '专业', class: 'professional', told: /专业/ },
  study: { name: '学习', class: 'easy', told: /学习|党课|读书|培训/ },
  meals: { name: '助餐', class: 'care', told: /助餐|送[早午晚]?[餐饭]|配餐|做饭|打饭/ },
  elderly: {
    name: '助老',
    class: 'care',
    told: /[助敬养]老|老人|独居|孤寡|高龄|空巢|老年|奶奶|爷爷|大爷|大妈|陪诊|陪护|陪.{0,4}(?:医院|看病)/,
  },
  disabled: { name: '助残', class: 'care', told: /助残|残疾|残障|轮椅|盲人|聋/ },
  cleaning: { name: '清洁', class: 'easy', told: /清[洁扫理]|打扫|扫雪|铲雪|保洁|卫生|垃圾|环境整治|捡拾/ },
  patrol: { name: '巡逻', class: 'easy', told: /巡[逻查防楼河护街]|夜巡|站岗|护学|文明劝导/ },
  emergency: { name: '应急', class: 'emergency', told: /应急|抢险|防汛|救灾|转移群众|抗洪|抗旱|搜救/ },
  other: { name: '其他', class: 'easy', told: /(?!)/ },
} as const satisfies { [code: string]: CategoryWords }

export type Category = keyof typeof words

export const categories = Object.keys(words) as Category[]

/** A category by its word (`助老`); undefined for any other word. */
export const categoryNamed = (name: string): Category | undefined =>
  categories.find((category) => words[category].name === name)

/** The category that a folded title tells, 其他 when it tells none (rule 8.16). */
export const categoryOf = (foldedTitle: string): Category =>
  categories.find((category) => words[category].told.test(foldedTitle)) ?? 'other'

/** The class that its difficulty goes by. */
export const classOf = (category: Category): keyof OrderRules['difficulty'] => words[category].class

/** What somebody has to be good at where the order names no skill: professional work asks for its own trade (R041). */
export const tradeOf = (category: Category): string[] =>
  classOf(category) === 'professional' && category !== 'professional' ? [words[category].name] : []
