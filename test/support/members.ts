import { onDingtalk, onWecom, type Speaker, secretary, type Talk } from './talk.ts'

const numerals = '一二三四五六七八九十'
let count = 0

/** A new verified member of the talk's community with a name of its own, so that each test has a ledger of its own. */
export async function newMember(
  talk: Talk,
  platform: 'wecom' | 'dingtalk' = 'wecom',
  unit = '市财政局',
): Promise<Speaker> {
  count += 1
  const tens = Math.floor(count / 10)
  const name = `${'甲乙丙丁戊己庚辛壬癸'[count % 10]}${numerals[tens % 10]}${numerals[Math.floor(tens / 10) % 10]}员`
  const who = platform === 'wecom' ? onWecom(`m${count}`, name) : onDingtalk(`m${count}`, name)
  await talk.group(who, `/登记 ${name} ${unit}`)
  await talk.group(secretary, `/通过 ${name}`)
  return who
}

/** The first entry number in an answer: `已记 T31` → 31. */
export const entryIn = (text: string): number => Number(/T(\d+)/.exec(text)?.[1])
