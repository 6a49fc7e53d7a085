import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import { ORDER_CAST, type OrderCast } from './orders-cast.ts'
import type { Cast } from './second-day.ts'
import type { Stage } from './stage.ts'

/** 1+1红色搭档: previewed, confirmed, asked in private on both platforms, refused once, and served together. */
export async function playPairing(stage: Stage, simulation: Simulation, cast: Cast): Promise<void> {
  const all = { ...cast, ...ORDER_CAST }
  await stage.until('2026-12-02 09:00')
  await propose(stage, simulation, all)
  await answer(stage, simulation, all)
  await serveTogether(stage, simulation, all)
}

/** A wish and a veto stay private; the group hears numbers, the secretary the whole preview, and nobody is asked yet. */
async function propose(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { wang, zhang, li, ma, chen, pan, peng } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('1+1红色搭档：想和谁、不想和谁，只在私聊里说')
  await stage.say(li, dingtalk, '/搭档 不要 马红', /私聊/, { not: /已记/ })
  await stage.say(li, inDingtalk(li), '/搭档 不要 马红', /已记/, /不会知道/)
  await stage.say(pan, inDingtalk(pan), '/搭档 想和 李娜', /已记/)
  await stage.say(ma, inDingtalk(ma), '/提醒 开', /提醒/)
  await stage.say(chen, inWecom(chen), '/语言 繁', /繁/)
  await stage.say(chen, inWecom(chen), '/搭檔 想和 馬紅', /已記/, /對方不會知道/)
  await stage.say(chen, inWecom(chen), '/搭档 想和 张伟', /一樣是/, { not: /已記/ })
  await stage.say(peng, inDingtalk(peng), '/搭档', /下沉党员和社区志愿者/)

  stage.chapter('书记先看配对建议，群里只有数字')
  await stage.say(zhang, wecom, '/配对', /书记/, { not: /分/ })
  await stage.say(wang, wecom, '/确认配对', /先发 \/配对/)
  await stage.say(wang, wecom, '/配对', /可以配 2 对，轮空 1 位/, { not: /陈静|马红|潘山|张伟|李娜/ })
  const pairs = [/陈静 \+ 马红 \d+分：一方想和对方搭档/, /李娜 \+ 潘山 \d+分/]
  await stage.say(wang, inWecom(wang), '/配对', ...pairs, /轮空 1 位：张伟/)
  for (const who of [li, ma, pan, zhang]) stage.quiet(inDingtalk(who))
  await stage.say(wang, inWecom(wang), '1', /已私下问东湖社区的 2 对/, /轮空的 1 位/)
  stage.pushed(inDingtalk(zhang), /暂时轮空/, /下次配对您优先/)
  stage.quiet(dingtalk)
  stage.quiet(wecom)
}

/** Both say yes, on WeCom from the mailbox; a refusal costs nothing, and the next best is asked at once. */
async function answer(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { wang, zhang, li, ma, chen, pan } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('双方同意才成：企业微信在信箱里，钉钉私下推送')
  await stage.enter(chen, /1\+1紅色搭檔/, /马红/)
  await stage.say(chen, inWecom(chen), '/搭檔', /想請您和马红/, /\[同意\] \[婉拒\]/)
  await stage.tap(chen, inWecom(chen), '同意', /還在等對方/)
  await stage.tap(
    ma,
    inDingtalk(ma),
    { label: '同意', on: /陈静/ },
    /您和陈静（下沉党员）结成1\+1红色搭档了/,
    {
      not: /\d{11}/,
    },
  )
  await stage.say(chen, inWecom(chen), '/搭檔', /您的搭檔：马红/, /還沒有/)
  await stage.say(chen, wecom, '/同意', { not: /马红/ })

  stage.chapter('婉拒没关系：理由只有书记看到，马上换一位')
  await stage.tap(pan, inDingtalk(pan), { label: '同意', on: /李娜/ }, /还在等对方/)
  await stage.tap(li, inDingtalk(li), { label: '婉拒', on: /潘山/ }, /没关系/)
  stage.pushed(inDingtalk(pan), /这次换一位/, /张伟/)
  stage.pushed(inDingtalk(zhang), /想请您和潘山/, { not: /李娜/ })
  await stage.say(wang, inWecom(wang), '/私信', /李娜婉拒了和潘山/, /已接着问 张伟 \+ 潘山/)
  await stage.tap(zhang, inDingtalk(zhang), { label: '同意', on: /潘山/ }, /还在等对方/)
  await stage.tap(
    pan,
    inDingtalk(pan),
    { label: '同意', on: /张伟/ },
    /您和张伟（下沉党员）结成1\+1红色搭档了/,
  )
  stage.pushed(inDingtalk(zhang), /潘山（社区志愿者）也同意了/)
  await stage.say(zhang, dingtalk, '/搭档', { not: /目标|共同/ })
}

/** Two who sign in at the same station while the other is there have served together; nobody types that. */
async function serveTogether(stage: Stage, { town }: Simulation, cast: OrderCast): Promise<void> {
  const { wang, zhang, ma, chen } = cast
  const [wecom, dingtalk] = [town.place('wecom:story'), town.place('dingtalk:story')]
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('一起值守：两人都签到才算共同服务')
  await stage.until('2026-12-05 09:00')
  await stage.say(chen, wecom, '/報到', /东湖社区/)
  await stage.wait(30)
  await stage.say(ma, dingtalk, '/报到', /东湖社区/)
  await stage.wait(60)
  await stage.say(chen, wecom, '/簽退 一起整理愛心超市', /1小時/)
  await stage.say(ma, dingtalk, '/签退 一起整理爱心超市', /1小时/)
  await stage.say(wang, wecom, '/通过 全部', /通过/)
  await stage.say(chen, inWecom(chen), '/搭檔', /共同服務：本月 1 次 1小時/)
  await stage.say(ma, inDingtalk(ma), '/我的', /搭档陈静：12月一起服务 1 次/)
  await stage.say(wang, wecom, '/月报', /1\+1红色搭档：2 对，一起服务过 1 对，还没有 1 对/, {
    not: /陈静 ?\+|李娜 ?\+/,
  })
  await stage.say(zhang, inDingtalk(zhang), '/搭档', /您的搭档：潘山/, /共同服务：还没有/)
  await stage.say(chen, inWecom(chen), '/語言 簡', /简/)
}
