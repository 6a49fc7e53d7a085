import { webhookOf } from '../cast.ts'
import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import type { Cast } from './second-day.ts'
import type { Stage } from './stage.ts'

/** An announcement to both platforms' groups, and what happens when one of the platforms does not take it. */
export async function playAnnouncement(stage: Stage, simulation: Simulation, cast: Cast): Promise<void> {
  const { town, failures } = simulation
  const { wang, zhang, zhou } = cast
  const wecom = town.place('wecom:story')
  const dingtalk = town.place('dingtalk:story')
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  await stage.until('2026-11-26 10:00')
  stage.chapter('公告：先看后发')
  await stage.say(zhang, inWecom(zhang), '/公告 周六大扫除', /书记|管理员/)
  await stage.say(wang, inWecom(wang), '/公告 周六上午 9 点，社区大扫除，门口集合', /大扫除/, /发送/)
  stage.quiet(wecom)
  await stage.say(wang, inWecom(wang), '/公告 发送', /已发出，2 个群/)
  stage.pushed(wecom, /大扫除/)
  stage.pushed(dingtalk, /大扫除/)

  stage.chapter('平台忙：过一会儿再发，只发一次')
  failures.set('wecom', 'busy', 5 * 60_000)
  await stage.say(wang, inWecom(wang), '/公告 周六集合改到东门', /东门/)
  await stage.tap(wang, inWecom(wang), '发送', /已发出/)
  stage.pushed(dingtalk, /东门/)
  stage.pushed(wecom, /45009/)
  await stage.wait(10)
  stage.pushed(wecom, /东门/)
  stage.quiet(dingtalk)

  stage.chapter('机器人被移出群：书记会知道')
  failures.set('wecom', 'removed')
  await stage.say(wang, inWecom(wang), '/公告 自带手套', /手套/)
  await stage.tap(wang, inWecom(wang), '发送', /已发出/)
  await stage.minutes(2)
  stage.pushed(wecom, /93000/)
  stage.pushed(inDingtalk(zhou), /群推送发不出去了/)
  await stage.say(wang, inWecom(wang), '/公告', /手套：送到 1 个群，等着 1 个/, /群推送发不出去了/)
  failures.set('wecom', undefined)
  const webhook = webhookOf(wecom, simulation.origin)
  await stage.say(wang, inWecom(wang), `/绑定推送 ${webhook}`, /已绑定推送/)
  stage.pushed(wecom, /手套/)
}
