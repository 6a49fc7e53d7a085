/** Who speaks in the dialogues; on every entry they have the same accounts and say the same. */
export const cast = {
  boss: '管理员',
  li: '李书记',
  sun: '孙书记',
  zhang: '张三',
  wang: '王五',
  zhao: '赵六',
  qian: '钱主任',
  granny: '王奶奶',
  stranger: '路人',
} as const

export type Part = keyof typeof cast

/**
 * One turn: who says what where, and what the answer must show; `null` is silence. Named groups of the pattern are kept,
 * and stand for `{name}` in what is said later. `other` is the group of the second community, `tap` a button in the group.
 */
export interface Said {
  who: Part
  where: 'group' | 'other' | 'private' | 'tap' | 'enter'
  say: string
  answer: RegExp | null
  /** The platforms differ in what is answered, not only in how it looks: how groups are reached, what waits in a mailbox. */
  differs?: true
}

/** Time goes by, in minutes; with `tick` the clock's jobs run at its end. */
export interface Pause {
  minutes: number
  tick: boolean
}

export type Turn = Said | Pause

/** What people and the bot say to each other from a moment on; each dialogue finds what those before it left. */
export interface Dialogue {
  about: string
  /** `2026-11-23 09:00` of Shanghai. */
  from: string
  turns: Turn[]
}

const says =
  (where: Said['where']) =>
  (who: Part, say: string, answer: RegExp | null): Said => ({ who, where, say, answer })

export const group = says('group')
export const other = says('other')
export const inPrivate = says('private')
export const tap = says('tap')
/** Opens the private chat: only WeCom tells of it. */
export const enters = (who: Part, answer: RegExp): Said => ({ who, where: 'enter', say: '', answer })
export const differs = (turn: Said): Said => ({ ...turn, differs: true })
export const pause = (minutes: number): Pause => ({ minutes, tick: false })
export const tick = (minutes: number): Pause => ({ minutes, tick: true })
