import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { numberIn, type OrderCast } from './orders-cast.ts'
import type { Stage } from './stage.ts'

/** Help from the community next door: only with the yes of both sides, and the hours stand where they were served. */
export async function playLoan(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { zhou, wang, huang, qiang } = cast
  const [west, westDingtalk] = [town.place('wecom:nextdoor'), town.place('dingtalk:nextdoor')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)

  stage.chapter('向邻社区要人：两边都同意')
  const order = '/派单 陪老人做检查｜时间：今天 13:00-13:30｜地点：市二院｜人数：1'
  const id = numberIn(await stage.say(wang, town.place('wecom:story'), order, /13:00–13:30/, /\[接单\]/))
  await stage.say(wang, inWecom(wang), `/调剂 ${id} 西园社区`, /已请西园社区/, /同意以后/)
  await stage.say(qiang, west, `/接单 ${id}`, /没有找到/, { not: /检查/ })
  await stage.enter(huang, /请西园社区帮忙/, new RegExp(`/调剂 ${id} 同意`))
  await stage.say(huang, west, `/调剂 ${id} 同意`, /已同意帮东湖社区/, /市二院/, /\[接单\]/)
  stage.pushed(westDingtalk, /东湖社区请我们帮忙/, /\[接单\]/)
  await stage.tap(qiang, west, '接单', /您接了/)
  await stage.until('2026-11-27 13:31')
  await stage.say(qiang, west, `/完成 ${id}`, /13:00–13:30，30分钟/)
  await stage.say(wang, inWecom(wang), `/核销 ${id} 好`, /王强：30分钟，积分 6/)
  await stage.say(qiang, inWecom(qiang), `/怎么算 ${id}`, /难度 1\.2/, /6 分/)
  await stage.say(zhou, inWecom(zhou), '/排行 社区', /东湖社区/, /相符/, { not: /西园社区 [1-9]/ })
}
