import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { numberIn, type OrderCast } from './orders-cast.ts'
import type { Stage } from './stage.ts'

const CLEANING = `/派单 楼道清洁
时间：今天 11:00-13:00
地点：3 栋
人数：2
类别：清洁
联系人：李主任 13800002222`

interface Drawn {
  id: string
  winners: string[]
}

/** An easy order, written in lines in private: ten minutes for everybody, then winners and seed in the groups. */
export async function playDraw(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<Drawn> {
  const { wang, zhang, ma, chen } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('轻活抽签：十分钟报名，种子公布')
  const id = numberIn(await stage.say(wang, inWecom(wang), CLEANING, /11:00–13:00/, /3 栋/, /抽签/))
  for (const group of [wecom, dingtalk])
    stage.pushed(group, new RegExp(`${id}号】楼道清洁`), /报名/, new RegExp(`/接单 ${id}`), { not: /138/ })
  await stage.say(zhang, wecom, `/接单${id}`, /已报名/)
  await stage.say(chen, wecom, `接單 ${id}`, /已报名/)
  await stage.tap(ma, dingtalk, '接单', /已报名/)
  await stage.say(ma, dingtalk, `/jd #${id}`, /您已报名/)
  await stage.wait(10)
  const seed = new RegExp(`种子 ${id}-[0-9a-f]{12}`)
  const said = [wecom, dingtalk].map((group) =>
    stage.pushed(group, /抽签结果/, /这 2 位接到了/, seed, { not: /138|还差|小时/ }),
  )
  const [names = '', again] = said.map((text) => /接到了：(.*)。/.exec(text)?.[1])
  stage.check(names === again, `两个平台公布的是同一批人：${names}`)
  const winners = names.split('、')
  stage.pushed(inDingtalk(zhang), winners.includes(zhang.name) ? /13800002222/ : /候补第 1 位/)
  return { id, winners }
}

/** When it is over: the secretary writes everybody's hours, and one grade credits them all. */
export async function playAfterDraw(
  stage: Stage,
  { town }: Simulation,
  cast: OrderCast,
  { id, winners }: Drawn,
): Promise<void> {
  const inWecom = town.privateChat('wecom', cast.wang.id)
  const [one = '', two = ''] = winners
  stage.chapter('做完了：每人的工时由书记写明，一次核销')
  await stage.say(cast.wang, inWecom, `/核销 ${id} 好`, /还没有人报完成/)
  const hours = `${one} 1.5小时 ${two} 2小时`
  await stage.say(cast.wang, inWecom, `/核销 ${id} 好 ${hours}`, /记了 2 人/, /积分 15/, /积分 20/)
  await stage.say(cast.wang, inWecom, `/取消单 ${id} 写错了`, /不能取消/)
}
