import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { numberIn, ORDER_CAST, type OrderCast } from './orders-cast.ts'
import type { Cast } from './second-day.ts'
import type { Stage } from './stage.ts'

/** What only those who bring a wish may read. */
const PRIVATE = ['张秀英', '13900004444', '2单元501']

/** 微心愿: above the limit a project, on the wall without names, claimed by one or by a whole unit, closed by its receipt. */
export async function playWishes(stage: Stage, simulation: Simulation, cast: Cast): Promise<void> {
  const all = { ...cast, ...ORDER_CAST }
  const { town } = simulation
  await stage.until('2026-12-11 10:00')
  const wishes = await make(stage, simulation, all)
  await grant(stage, simulation, all, wishes)
  const said = town.conversations
    .all()
    .filter(({ from, place }) => from === 'bot' && town.place(place).kind === 'group')
    .map(({ bubbles, changedFor, raw }) => JSON.stringify([bubbles, changedFor, raw]))
  for (const words of PRIVATE)
    stage.check(!said.some((text) => text.includes(words)), `机器人没有在群里说过 ${words}`)
}

/** Told in private, published by the secretary; three of a kind are offered to the unit. Gives the numbers. */
async function make(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<string[]> {
  const { zhou, wang, li, peng } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)
  const mats = ['独居老人 防滑垫一块 100元', '残障人士 浴室防滑垫 90元', '老年人家庭 防滑垫两块 80元']

  stage.chapter('微心愿：一千元以内；超过的转为办实事项目')
  await stage.say(peng, inDingtalk(peng), '/心愿 护理床 1200元', /超出1000元/, /\[转为办实事项目\]/)
  const project = numberIn(await stage.tap(peng, inDingtalk(peng), '转为办实事项目', /已收到/))
  await stage.say(wang, inWecom(wang), `/取消单 ${project} 已列入街道办实事项目`, /已取消/)
  const typed = '/心愿 独居老人张秀英 收音机一台 3栋2单元501 13900004444 120元'
  const wish = numberIn(await stage.say(peng, inDingtalk(peng), typed, /收音机/, /不上心愿墙/))
  stage.quiet(dingtalk)
  await stage.say(zhou, wecom, '/任命 @李娜 联络员', /市司法局/)

  stage.chapter('派出去；三件差不多的，建议给驻点单位')
  await stage.say(wang, wecom, `/派单 ${wish}`, /微心愿】收音机/, /独居老人/, { not: /张秀英|139|501/ })
  stage.pushed(dingtalk, /微心愿】收音机/, { not: /张秀英|139|501/ })
  const numbers = [wish]
  for (const mat of mats) {
    const id = numberIn(await stage.say(wang, inWecom(wang), `/心愿 ${mat}`, /防滑垫/))
    await stage.say(wang, wecom, `/派单 ${id}`, /微心愿】/)
    numbers.push(id)
  }
  stage.pushed(inDingtalk(li), /共性心愿 3 件/, /\[单位认领 3 件\]/)
  return numbers
}

/** The wall on Monday; claimed by one person and by a unit; who asked for it says that it has come. */
async function grant(
  stage: Stage,
  { town }: Simulation,
  cast: OrderCast,
  [wish = '?', ...mats]: string[],
): Promise<void> {
  const { wang, zhang, li, ma, peng } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('周一早上的心愿墙：只有号码、东西和家庭类别')
  await stage.until('2026-12-14 09:00')
  for (const group of [wecom, dingtalk])
    stage.pushed(group, /东湖社区心愿墙/, /待认领4/, /独居老人/, { not: /张秀英|139|501/ })

  stage.chapter('认领：联系方式只私下给认领的人')
  await stage.say(zhang, wecom, `/接单 ${wish}`, /您接了|认领/, { not: /139|张秀英/ })
  stage.pushed(inDingtalk(zhang), /13900004444/)
  await stage.say(ma, inDingtalk(ma), `/订单 ${wish}`, { not: /139|张秀英/ })
  await stage.tap(li, inDingtalk(li), '单位认领 3 件', /市司法局已认领 3 件/)
  await stage.say(ma, dingtalk, '/心愿', /待认领0/, /进行中4/)

  stage.chapter('送达，签收，圆梦；不记工时')
  await stage.say(zhang, wecom, `/完成 ${wish} 2小时`, /送达/, /不记工时/)
  stage.pushed(inDingtalk(peng), /说已送到/, new RegExp(`/签收 ${wish}`))
  await stage.say(wang, wecom, `/核销 ${wish} 好`, /受益人签收/)
  await stage.tap(peng, inDingtalk(peng), '已收到，签收', /圆梦/)
  stage.pushed(inDingtalk(zhang), /圆梦/)
  for (const id of mats) {
    await stage.say(li, inDingtalk(li), `/完成 ${id}`, /送达/)
    await stage.say(wang, inWecom(wang), `/签收 ${id}`, /圆梦/)
  }
  await stage.say(ma, dingtalk, '/心愿', /本月圆梦4/)
}
