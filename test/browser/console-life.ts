type Say = (person: string, text: string) => Promise<string>

/** The number of the newest order that the bot spoke of. */
const numberIn = (talk: string): string =>
  String(Math.max(...[...talk.matchAll(/【(\d+)号/g)].map(([, number]) => Number(number))))

/**
 * A few days of 西园社区 in chat, so that every page of the console has something to show: shifts, orders in each column,
 * hours of members, a pair of partners, households with a visit, grades.
 */
export async function livedIn(say: Say): Promise<void> {
  const [secretary, members] = ['huangmei', ['wangqiang', 'zhoujie', 'wumin', 'zhengkai']]
  for (const [i, member] of members.entries()) await say(member, `/工时 ${i + 1}小时 清洁楼道 昨天`)
  await say(secretary, '/通过 全部')
  await say('fengxue', '/工时 90分钟 贴通知 昨天')
  await say(secretary, '/排班 明天 9:00-12:00 王强 周杰')
  await say(secretary, '/排班 下周三 14:00-17:00 韩冰')
  await say(secretary, '/排班 下周四 9:00-12:00 郑凯 冯雪')

  await say('xiaoli', '/点单 家里水管漏水，请师傅来看看')
  await say(secretary, '/派单 陪护理院老人散步|明天 14:00-16:00|西园广场|2人')
  await say(secretary, '/派单 反诈宣传摆摊|后天 9:00-11:00|2人')
  await say(secretary, '/派单 写劳动仲裁申请|下周五 9:00-11:00|技能：法律|紧急：较急')
  const taken = numberIn(await say(secretary, '/派单 助餐送饭|明天 11:00-12:00|1人'))
  await say('wumin', `/接单 ${taken}`)
  for (const [grade, member] of [
    ['很好', 'wangqiang'],
    ['好', 'zhengkai'],
    ['', 'zhoujie'],
  ] as const) {
    const order = numberIn(await say(secretary, `/派单 助老买菜|明天 8:00-9:00|1人`))
    await say(member, `/接单 ${order}`)
    await say(member, `/完成 ${order} 昨天 20:00-21:00 买好了`)
    if (grade) await say(secretary, `/核销 ${order} ${grade}`)
  }

  await say(secretary, '/结对 王强 H12 卫生 住户同意')
  await say(secretary, '/结对 郑凯 H7 教育 住户同意')
  await say('wangqiang', '/走访 H12 都好')
  await say(secretary, '/配对')
  await say(secretary, '/确认配对')
  for (const who of [...members, 'fengxue', 'hanbing', 'liangyu', 'songjia', 'tanglin'])
    await say(who, '/同意')
  await say('liangyu', '/搭档 目标 每周看望独居老人')
}
