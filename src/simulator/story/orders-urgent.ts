import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { numberIn, type OrderCast } from './orders-cast.ts'
import type { Stage } from './stage.ts'

const MEDICINE = '/派单 独居老人断药，请送药上门｜紧急：特急｜地点：5 栋 302｜联系人：孙女士 13700003333'

/** A critical order of the grid's head that nobody takes: up the ladder half an hour a level, until somebody answers. */
export async function playUrgent(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { zhou, wang, zhang, li, pan } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('特急：不抽签，半小时没人接就往上报')
  const id = numberIn(await stage.say(pan, inDingtalk(pan), MEDICINE, /特急/, { not: /抽签/ }))
  for (const group of [wecom, dingtalk]) stage.pushed(group, /特急/, /5 栋/, { not: /137|302/ })
  stage.pushed(inDingtalk(li), /急需您/, { not: /137|302/ })
  await stage.wait(30)
  stage.pushed(inDingtalk(pan), /没有人接/, new RegExp(`/推荐 ${id}`))
  for (const group of [wecom, dingtalk]) stage.pushed(group, /已请网格长潘山协调/)
  await stage.wait(30)
  for (const group of [wecom, dingtalk]) stage.pushed(group, /已请社区书记王芳协调/)
  await stage.say(wang, inWecom(wang), '/私信', /没有人接/, /已告诉网格长潘山/)

  stage.chapter('有人接了，就不再往上报')
  await stage.tap(li, dingtalk, { label: '接单', on: /社区书记王芳/ }, /您接了/, { not: /137/ })
  stage.pushed(inDingtalk(li), /13700003333/)
  await stage.say(zhang, wecom, `/接单 ${id}`, /候补第 1 位/)
  await stage.wait(61)
  for (const place of [wecom, dingtalk, inDingtalk(zhou), inDingtalk(pan)]) stage.quiet(place)
  await stage.say(li, inDingtalk(li), `/完成 ${id} 40分钟 药送到了，陪着吃下`, /等社区核销/)
  await stage.say(pan, inDingtalk(pan), `/核销 ${id} 很好`, /李娜：40分钟/)
}
