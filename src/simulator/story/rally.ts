import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { ORDER_CAST, type OrderCast } from './orders-cast.ts'
import type { Cast } from './second-day.ts'
import type { Stage } from './stage.ts'

/** A rally at night: found in a grid, called by the community, answered and reached on both platforms, widened, ended. */
export async function playRally(stage: Stage, simulation: Simulation, cast: Cast): Promise<void> {
  const all = { ...cast, ...ORDER_CAST }
  await stage.until('2026-12-10 21:30')
  await call(stage, simulation, all)
  await gather(stage, simulation, all)
  await end(stage, simulation, all)
}

/** The grid finds, the secretary calls: both groups at once and people in private, whatever the hour. */
async function call(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { wang, zhang, li, ma, chen, pan } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('集结：网格发现，社区呼叫，夜里也叫得到')
  await stage.say(zhang, wecom, '/集结 东湖堤坝渗水', /书记/, { not: /已通知/ })
  await stage.say(zhang, wecom, '收到', { not: /应答/ })
  await stage.say(pan, inDingtalk(pan), '/集结 东湖堤坝渗水 4人', /已报给社区书记/)
  stage.quiet(wecom)
  stage.quiet(dingtalk)
  await stage.wait(3)
  await stage.say(wang, inWecom(wang), '/集结状态', /网格发现/, /东湖堤坝渗水/)
  await stage.say(wang, inWecom(wang), '/集结 东湖社区 呼叫 特急', /集结 特急】东湖社区/, /发到 2 个群/)
  for (const group of [wecom, dingtalk]) stage.pushed(group, /集结 特急】东湖社区：东湖堤坝渗水/, /收到/)
  for (const who of [zhang, li, ma]) stage.pushed(inDingtalk(who), /东湖堤坝渗水/)

  stage.chapter('吹哨应答：回收到，每人只算一次')
  await stage.say(chen, wecom, '收到', /陈静.*第 1 位应答/)
  await stage.tap(li, inDingtalk(li), { label: '收到', on: /堤坝/ }, /李娜.*第 2 位应答/)
  await stage.say(li, dingtalk, '收到', /已经应答过/, { not: /第 3 位/ })
  await stage.say(chen, wecom, '/报到', /已报到：东湖社区/, /到岗第 1 位/, /难度 2\.0/)
  await stage.say(ma, dingtalk, '/集结状态', /应答 2，到岗 1/, { not: /张伟|马红|潘山/ })
}

/** Ten minutes without enough answers: the silent ones are named in private, the street is called; then there are enough. */
async function gather(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { wang, zhang, li, ma, qiang } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const [west, westDingtalk] = [town.place('wecom:nextdoor'), town.place('dingtalk:nextdoor')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)

  stage.chapter('十分钟应答不够：没联系上的私下告诉书记，往上叫到街道')
  await stage.wait(6)
  stage.pushed(westDingtalk, /东湖社区：东湖堤坝渗水/, { not: /马红/ })
  await stage.say(wang, inWecom(wang), '/私信', /没有应答/, /张伟/, /马红/, { not: /陈静/ })
  await stage.say(qiang, west, '收到', /王强.*第 3 位应答/)
  await stage.say(qiang, west, '/报到', /已报到：东湖社区/, /到岗第 2 位/)
  await stage.say(zhang, wecom, '/报到', /到岗第 3 位/)
  await stage.say(li, dingtalk, '/报到', /到岗第 4 位/)
  for (const group of [wecom, dingtalk]) stage.pushed(group, /人已够（到岗 4 人）/)
  await stage.say(ma, dingtalk, '收到', /预备/)
}

/** The end reports the minutes of each stage; hours are counted as 应急 until each signs out. */
async function end(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { wang, zhang, li, chen, qiang } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const west = town.place('wecom:nextdoor')
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('结束集结：四个阶段各用了几分钟')
  await stage.wait(60)
  await stage.say(zhang, wecom, '/结束集结', { not: /集结结束/ })
  const stages = ['网格发现', '社区呼叫', '分级响应', '协同处置']
  await stage.say(
    wang,
    inWecom(wang),
    '/结束集结',
    /集结结束：东湖社区/,
    /到岗 4/,
    ...stages.map((name) => new RegExp(`${name}：.*\\d+分钟`)),
  )
  stage.pushed(dingtalk, /集结结束/)
  stage.pushed(inDingtalk(li), /谢谢您赶来/)
  await stage.say(zhang, wecom, '/签退 装沙袋 40 袋', /其中应急/)
  await stage.say(chen, wecom, '/签退 巡堤', /其中应急/)
  await stage.say(li, dingtalk, '/签退 巡堤', /其中应急/)
  await stage.say(qiang, west, '/签退 搬沙袋', /其中应急/)
  await stage.say(wang, wecom, '/通过 全部', /通过/)
  await stage.say(wang, inWecom(wang), '/集结状态', /记了工时/)
}
