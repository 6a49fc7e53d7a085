import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { numberIn } from './orders-cast.ts'
import { type Cast, found } from './second-day.ts'
import type { Stage } from './stage.ts'

/** An own idea for a service, a suggestion with its answer, and the five that records tick. */
export async function playIdeas(stage: Stage, { town }: Simulation, cast: Cast): Promise<void> {
  const { wang, zhang, li, ma } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)
  const said = town.conversations.all().at(-1)?.id ?? 0

  await stage.until('2026-12-15 10:00')
  stage.chapter('创单：自己想做的服务，社区批准')
  const idea = '/创单 周六上午义务修小家电 3小时'
  const order = numberIn(await stage.say(li, inDingtalk(li), idea, /号/))
  stage.quiet(dingtalk)
  await stage.say(ma, dingtalk, `/接单 ${order}`, { not: /您接了/ })
  await stage.say(wang, wecom, `/派单 ${order}`, /修小家电/, /\[接单\]/)
  stage.pushed(inDingtalk(li), /已经批准/)
  await stage.say(wang, inWecom(wang), '/月报', /创单率/)

  stage.chapter('建议：十天内答复，只答复本人')
  const words = '5栋台阶加个扶手'
  const number = found(await stage.say(ma, dingtalk, `/建议 ${words}`, /10 天内/), /J(\d+)/)
  stage.check(number !== '?', '建议有了号码')
  await stage.say(wang, inWecom(wang), '/建议', new RegExp(`J${number}`), /扶手/)
  await stage.say(wang, inWecom(wang), `/建议 ${number} 不采纳`, /为什么/)
  await stage.say(wang, inWecom(wang), `/建议 ${number} 采纳 下周就装`, /已采纳/)
  stage.pushed(inDingtalk(ma), /采纳了/, /下周就装/)
  await stage.until('2026-12-18 10:00')
  await stage.say(wang, inWecom(wang), `/建议 ${number} 已办 扶手装好了`, /办结/)
  stage.pushed(inDingtalk(ma), /扶手装好了/)
  await stage.say(wang, inWecom(wang), '/月报', /采纳率 100/)
  const heard = town.conversations
    .all()
    .filter(({ id, from, place }) => id > said && from === 'bot' && town.place(place).kind === 'group')
    .map(({ bubbles, raw }) => JSON.stringify([bubbles, raw]))
  stage.check(!heard.some((text) => text.includes('扶手')), '机器人没有在群里说过建议的内容')

  stage.chapter('五个一：照记录打勾，不靠自己报')
  await stage.say(zhang, dingtalk, '/五个一', /私聊/, { not: /✔|✘/ })
  await stage.say(zhang, inDingtalk(zhang), '/五个一', /✔ 困难群众/, /✘ 建议/)
  await stage.say(zhang, inDingtalk(zhang), '/五个一 我都做到了', /✘ 建议/)
  await stage.say(zhang, inDingtalk(zhang), '/建议 活动室周末也开放', /已记下/)
  await stage.say(zhang, inDingtalk(zhang), '/五个一', /✔ 建议：J\d+/)
  await stage.say(li, inDingtalk(li), '/五个一 去年', { not: /✔/ })
}
