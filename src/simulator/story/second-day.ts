import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import type { Stage } from './stage.ts'

export interface Cast {
  zhou: Person
  wang: Person
  zhang: Person
  li: Person
  ma: Person
}

/** What a reply says that the story needs later: a code, a number. */
export const found = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '?'

/** The next morning: one person with two accounts, a correction and its formula, the rules, codes, units, figures. */
export async function playSecondDay(stage: Stage, { town, origin }: Simulation, cast: Cast): Promise<void> {
  const { zhou, wang, zhang, li, ma } = cast
  const wecom = town.place('wecom:story')
  const dingtalk = town.place('dingtalk:story')
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  await stage.wait(9 * 60 + 37)
  stage.chapter('两个账号，一个人')
  await stage.say(zhang, wecom, '/绑定', /私聊/)
  const code = found(await stage.say(zhang, inWecom(zhang), '/绑定', /绑定码/, /10 ?分钟/), /绑定码：(\w{6})/)
  await stage.say(zhang, inDingtalk(zhang), '/绑定 222222', /没有这个绑定码/, /还可以试/)
  await stage.say(zhang, inDingtalk(zhang), `/绑定 ${code}`, /绑定好了/, /张伟/)
  await stage.say(zhang, inDingtalk(zhang), `/绑定 ${code}`, { not: /绑定好了/ })
  await stage.say(zhang, inDingtalk(zhang), '/我的', /张伟/, /10小时|小时/)
  const hers = found(await stage.say(zhou, inWecom(zhou), '/绑定', /绑定码/), /绑定码：(\w{6})/)
  await stage.say(zhou, inDingtalk(zhou), `/绑定 ${hers}`, /绑定好了/)
  await stage.say(zhang, dingtalk, '/报到', /已报到|开始/, /东湖社区/)
  await stage.wait(150)
  const out = await stage.say(zhang, wecom, '/签退 入户走访 12 户', /2小时3\d分钟/, /入户走访 12 户/)
  const duty = found(out, /T(\d+)/)

  stage.chapter('更正，和它怎么算')
  await stage.say(zhang, wecom, `/更正 T${duty} 1小时 写少了`, /书记/, { not: /已更正/ })
  await stage.say(wang, wecom, '/通过 全部', /通过/)
  await stage.say(wang, wecom, `/更正 T${duty} 2小时`, /理由/)
  await stage.say(wang, wecom, `/更正 T${duty} 2小时 中间离开半小时`, /已更正/, /2小时/)
  stage.pushed(inDingtalk(zhang), /更正/, /中间离开半小时/)
  await stage.say(zhang, inDingtalk(zhang), `/怎么算 T${duty}`, /2小时/, /更正/, /算法|÷ 60/)
  await stage.say(li, inDingtalk(li), `/怎么算 T${duty}`, { not: /入户|算法/ })
  await stage.say(li, dingtalk, '/补报 昨天 19:00-20:30 夜间巡逻', /1小时30分钟/, /待核/)

  stage.chapter('设置：结了账的月份不变')
  await stage.say(zhou, inWecom(zhou), '/设置', /年度目标 20小时/)
  await stage.say(zhou, inWecom(zhou), '/设置 年度目标 24小时 从 10-01', /已经结账/, { not: /已改/ })
  await stage.say(zhang, inWecom(zhang), '/设置 年度目标 1小时', /管理员/, { not: /已改/ })
  await stage.say(zhou, inWecom(zhou), '/设置 年度目标 24小时', /20小时 → 24小时/)
  await stage.say(zhang, inDingtalk(zhang), '/我的', /目标 24小时/)
  await stage.say(ma, inDingtalk(ma), '/专长 法律 医疗', /法律/, /医疗/)
  await stage.say(ma, inDingtalk(ma), '/空闲 周末 晚上', /周末/)
  await stage.say(ma, inDingtalk(ma), '/提醒 晚上', /晚上/)

  stage.chapter('签到码')
  await stage.say(li, dingtalk, '/签到码 开', /书记|管理员/, { not: /已打开/ })
  await stage.say(wang, wecom, '/签到码 开', /已打开/)
  const today = found(await stage.say(wang, inWecom(wang), '/签到码', /签到码：\d{4}/), /签到码：(\d{4})/)
  await stage.say(ma, dingtalk, '/报到', /签到码/, { not: /已报到/ })
  await stage.say(ma, dingtalk, `/报到 ${today === '1357' ? '2468' : '1357'}`, /不对/, { not: /已报到/ })
  await stage.say(ma, dingtalk, `/报到 ${today}`, /已报到/)
  await stage.wait(60)
  await stage.say(ma, dingtalk, '/签退 照看托管班', /照看托管班/)
  await stage.say(wang, wecom, '/签到码 关', /已关闭/)

  stage.chapter('推送地址')
  const webhook = `${origin}/cgi-bin/webhook/send?key=${wecom.webhookKey}`
  await stage.say(wang, wecom, `/绑定推送 ${webhook}`, /撤回/, { not: /已绑定推送/ })
  await stage.say(wang, inWecom(wang), '/绑定推送 https://example.com/send?key=1', { not: /已绑定推送/ })
  await stage.say(wang, inWecom(wang), `/绑定推送 ${webhook}`, /已绑定推送/, { not: /webhook/ })
  await stage.say(wang, inWecom(wang), '/绑定推送', /能推送 2 个/)

  stage.chapter('单位报到')
  await stage.say(zhou, wecom, '/任命 @李娜 联络员', /联络员/, /市司法局/)
  await stage.say(li, inDingtalk(li), '/单位报到 东胡社区', /东湖社区/, { not: /已提交/ })
  await stage.say(li, inDingtalk(li), '/单位报到 东湖社区', /已提交/, /待/)
  await stage.enter(wang, /市司法局/)
  await stage.say(wang, inWecom(wang), '/通过 市司法局', /已确认/)
  await stage.say(li, inDingtalk(li), '/单位报到', /已确认/)

  await stage.say(zhou, wecom, '/免去 @李娜 联络员', /已免去李娜/)
  await stage.say(li, inDingtalk(li), '/单位报到 东湖社区', { not: /已提交/ })

  stage.chapter('报到率和排行')
  await stage.say(wang, inWecom(wang), '/报到率', /东湖社区/)
  await stage.say(zhou, inWecom(zhou), '/报到率 单位', /单位/)
  await stage.say(wang, wecom, '/通过 全部', /通过/)
  await stage.say(li, dingtalk, '/排行', /东湖社区/, { not: /目标|还差/ })
  await stage.say(zhou, inWecom(zhou), '/排行 单位', /市财政局/, /市司法局/)
  await stage.say(zhou, inWecom(zhou), '/排行 社区 今年', /东湖社区/, /相符/)
}
