import { HOUR, MINUTE, nextHour } from './clock.ts'
import type { Simulation } from './simulation.ts'

/** 东湖社区's roster from the day after the demo opens. */
const ROSTER = `/排班
后天 9:00-11:30 陈静 郭涛
后天 14:00-17:00 孙悦 罗平
大后天 9:00-11:30 刘洋 罗平`

/** A need with a telephone number is asked for in private; the number of the first order is 1. */
const ASKED = '/点单 陪老伴去医院复查 13900001111'
const PUSHED = '/派单 1｜时间：大后天 9:00-11:00｜地点：3 栋楼下｜人数：2'

/** What happened the day before the demo opens: hours from yesterday's 14:00 on, who, where, what. */
const YESTERDAY: [number, string, string, string][] = [
  [0, 'zhangwei', 'wecom:donghu', '/报到'],
  [3 * MINUTE, 'mahong', 'dingtalk:donghu', '/报到'],
  [5 * MINUTE, 'hanbing', 'dingtalk:xiyuan', '/报到'],
  [30 * MINUTE, 'yaowen', 'wecom:donghu', '/登记 姚文 市卫健委'],
  [40 * MINUTE, 'yuanlin', 'dingtalk:private:yuanlin', '/单位报到 东湖社区'],
  [130 * MINUTE, 'zhangwei', 'wecom:donghu', '/签退 入户检查 3 户老人的燃气阀门'],
  [150 * MINUTE, 'mahong', 'dingtalk:donghu', '/签退'],
  [155 * MINUTE, 'hanbing', 'dingtalk:xiyuan', '/签退 反诈宣传，发放资料 60 份'],
  [3 * HOUR, 'lina', 'wecom:donghu', '/工时 1.5小时 今天 帮王奶奶修打印机'],
  [3 * HOUR + MINUTE, 'yangfan', 'dingtalk:nanqiao', '/工时 两个半小时 今天 河道清洁'],
  [3.5 * HOUR, 'wangfang', 'wecom:donghu', ROSTER],
  [3.5 * HOUR + MINUTE, 'zengye', 'dingtalk:private:zengye', ASKED],
  [3.5 * HOUR + 4 * MINUTE, 'wangfang', 'wecom:donghu', PUSHED],
  [3.5 * HOUR + 9 * MINUTE, 'pengnainai', 'dingtalk:donghu', '/点单 厨房水管漏水，请人修一修'],
]

/**
 * Plays yesterday through real callbacks, so that the demo opens with hours and registrations that wait for a yes,
 * with a roster and an order to take, and sets the clock back to now.
 */
export async function playYesterday(simulation: Simulation): Promise<void> {
  const { clock } = simulation.town
  const now = clock.now()
  const twoInTheAfternoon = nextHour(now, 0) - 34 * HOUR
  for (const [after, person, place, text] of YESTERDAY) {
    clock.moveTo(twoInTheAfternoon + after)
    await simulation.say(person, place, text)
    await simulation.ticker.settled()
  }
  clock.moveTo(now)
}
