import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { ORDER_CAST } from './orders-cast.ts'
import { type Cast, found } from './second-day.ts'
import type { Stage } from './stage.ts'

/** Points to hours 折算, apart from the 20 hours; goods for volunteers and residents; a statement that balances. */
export async function playExchange(stage: Stage, { town }: Simulation, cast: Cast): Promise<void> {
  const { wang, zhang, ma } = cast
  const { pan } = ORDER_CAST
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('积分兑换：折算时长另算，不进二十小时')
  const hours = found(await stage.say(zhang, inDingtalk(zhang), '/我的', /积分/), /年工时 (\S+?)，/)
  await stage.say(zhang, inDingtalk(zhang), '/兑换 10分 时长', /\+1小时（折算，不计入年度/, /可用积分/)
  await stage.say(zhang, inDingtalk(zhang), '/我的', new RegExp(`年工时 ${hours}，`), /折算时长 1小时/)
  await stage.say(zhang, inDingtalk(zhang), '/兑换 90分 时长', /没有兑换/)
  await stage.say(zhang, wecom, '/兑换', /私聊/, { not: /可用积分 \d/ })

  stage.chapter('换物资：最后一件，两个人同时要，只给一个')
  await stage.say(pan, dingtalk, '/工时 3小时 昨天 小区巡逻', /待核/)
  await stage.say(wang, wecom, '/通过 全部', /通过/)
  await stage.say(zhang, inDingtalk(zhang), '/兑换 上架 洗衣液 1件 10分', /书记/, { not: /已上架/ })
  await stage.say(wang, inWecom(wang), '/兑换 上架 洗衣液 1件 10分', /已上架\s*：?洗衣液 1 件/)
  await stage.say(zhang, inDingtalk(zhang), '/兑换 洗衣液', /仅限群众/)
  const answers = await stage.atOnce(
    [ma, inDingtalk(ma), '/兑换 洗衣液'],
    [pan, inDingtalk(pan), '/兑换 洗衣液'],
  )
  const got = answers.map((answer) => /已兑换\s*：?洗衣液 1 件/.test(answer))
  stage.check(got.filter(Boolean).length === 1, '最后一件给了一个人')
  stage.check(
    answers.some((answer) => /没有兑换/.test(answer)),
    '另一位听到兑完了，积分没有动',
  )
  const [winner, answer] = got[0] ? [ma, answers[0]] : [pan, answers[1]]
  const code = found(answer ?? '', /取货码 ?(\d{4})/)

  stage.chapter('凭取货码领走，对账平')
  await stage.say(winner, inDingtalk(winner), '/兑换', /结余/, new RegExp(code))
  await stage.say(wang, inWecom(wang), `/兑换 核销 ${code}`, new RegExp(`已核销\\s*：?${winner.name}`))
  stage.pushed(inDingtalk(winner), /已经领走/)
  await stage.say(wang, inWecom(wang), `/兑换 核销 ${code}`, /已经领过/)
  await stage.say(winner, inDingtalk(winner), '/兑换 明细', /洗衣液/, /相符/)
  await stage.say(wang, inWecom(wang), '/兑换', /洗衣液.*上架 1＝剩 0＋待领 0＋已领 1/)
}
