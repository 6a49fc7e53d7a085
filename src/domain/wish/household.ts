/** Kinds of households, by the words that tell them, in the order in which a wish is read (R049). Patterns meet folded text. */
const words = {
  alone: /独居|独自居住|空巢/,
  lonely: /孤寡|五保/,
  disabled: /残[障疾]|盲人|聋|轮椅出行|肢残/,
  left_child: /留守/,
  sick: /大病|重病|患病|病人|瘫痪|卧床|尿毒症|癌/,
  veteran: /退役|退伍|军属|烈属|优抚|复员/,
  child: /孤儿|困境儿童|儿童|孩子|小孩|学生|娃/,
  poor: /困难|低保|贫困|特困|单亲|失业|失独/,
  elderly: /老人|老年|高龄|[奶爷]{2}|大爷|大妈|老两口|婆婆/,
  other: /(?!)/,
} as const satisfies { [kind: string]: RegExp }

export type HouseholdKind = keyof typeof words

export const householdKinds = Object.keys(words) as HouseholdKind[]

/** Of what kind the household is that a folded wish tells of; `other` when it tells none. */
export const householdOf = (folded: string): HouseholdKind =>
  householdKinds.find((kind) => words[kind].test(folded)) ?? 'other'
