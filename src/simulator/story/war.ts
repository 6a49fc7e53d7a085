import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import type { Cast } from './second-day.ts'
import type { Stage } from './stage.ts'

/** War rules by two persons within ten minutes, and back by two: the settings and the roster are as they were, exactly. */
export async function playWar(stage: Stage, { town }: Simulation, cast: Cast): Promise<void> {
  const { zhou, wang, zhang, li } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)
  /** What people see of the rules, the roster of next week included. */
  const rules = async () => [
    await stage.say(zhou, inDingtalk(zhou), '/设置'),
    await stage.say(zhou, inDingtalk(zhou), '/设置 特急时限'),
    await stage.say(wang, wecom, '/值班表 下周'),
  ]

  stage.chapter('平战转换：一个人切不了，两个人十分钟内都同意才切')
  await stage.until('2026-12-11 08:30')
  const before = await rules()
  await stage.say(zhang, wecom, '/切换 战时', /书记/, { not: /已提出/ })
  await stage.say(wang, wecom, '/切换 战时', /还没有切换/, /10 分钟/)
  await stage.say(wang, wecom, '/切换 战时', /已经提出过/)
  stage.check((await rules()).join() === before.join(), '一个人提出，规定一条也没有变')
  await stage.tap(zhou, inDingtalk(zhou), { label: '同意切换', on: /王芳提出/ }, /东湖社区进入战时/)
  for (const group of [wecom, dingtalk]) stage.pushed(group, /东湖社区进入战时/)
  await stage.say(li, dingtalk, '/切换', /现在是战时/)

  stage.chapter('回到平时也要两个人；原来的规定原样恢复')
  await stage.say(wang, wecom, '/切换 平时', /还没有切换/)
  await stage.wait(11)
  await stage.say(zhou, inDingtalk(zhou), '/切换 平时 东湖社区', /还没有切换/)
  await stage.say(li, dingtalk, '/切换', /现在是战时/)
  await stage.say(wang, wecom, '/切换 平时', /东湖社区回到平时/, /恢复/)
  stage.pushed(dingtalk, /东湖社区回到平时/)
  stage.check((await rules()).join() === before.join(), '设置和值班表跟战时以前一字不差')
}
