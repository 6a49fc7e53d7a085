import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { numberIn } from './orders-cast.ts'
import type { Cast } from './second-day.ts'
import type { Stage } from './stage.ts'

/** What nobody but the member and the secretary may read: the households' codes and what was said of them. */
const PRIVATE = ['H12', '户7', '降压药']

/** 1+1结对服务: with the household's yes, a visit as a form that stops and goes on, a need made an order in one tap. */
export async function playSupport(stage: Stage, simulation: Simulation, cast: Cast): Promise<void> {
  const { town } = simulation
  const { wang, zhang, li, ma } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  await stage.until('2026-12-08 09:00')
  stage.chapter('1+1结对服务：先问住户，只记户码')
  await stage.say(wang, inWecom(wang), '/结对 张伟 5栋301 卫生', /住址/, /没有保存/, { not: /301/ })
  await stage.say(wang, inWecom(wang), '/结对 张伟 H12 卫生', /住户同意了吗/, /1 同意了 2 还没问/)
  await stage.say(wang, inWecom(wang), '2', /还没有结对/, /住户同意后请发/)
  await stage.say(wang, inWecom(wang), '/结对 张伟 H12 卫生', /住户同意了吗/)
  await stage.say(wang, inWecom(wang), '1', /张伟 和 H12（卫生）/, /每月走访 1 次/)
  stage.pushed(inDingtalk(zhang), /请您和 H12 结对（卫生），住户已同意/, /\[走访 H12\]/)
  await stage.say(li, inDingtalk(li), '/结对 户7 教育', /已私下请社区书记同意/)
  await stage.enter(wang, /李娜想和 户7 结对/, /先问住户/)
  await stage.tap(wang, inWecom(wang), '住户已同意', /李娜 和 户7（教育）/)
  stage.pushed(inDingtalk(li), /同意您和 户7 结对/)

  stage.chapter('走访：八个小问题，回数字就行，没空先停')
  await stage.say(zhang, wecom, '/走访 H12', /已记走访/, { not: /H12|社情/ })
  await stage.tap(zhang, inDingtalk(zhang), '走访 H12', /第 1 问（共 8 问）社情/, /停/)
  await stage.say(zhang, inDingtalk(zhang), '1', /记下：?平安和睦/, /第 2 问/)
  await stage.say(zhang, inDingtalk(zhang), '王大爷家的楼道', /姓名/, { not: /记下/ })
  await stage.say(zhang, inDingtalk(zhang), '楼道灯坏了两盏', /记下：?楼道灯坏了两盏/, /第 3 问/)
  await stage.say(zhang, inDingtalk(zhang), '停', /先停在这里，已答 2\/8/, /走访已经算数/)
  await stage.until('2026-12-09 09:00')
  await stage.say(zhang, inWecom(zhang), '/走访 H12', /接着/, /第 3 问/)
  await stage.say(zhang, inWecom(zhang), '2', /第 4 问/)
  await stage.tap(zhang, inWecom(zhang), '卫生', /第 5 问/)
  await stage.say(zhang, inWecom(zhang), '3', /第 6 问/)
  await stage.say(zhang, inWecom(zhang), '跳过', /第 7 问/)
  await stage.say(zhang, inWecom(zhang), '1', /第 8 问/)
  await stage.say(zhang, inWecom(zhang), '2', /H12 的走访记好了，答了 8\/8 问/, /住户要尽快帮忙（卫生）/)
  await stage.say(zhang, inWecom(zhang), '/走访 H12 缺降压药', /记下：?缺降压药/)

  stage.chapter('住户的难处，一点就成一单；群里只有类别')
  const id = numberIn(await stage.tap(zhang, inWecom(zhang), '转成点单', /号/))
  await stage.say(wang, wecom, `/派单 ${id}`, /结对户需要帮助（卫生）/, { not: /H12|降压药/ })
  stage.pushed(dingtalk, new RegExp(`${id}号】`), { not: /H12|降压药/ })
  await stage.tap(ma, dingtalk, { label: '接单', on: new RegExp(`${id}号】`) }, /您接了/, { not: /H12/ })
  await stage.say(ma, inDingtalk(ma), `/订单 ${id}`, /H12/, /降压药/)
  await stage.say(ma, inDingtalk(ma), `/完成 ${id} 1小时 药送到了`, /等社区核销/)
  await stage.say(wang, inWecom(wang), `/核销 ${id} 好`, /马红：1小时/)

  stage.chapter('结对在报表里单独列，只有户数和次数')
  await stage.say(zhang, inWecom(zhang), '/结对', /H12（卫生）本月走访 [12]\/1 次/)
  await stage.say(wang, inWecom(wang), '/结对 名单', /李娜 户7（教育）/, /张伟 H12（卫生）/)
  await stage.say(wang, wecom, '/月报', /1\+1结对服务：结对 2 户，走访够的 1 户，走访 1 户/, {
    not: /H12|户7/,
  })
  const said = town.conversations
    .all()
    .filter(({ from, place }) => from === 'bot' && town.place(place).kind === 'group')
    .map(({ bubbles, changedFor, raw }) => JSON.stringify([bubbles, changedFor, raw]))
  for (const words of PRIVATE)
    stage.check(!said.some((text) => text.includes(words)), `机器人没有在群里说过 ${words}`)
}
