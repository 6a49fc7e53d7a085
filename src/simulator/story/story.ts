import { groupsOf, person } from '../cast.ts'
import type { Simulation } from '../simulation.ts'
import { playAnnouncement } from './announcement.ts'
import { playConsole } from './console.ts'
import { playExchange } from './exchange.ts'
import { playFarewell } from './farewell.ts'
import { playIdeas } from './ideas.ts'
import { playLastWeek, playMonthEnd } from './month-end.ts'
import { playOrders } from './orders.ts'
import { NEXT_DOOR, ORDER_CAST } from './orders-cast.ts'
import { playPairing } from './pairing.ts'
import { playRally } from './rally.ts'
import { playRoster } from './roster.ts'
import { playSecondDay } from './second-day.ts'
import type { Stage } from './stage.ts'
import { playSupport } from './support.ts'
import { playWar } from './war.ts'
import { playWishes } from './wishes.ts'

/** 2026-11-23, a Monday, 09:00 in Shanghai: the story is the same on any day. */
export const OPENING = Date.parse('2026-11-23T09:00:00+08:00')

const zhou = person('zhoulan', '周岚', 'administrator')
const wang = person('wangfang', '王芳', 'secretary')
const zhang = person('zhangwei', '张伟', 'member')
const li = person('lina', '李娜', 'member')
const ma = person('mahong', '马红', 'volunteer')
const stranger = person('luxiaoming', '陆小明', 'newcomer')

export const CAST = {
  people: [zhou, wang, zhang, li, ma, stranger, ...Object.values(ORDER_CAST)],
  groups: [...groupsOf('story', '东湖社区双报到群', '东湖社区'), ...NEXT_DOOR],
}

/**
 * From an empty database to a month's report, through every command there is so far, on both platforms: two days by
 * hand, then a week and a month's end in which the bot speaks by itself.
 */
