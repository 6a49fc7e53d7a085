import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import type { Cast } from './second-day.ts'
import type { Stage } from './stage.ts'

const total = (text: string): string => /(合计 .*)/.exec(text)?.[1] ?? '?'

/** Somebody looks at what is stored about them, and leaves for good. */
export async function playFarewell(stage: Stage, { town }: Simulation, cast: Cast): Promise<void> {
  const { zhou, li, ma } = cast
  const dingtalk = town.place('dingtalk:story')
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)

  stage.chapter('我的数据，和注销')
  const before = total(await stage.say(zhou, inWecom(zhou), '/排行 社区 今年', /相符/))
  await stage.say(ma, dingtalk, '/我的数据', /私聊/, { not: /马红/ })
  await stage.say(ma, inDingtalk(ma), '/我的数据', /马红/, /第 1 页/)
  await stage.say(ma, inDingtalk(ma), '/注销', /不能恢复/, /确认/)
  await stage.say(ma, inDingtalk(ma), '/注销 确认', /已注销/)
  await stage.say(ma, inDingtalk(ma), '/我的', /还没有登记/)
  await stage.say(li, dingtalk, '/排行', { not: /马红/ })
  const after = total(await stage.say(zhou, inWecom(zhou), '/排行 社区 今年'))
  stage.check(after === before && after !== '?', `走了一位同志，${after.replace(/：.*/, '')} 一分钟也没有少`)
}
