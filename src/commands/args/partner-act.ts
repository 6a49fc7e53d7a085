import type { NamingType } from './args.ts'
import { match } from './match.ts'

/** What else somebody says of their partner: the goal, going on after the term, staying out, coming back, a wish taken back. */
export type PartnerAct =
  | { is: 'goal'; text: string }
  | { is: 'more' | 'out' | 'in' }
  | { is: 'drop'; name: string }

const GOAL = /^\s*目标(?:是|为|改为|改成)?\s*[:：]?\s*(.*)$/dsu
const MORE = /^\s*(?:续|继续|续期|续签|延长|延期|renew)\s*$/du
const OUT = /^\s*(?:不参加|暂不参加|不想参加|退出|不要搭档|不配对)了?\s*$/du
const IN = /^\s*(?:参加|加入|想参加|恢复|要搭档)\s*$/du
const DROP =
  /^\s*(?:取消|不限|都行)\s*@?(\p{Script=Han}{2,4}|p\d{1,9}|[a-z][a-z.'-]*(?: [a-z][a-z.'-]*){0,2})\s*$/du

/** `目标 每周看一次独居老人` · `续` · `不参加` · `参加` · `取消 李四`. */
export const partnerAct: NamingType<PartnerAct> = {
  namesPerson: true,
  take(text) {
    const goal = match(text, GOAL)
    if (goal) return { value: { is: 'goal', text: goal.typed[0] ?? '' }, rest: '' }
    if (match(text, MORE)) return { value: { is: 'more' }, rest: '' }
    if (match(text, OUT)) return { value: { is: 'out' }, rest: '' }
    if (match(text, IN)) return { value: { is: 'in' }, rest: '' }
    const dropped = match(text, DROP)
    return dropped && { value: { is: 'drop', name: dropped.typed[0] ?? '' }, rest: '' }
  },
}
