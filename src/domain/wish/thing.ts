/** Who it is for: says nothing of the thing. */
const WHOM =
  /(?:独居|孤寡|空巢|高龄|困难|低保|贫困|特困|残疾|残障|留守|困境|单亲|患病|大病|退役|社区|楼里|辖区)?(?:老年人|老人|儿童|孩子|学生|家庭|人士|残疾人|住户|群众|军人|老两口)(?:家里|家)?的?/gu
const COUNT =
  /(?:\d+(?:\.\d+)?|[一二两三四五六七八九十几半]+) ?(?:[个台张块条件套把盏本双只床袋桶箱副部辆瓶盒份根片对])/gu
const LEADS =
  /^(?:我们?家?|家里|想要|需要|希望有?|想买|想换|盼望?|申请|急需|缺少?|想|要|求|给|帮|替|为|请|买|添|换|配|有|的)+/u

/** What is wished for, by which similar wishes are found (R050): words of a folded text without whom it is for, how many and 想要. */
export function thingOf(folded: string): string {
  const words = folded
    .replace(WHOM, ' ')
    .replace(COUNT, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(LEADS, ''))
    .filter((word) => word !== '')
  const long = words.filter((word) => [...word].length >= 2)
  return (long.length > 0 ? long : words).join(' ').slice(0, 100)
}

/** Whether two things are the same: a word of one is, or ends with, a word of the other (浴室防滑垫 and 防滑垫). */
export const isSimilar = (one: string, other: string): boolean =>
  one
    .split(' ')
    .some((a) => a !== '' && other.split(' ').some((b) => b !== '' && (a.endsWith(b) || b.endsWith(a))))

/** From so many on they are offered to a unit (共性心愿); fewer are for persons. */
export const sharedFrom = 3

/** Of some wishes those that are similar to one (which may be none of them any more), in their order. */
export const similarTo = <Wish extends { id: number; thing: string }>(
  one: { id: number; thing: string },
  wishes: readonly Wish[],
): Wish[] => wishes.filter(({ id, thing }) => id === one.id || isSimilar(thing, one.thing))

/** All groups of similar wishes, by their first; each wish is in one. */
export function groupsOf<Wish extends { id: number; thing: string }>(wishes: readonly Wish[]): Wish[][] {
  const groups: Wish[][] = []
  for (const wish of wishes) {
    const group = groups.find(([first]) => first && isSimilar(first.thing, wish.thing))
    if (group) group.push(wish)
    else groups.push([wish])
  }
  return groups
}
