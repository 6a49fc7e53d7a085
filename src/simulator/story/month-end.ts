import type { Simulation } from '../simulation.ts'
import type { Person } from '../types.ts'
import type { Cast } from './second-day.ts'
import type { Stage } from './stage.ts'

const HOLIDAYS = `2027-01-01 至 2027-01-03 元旦
2027-01-31 上班
2027-02-05 至 2027-02-12 春节
2027-02-14 上班
2027-04-03 至 2027-04-05 清明
2027-05-01 至 2027-05-05 劳动节
2027-05-08 上班
2027-06-09 端午
2027-09-15 中秋
2027-10-01 至 2027-10-07 国庆
2027-09-26、2027-10-09 上班`

/** The end of the month, which the bot tells of by itself: gaps, the week, the month's reports and their confirmation. */
export async function playMonthEnd(stage: Stage, simulation: Simulation, cast: Cast): Promise<void> {
  const { town } = simulation
  const { zhou, wang, zhang, li } = cast
  const wecom = town.place('wecom:story')
  const dingtalk = town.place('dingtalk:story')
  const inWecom = (who: Person) => town.privateChat('wecom', who.id)
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('周五下午：下周缺人的日子')
  await stage.until('2026-11-27 14:00')
  await stage.say(li, dingtalk, '/报到', /14:00–16:00 的班/)
  await stage.until('2026-11-27 16:00')
  await stage.say(li, dingtalk, '/签退 反诈宣传 30 户', /按值班表已核定/)
  await stage.say(wang, inWecom(wang), '/审核', /缺人的日子/, /11月30日/)

  stage.chapter('周一早上：一周要办的')
  await stage.until('2026-11-30 09:00')
  stage.pushed(inDingtalk(zhou), /2027年的放假安排还没有录入/)
  await stage.say(wang, inWecom(wang), '/换班', /这一周要办的/, /待审/)
  // Made up for the demo by the usual rules: the real list comes from the State Council.
  await stage.say(zhou, inDingtalk(zhou), `/节假日 2027\n${HOLIDAYS}`, /读到2027年放假安排/)
  await stage.say(zhou, inDingtalk(zhou), '/节假日 确认', /已存2027年/)

  stage.chapter('每月第一个工作日：月报；定时任务那天早上停了一会儿')
  await stage.down('2026-12-01 10:30')
  stage.pushed(wecom, /2026年11月月报/, /派单 4 单/, { not: /落后|还差/ })
  stage.pushed(dingtalk, /2026年11月月报/)
  stage.pushed(inDingtalk(zhang), /11月/, /确认/)
  await stage.tap(zhang, inDingtalk(zhang), '确认11月', /已确认11月的双报告/, /市财政局/)
  await stage.say(zhang, inDingtalk(zhang), '/确认', /已在 12月1日/)
  await stage.say(li, dingtalk, '/确认', { not: /小时/ })
  await stage.say(wang, inWecom(wang), '/月报 上月', /2026年11月/, /相符/)
  await stage.say(zhou, inWecom(zhou), '/冷热', /东湖社区/)
  await stage.say(wang, inWecom(wang), '/沉默', /东湖社区/, /没有/)
}

/** The 25th of the next month: each hears in private of what is behind, the pace, the partner, the household. */
export async function playLastWeek(stage: Stage, { town }: Simulation, cast: Cast): Promise<void> {
  const { li, zhang } = cast
  const inDingtalk = (who: Person) => town.privateChat('dingtalk', who.id)

  stage.chapter('每月 25 日：离进度还差的，还没一起服务的，还没走访的')
  // What Monday brought is not of this morning.
  await stage.until('2026-12-25 08:30')
  await stage.until('2026-12-25 09:00')
  stage.pushed(inDingtalk(li), /离.*还差|还差.*小时/, /结对走访还差 1 户/, /户7：已走访 0 次，还差 1 次/)
  stage.pushed(inDingtalk(zhang), /搭档潘山12月还没有一起服务过/, { not: /H12/ })
  stage.quiet(town.place('wecom:story'))
  stage.quiet(town.place('dingtalk:story'))
}
