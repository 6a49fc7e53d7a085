import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { type Cast, found } from './second-day.ts'
import type { Stage } from './stage.ts'

/** A week's roster: who is on hears of it the evening before and half an hour before; who does not come is asked. */
export async function playRoster(stage: Stage, { town }: Simulation, cast: Cast): Promise<void> {
  const { wang, zhang, li, ma } = cast
  const wecom = town.place('wecom:story')
  const dingtalk = town.place('dingtalk:story')
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('排一周的班')
  await stage.say(zhang, wecom, '/排班 明天 9:00-11:30 张伟', { not: /已排/ })
  const roster =
    '/排班\n明天 9:00-11:30 张伟\n明天 14:00-17:00 马红\n周四 9:00-11:30 李娜\n周五 14:00-16:00 张伟'
  await stage.say(wang, wecom, roster, /已排 4 个班/)
  stage.pushed(inDingtalk(li), /11月26日/, /09:00/)
  stage.pushed(inDingtalk(zhang), /11月25日/, /11月27日/)
  await stage.say(zhang, wecom, '/值班表', /张伟/, /马红/)
  await stage.say(ma, inDingtalk(ma), '/值班表', /14:00/)

  stage.chapter('请假和换班')
  await stage.say(li, dingtalk, '/请假 周四 陪老人做手术', /已请假/, { not: /手术/ })
  await stage.say(wang, inWecom(wang), '/换班', /李娜请假/, /陪老人做手术/, /当天没有别人值班/)
  const asked = await stage.say(zhang, inDingtalk(zhang), '/换班 周五 @李娜', /私下问李娜/, /书记批准/)
  const number = found(asked, /（(S\d+)）/)
  stage.pushed(inDingtalk(li), /张伟请您替班/, /11月27日/)
  await stage.tap(li, inDingtalk(li), `同意 ${number}`, /批准/)
  await stage.say(wang, inWecom(wang), '/换班', /张伟想把/, /李娜已同意/, /20 个工作日/)
  await stage.say(wang, inWecom(wang), `/换班 批准 ${number}`, /李娜/)
  stage.pushed(inDingtalk(zhang), /李娜/)
  await stage.say(li, dingtalk, '/值班表', /11月27日（周五） 14:00–16:00 李娜/)

  stage.chapter('前一晚的提醒')
  await stage.until('2026-11-24 20:30')
  stage.pushed(inDingtalk(zhang), /11月25日/, /09:00/)
  stage.pushed(inDingtalk(ma), /11月25日/, /14:00/)
  stage.quiet(inDingtalk(li))

  stage.chapter('开始前 30 分钟，和没来报到的')
  await stage.until('2026-11-25 08:30')
  stage.pushed(inDingtalk(zhang), /09:00/)
  await stage.until('2026-11-25 09:10')
  stage.pushed(inDingtalk(zhang), /还没看到您报到/)
  await stage.until('2026-11-25 09:30')
  stage.quiet(wecom)
  await stage.say(wang, inWecom(wang), '/抽查', /张伟/, /09:00/)
  await stage.say(zhang, wecom, '/报到', /已报到/, /09:00–11:30 的班/)
  await stage.say(wang, wecom, '/抽查', /在岗 1 人/, /张伟/)
  await stage.until('2026-11-25 11:35')
  await stage.say(zhang, wecom, '/签退 楼道巡查，登记独居老人 4 户', /按值班表已核定/)

  stage.chapter('交接')
  await stage.say(zhang, inDingtalk(zhang), '/交接 3 号楼钥匙在居委会', /马红/)
  await stage.until('2026-11-25 14:00')
  await stage.say(ma, dingtalk, '/报到', /14:00–17:00 的班/, { not: /钥匙/ })
  await stage.say(ma, inDingtalk(ma), '/交接', /3 号楼钥匙在居委会/)
  await stage.say(ma, inDingtalk(ma), '/交接 收到', /收到/)
  await stage.until('2026-11-25 17:01')
  await stage.say(ma, dingtalk, '/签退 陪老人理发', /按值班表已核定/)
}
