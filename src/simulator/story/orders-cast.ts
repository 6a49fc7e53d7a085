import { groupsOf, person } from '../cast.ts'
import { type Cast, found } from './second-day.ts'

/** Who joins the story for its orders: more people of 东湖社区, and the community next door. */
export const ORDER_CAST = {
  chen: person('chenjing', '陈静', 'member'),
  pan: person('panshan', '潘山', 'grid'),
  peng: person('pengnainai', '彭桂兰', 'resident'),
  huang: person('huangmei', '黄梅', 'secretary'),
  qiang: person('wangqiang', '王强', 'member'),
}

/** The groups of the community next door. */
export const NEXT_DOOR = groupsOf('nextdoor', '西园社区双报到群', '西园社区')

export type OrderCast = Cast & typeof ORDER_CAST

/** Nobody but the people concerned reads these; no group may. */
export const CONTACTS = ['13900001111', '13800002222', '13700003333']

/** The number that an answer gives to an order. */
export const numberIn = (text: string): string => found(text, /(\d+) ?号/)
