import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { numberIn, type OrderCast } from './orders-cast.ts'
import type { Stage } from './stage.ts'

/** One need from the question to the voice: taken from both platforms, given back, done, graded once, done again. */
export async function playRequest(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { wang, zhang, li, ma, chen, peng } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('居民点单，书记派单')
  const id = numberIn(
    await stage.say(peng, inDingtalk(peng), '/点单 厨房水管漏水，请人修一修 13900001111', /已收到/),
  )
  stage.quiet(dingtalk)
  await stage.say(zhang, wecom, `/接单 ${id}`, /还没有派/)
  await stage.say(zhang, wecom, `/派单 ${id}`, /书记/, { not: /先到先得/ })
  await stage.say(wang, inWecom(wang), '/订单', new RegExp(`/派单 ${id}`), /13900001111/)
  await stage.say(wang, wecom, `/派单 ${id}`, new RegExp(`${id}号】`), /合适的同志：李娜（会/, /\[接单\]/, {
    not: /139/,
  })
  stage.pushed(dingtalk, new RegExp(`${id}号】`), /\[接单\]/, { not: /139/ })
  stage.pushed(inDingtalk(peng), /已经派出/)

  stage.chapter('两个平台抢一个位，后来的候补')
  await stage.tap(chen, wecom, '接单', /您接了/, /私聊/, { not: /139/ })
  stage.pushed(inDingtalk(peng), /陈静会来/)
  await stage.tap(zhang, wecom, '接单', /候补第 1 位/)
  await stage.tap(li, dingtalk, '接单', /候补第 2 位/)
  await stage.say(chen, inWecom(chen), `/订单 ${id}`, /13900001111/)
  await stage.say(li, inDingtalk(li), `/订单 ${id}`, /候补/, { not: /139/ })
  await stage.say(chen, wecom, `/退单 ${id} 发烧了`, /候补/, { not: /发烧/ })
  stage.pushed(inDingtalk(zhang), /轮到您/, /前接下/)
  await stage.wait(31)
  stage.pushed(inDingtalk(zhang), /过了时间/)
  stage.pushed(inDingtalk(li), /轮到您/)
  await stage.tap(li, inDingtalk(li), { label: '接单', on: /轮到您/ }, /您接了/, /13900001111/)

  stage.chapter('进度、完成、核销，一单只评一次')
  await stage.say(li, dingtalk, `/进度 ${id} 到楼下了，带了扳手`, /已记下/)
  stage.pushed(inDingtalk(peng), /带了扳手/)
  await stage.say(li, inDingtalk(li), `/完成 ${id}`, /多久/)
  await stage.say(li, dingtalk, `/完成 ${id} 1小时 换了阀门`, /等社区核销/)
  stage.pushed(inDingtalk(peng), /办好了吗/, /\[满意\]/)
  await stage.say(li, dingtalk, `/核销 ${id} 很好`, /别人来给/)
  await stage.say(wang, inWecom(wang), `/核销 ${id} 很好`, /已核销：很好/, /李娜/)
  stage.pushed(inDingtalk(li), /很好/, /积分 16/)
  await stage.say(wang, wecom, `/核销 ${id} 好`, /只评一次/)
  await stage.say(li, inDingtalk(li), `/怎么算 ${id}`, /难度 1\.3/, /评价 1\.2/, /= 15\.6/, /16 分/)

  stage.chapter('居民不满意：收回，重办，再核销')
  await stage.tap(peng, inDingtalk(peng), '不满意，再办一次', /重新办理/)
  stage.pushed(inDingtalk(li), /还要再办一次/, { not: /彭桂兰/ })
  await stage.say(li, inDingtalk(li), `/怎么算 ${id}`, /收回/)
  await stage.say(li, dingtalk, `/完成 ${id} 半小时 又紧了一遍`, /等社区核销/)
  await stage.say(wang, inWecom(wang), `/核销 ${id} 好`, /李娜：.*积分 7/)
  await stage.say(peng, inDingtalk(peng), `/满意 ${id} 1`, /评价已记下/)

  stage.chapter('点旧卡片：按现在的情况答')
  const old = new RegExp(`${id}号】`)
  await stage.tap(zhang, dingtalk, { label: '接单', on: old }, /办结/)
  await stage.tap(ma, dingtalk, { label: '接单', on: old }, /办结/)
  await stage.tap(wang, wecom, { label: '接单', on: old }, /办结/, { not: /先到先得/ })
}