export async function play(stage: Stage, simulation: Simulation, activationCode: string): Promise<void> {
  const { town } = simulation
  const wecom = town.place('wecom:story')
  const dingtalk = town.place('dingtalk:story')
  const inWecom = (id: string) => town.privateChat('wecom', id)
  const inDingtalk = (id: string) => town.privateChat('dingtalk', id)

  stage.chapter('工委启用机器人')
  await stage.say(zhou, inWecom(zhou.id), '/激活 12345678', /码|不对|错/)
  await stage.say(zhou, inWecom(zhou.id), `/激活 ${activationCode}`, /管理员/)
  await stage.say(zhou, inDingtalk(zhou.id), `激活 ${activationCode}`, /管理员/)
  await stage.say(stranger, inWecom(stranger.id), `/激活 ${activationCode}`, { not: /您现在是/ })
  await stage.say(stranger, wecom, '/登记 陆小明 居民', /绑定/)
  await stage.say(stranger, wecom, '/绑定社区 东湖社区', /管理员|书记/)
  await stage.say(zhou, wecom, '/绑定社区 东湖社区 东湖街道', /东湖社区/)
  await stage.say(zhou, dingtalk, '/绑定社区 东湖社区', /东湖社区/)

  stage.chapter('双报到：登记')
  await stage.say(zhang, wecom, '/报到', /登记/)
  await stage.say(zhang, wecom, '/登记 张伟 市财政局', /张伟/, /市财政局/, /待核实/)
  await stage.say(li, dingtalk, '／登記 李娜 市司法局', /李娜/, /待核实/)
  await stage.say(ma, dingtalk, 'dj 马红 志愿者', /马红/, /志愿者/)
  await stage.say(wang, wecom, '/登记 王芳 志愿者', /王芳/)
  await stage.say(stranger, dingtalk, '/登记 陆小明 居民', /陆小明/)
  await stage.say(zhang, wecom, '/任命 @王芳 书记', /管理员|书记/, { not: /已任命/ })
  await stage.say(zhou, wecom, '/任命 @王芳 书记', /王芳/, /书记/)

  stage.chapter('书记核实登记')
  await stage.say(zhang, wecom, '/审核', /书记/)
  await stage.say(wang, wecom, '/审核', /张伟/, /李娜/, /马红/)
  await stage.say(wang, wecom, '/驳回 陆小明', /理由|原因/)
  await stage.say(wang, wecom, '/驳回 陆小明 不住在本社区', /陆小明/)
  await stage.say(wang, wecom, '/通过 张伟', /张伟/)
  await stage.say(wang, wecom, '/通过 全部', /李娜/, /马红/, { not: /陆小明/ })

  stage.chapter('值守')
  await stage.twice(zhang, wecom, '/报到', /已报到|开始/, /东湖社区/)
  await stage.say(zhang, wecom, '/报到', /09:/)
  await stage.twice(ma, dingtalk, ' bd ', /东湖社区/)
  await stage.forge(zhang, wecom, '/签退 假的')
  await stage.forge(ma, dingtalk, '/签退 假的')
  await stage.wait(125)
  await stage.say(zhang, wecom, '/签倒', /签到|签退/)
  await stage.say(zhang, wecom, '/签退 打扫 3 号楼楼道', /小时|分钟/, /打扫 3 号楼楼道/)
  await stage.say(zhang, wecom, '/签退', /没有/)
  await stage.say(ma, dingtalk, '/签退', /做了什么|待核/)
  await stage.say(ma, dingtalk, '/签退 给老人送餐 6 份', /给老人送餐 6 份/)

  stage.chapter('手记工时')
  await stage.say(li, dingtalk, '/工时 2小时 昨天 帮王奶奶修打印机', /11-22|11月22日/, /2 ?小时/)
  await stage.say(
    li,
    dingtalk,
    '/工时 上周二 14:00-16:30 社区图书整理',
    /11-17|11月17日/,
    /2\.5 ?小时|2 ?小时 ?30/,
  )
  await stage.say(li, dingtalk, '工時 11月20日 兩個半小時 反詐宣傳', /11-20|11月20日/, /反詐宣傳/)
  await stage.say(li, dingtalk, '/工时1.5h 矛盾调解', /1\.5 ?小时|1 ?小时 ?30/)
  await stage.say(li, dingtalk, '/工时 上周二 下午三点到五点 巡逻', /重叠|重复|冲突/)
  await stage.say(li, dingtalk, '/工时 12月30日 2小时 清雪', /还没|未来|以后|没到/)
  await stage.say(li, dingtalk, '/工时 13小时 昨天 值守', /12 ?小时|超过/)
  await stage.say(li, dingtalk, '/工时', /T\d/)
  await stage.say(li, dingtalk, '/工时 1小时 今天 记错了', /T\d/)
  await stage.say(li, dingtalk, '/撤销', /撤/)
  await stage.wait(15)
  await stage.say(li, dingtalk, '/撤销', /10 ?分钟/)

  stage.chapter('书记审核工时')
  const list = await stage.say(wang, wecom, '/审核', /李娜/, /T\d/)
  const [first = 'T0', second = 'T0'] = list.match(/T\d+/g) ?? []
  await stage.say(wang, wecom, `/驳回 ${first}`, /理由|原因/)
  await stage.say(wang, wecom, `/驳回 ${first} 当天没有这项活动`, /驳回/)
  await stage.say(wang, wecom, `/通过 ${second}`, /通过/)
  await stage.say(wang, wecom, '/通过 全部', /通过/)
  await stage.say(wang, wecom, '/审核', /没有/)

  stage.chapter('我的')
  await stage.say(li, inDingtalk(li.id), '/我的', /20 ?小时/, /积分/)
  await stage.say(li, dingtalk, '/我的', /私聊/, { not: /积分|排名/ })
  await stage.enter(zhang)
  await stage.say(zhang, inWecom(zhang.id), '/我的', /张伟/, /小时/)
  await stage.say(zhang, inWecom(zhang.id), '/语言 繁', /繁/)
  await stage.say(zhang, inWecom(zhang.id), '/我的', /小時/)
  await stage.say(zhang, inWecom(zhang.id), '/語言 簡', /简/)

  stage.chapter('帮助与按钮')
  await stage.say(ma, dingtalk, '', /\/报到/, { not: /\/通过/ })
  await stage.say(wang, inWecom(wang.id), '/帮助', /\/通过/)
  await stage.say(ma, dingtalk, '/帮助 签退', /例/)
  await stage.say(zhang, wecom, '/我的', /\[报到\]/)
  await stage.tap(zhang, wecom, '报到', /东湖社区/)
  await stage.say(ma, dingtalk, '/我的', /\[报到\]/)
  await stage.tap(ma, dingtalk, '报到', /东湖社区/)

  stage.chapter('忘了签退')
  await stage.wait(11 * 60)
  await stage.say(zhang, inWecom(zhang.id), '/我的', /系统签退/, /现在没有在值守/)
  await stage.say(zhang, inWecom(zhang.id), '/工时', /10小时 待核/)

  const cast = { zhou, wang, zhang, li, ma }
  await playSecondDay(stage, simulation, cast)
  await playRoster(stage, simulation, cast)
  await playAnnouncement(stage, simulation, cast)
  await playOrders(stage, simulation, cast)
  await playMonthEnd(stage, simulation, cast)
  await playPairing(stage, simulation, cast)
  await playSupport(stage, simulation, cast)
  await playRally(stage, simulation, cast)
  await playWar(stage, simulation, cast)
  await playWishes(stage, simulation, cast)
  await playExchange(stage, simulation, cast)
  await playIdeas(stage, simulation, cast)
  await playConsole(stage, simulation, cast)
  await playLastWeek(stage, simulation, cast)
  await playFarewell(stage, simulation, cast)
}
