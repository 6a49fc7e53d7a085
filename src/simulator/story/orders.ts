import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { CONTACTS, ORDER_CAST, type OrderCast } from './orders-cast.ts'
import { playAfterDraw, playDraw } from './orders-draw.ts'
import { playLoan } from './orders-loan.ts'
import { playRequest } from './orders-request.ts'
import { playUrgent } from './orders-urgent.ts'
import type { Cast } from './second-day.ts'
import type { Stage } from './stage.ts'

/** Residents ask, the secretary pushes, members take, the work is verified and graded once: a morning of orders. */
export async function playOrders(stage: Stage, simulation: Simulation, cast: Cast): Promise<void> {
  const all = { ...cast, ...ORDER_CAST }
  await stage.until('2026-11-27 09:00')
  await gather(stage, simulation, all)
  await playRequest(stage, simulation, all)
  const drawn = await playDraw(stage, simulation, all)
  await playUrgent(stage, simulation, all)
  await playLoan(stage, simulation, all)
  await playAfterDraw(stage, simulation, all, drawn)
  const said = simulation.town.conversations
    .all()
    .filter(({ from, place }) => from === 'bot' && simulation.town.place(place).kind === 'group')
    .map(({ bubbles, changedFor, raw }) => JSON.stringify([bubbles, changedFor, raw]))
  for (const contact of CONTACTS)
    stage.check(!said.some((text) => text.includes(contact)), `机器人没有在群里说过 ${contact}`)
}

/** Everybody registers, roles are given, and the groups next door are bound. */
async function gather(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { zhou, wang, li, chen, pan, peng, huang, qiang } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const west = town.place('wecom:nextdoor')
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('订单开张：网格长、居民和邻社区')
  await stage.say(pan, dingtalk, '/登记 潘山 志愿者', /潘山/)
  await stage.say(peng, dingtalk, '/登记 彭桂兰 居民', /彭桂兰/)
  await stage.say(chen, wecom, '/登记 陈静 市卫健委', /陈静/)
  await stage.say(wang, wecom, '/通过 全部', /潘山/, /彭桂兰/, /陈静/)
  await stage.say(wang, wecom, '/任命 @潘山 网格长 第一网格', /网格长/)
  await stage.say(li, inDingtalk(li), '/专长 水电维修', /水电维修/)
  await stage.say(zhou, west, '/绑定社区 西园社区 东湖街道', /西园社区/)
  await stage.say(zhou, town.place('dingtalk:nextdoor'), '/绑定社区 西园社区', /西园社区/)
  await stage.say(huang, west, '/登记 黄梅 志愿者', /黄梅/)
  await stage.say(zhou, west, '/任命 @黄梅 书记', /书记/)
  await stage.say(qiang, west, '/登记 王强 市财政局', /王强/)
  await stage.say(huang, west, '/通过 王强', /王强/)
}
