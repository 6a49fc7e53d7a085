import { afterAll, beforeAll, describe, test } from 'vitest'
import { dingtalkText, heard, wecomText } from './support/speech.ts'
import { until } from './support/waiting.ts'
import { World } from './support/world.ts'

let world: World

beforeAll(async () => {
  world = await World.open()
  await world.start()
}, 300_000)
afterAll(() => world.close(), 60_000)

type Who = 'boss' | 'li' | 'zhang'
const NAMES: Record<Who, string> = { boss: '管理员', li: '李书记', zhang: '张三' }

/** How one platform is spoken to, and what is heard there. */
interface Side {
  name: 'wecom' | 'dingtalk'
  say(who: Who, text: string, inPrivate?: boolean): void
  /** Everything that was answered, as often as somebody saw it. */
  answers(): string[]
  /** What the bot said to a person by itself. */
  letters(who: Who): string[]
}

const wecom: Side = {
  name: 'wecom',
  say(who, text, inPrivate) {
    const body = wecomText(text, { from: who, ...(!inPrivate && { chat: 'wrEast' }) })
    world.platforms.wecom.deliver(body)
  },
  // A late answer is a message of its own, and so is what the bot tells the group by itself.
  answers: () =>
    world.platforms.spoken
      .filter((one) => (one.command === 'aibot_send_msg' ? /已记/.test(heard(one)) : !one.again))
      .map(heard),
  letters: (who) =>
    world.platforms.spoken
      .filter(({ command, conversation }) => command === 'aibot_send_msg' && conversation === who)
      .map(heard),
}

const dingtalk: Side = {
  name: 'dingtalk',
  say(who, text, inPrivate = false) {
    const conversation = inPrivate ? `cid-${who}==` : 'cidWest=='
    const from = [`0${who}`, NAMES[who]] as const
    const more = { oapi: world.platforms.http, conversation, now: world.now, from, private: inPrivate }
    world.platforms.dingtalk.deliver(dingtalkText(text, more))
  },
  answers: () => world.platforms.said.map(({ body }) => JSON.stringify(body)),
  letters: (who) =>
    world.platforms.pushed
      .filter(({ body }) => (body.userIds as string[] | undefined)?.includes(`0${who}`))
      .map(({ body }) => String(body.msgParam)),
}

describe.for<[string, Side, string]>([
  ['WeCom', wecom, '东湖社区'],
  ['DingTalk', dingtalk, '西湖社区'],
])('%s, with gateway and Worker each in a process of its own', ([, side, community]) => {
  /** Says it and waits for what comes next. */
  async function ask(who: Who, text: string, inPrivate?: boolean): Promise<string> {
    const before = side.answers().length
    side.say(who, text, inPrivate)
    await until(`an answer to ${text}`, () => side.answers().length > before, 30_000)
    return side.answers().slice(before).join()
  }
  const entries = (answers: string[]) => answers.flatMap((one) => one.match(/T\d+/)?.[0] ?? [])

  test('people register and report for duty', async ({ expect }) => {
    expect(await ask('boss', `/激活 ${world.secrets.ACTIVATION_CODE}`, true)).toMatch(/您是管理员了/)
    expect(await ask('boss', `/绑定社区 ${community} 湖滨街道`)).toMatch(/已绑定/)
    expect(await ask('li', `/登记 李书记 ${community}`)).toMatch(/已登记：李书记/)
    expect(await ask('boss', '/任命 @李书记 书记')).toMatch(/已任命李书记/)
    expect(await ask('zhang', '/登记 张三 市财政局')).toMatch(/已登记：张三/)
    expect(await ask('li', '/通过 张三')).toMatch(/已核实 1 人/)
    expect(await ask('zhang', '/报到')).toMatch(/报到/)
  }, 120_000)

  test('kill -9 while messages wait: each is answered once, and counts once', async ({ expect }) => {
    const before = side.answers().length
    const heardBefore = world.between.messages
    // The Worker takes the first, but its answer is lost; the others find no Worker at all.
    world.between.mode = 'deaf'
    side.say('zhang', '/工时 1小时 巡楼一')
    await until('the Worker has heard it', () => world.between.messages > heardBefore, 30_000)
    world.between.mode = 'away'
    for (const which of ['二', '三', '四']) side.say('zhang', `/工时 1小时 巡楼${which}`)
    await until('the sender is told', () => side.answers().length > before, 30_000)
    await world.allQueued(side.name, 4)
    await world.kill()
    world.between.mode = 'through'
    await world.start()
    await until('all are answered', () => entries(side.answers().slice(before)).length >= 4, 60_000)
    const fifth = await ask('zhang', '/工时 1小时 巡楼五')

    const answers = side.answers().slice(before)
    expect(answers.filter((one) => /恢复后会自动补记/.test(one))).toHaveLength(1)
    expect(answers).toHaveLength(1 + 4 + 1)
    const numbers = entries(answers).map((one) => Number(one.slice(1)))
    // One after the other, without a gap: nothing was counted twice.
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i))
    expect(entries([fifth])).toHaveLength(1)
    expect(world.wrong()).toEqual([])
  }, 120_000)

  test('a full disk: each message is brought once without it, or refused with a word, and none counts twice', async ({
    expect,
  }) => {
    const before = side.answers().length
    await world.fillDisk(true)
    const first = entries([await ask('zhang', '/工时 1小时 巡楼甲')])
    const second = entries([await ask('zhang', '/工时 1小时 巡楼乙')])
    expect([first, second].map((one) => one.length)).toEqual([1, 1])
    expect(await world.disk(side.name)).toBe('failed')
    // Neither a disk nor a Worker: the sender hears that it was not written down.
    world.between.mode = 'away'
    expect(await ask('zhang', '/工时 1小时 巡楼丙')).toMatch(/没有记下|没能记下/)
    world.between.mode = 'through'
    await world.fillDisk(false)
    const third = entries([await ask('zhang', '/工时 1小时 巡楼丁')])
    expect(await world.disk(side.name)).toBe('ok')
    const numbers = entries(side.answers().slice(before)).map((one) => Number(one.slice(1)))
    expect(numbers).toEqual([0, 1, 2].map((i) => (numbers[0] ?? 0) + i))
    expect(third).toHaveLength(1)
    // What the full disk has half of does not come back.
    await world.kill()
    await world.start()
    expect(entries([await ask('zhang', '/工时 1小时 巡楼戊')])).toEqual([`T${(numbers[2] ?? 0) + 1}`])
    expect(world.wrong()).toEqual([])
  }, 120_000)

  test('what the bot says by itself comes back: a private letter', async ({ expect }) => {
    expect(await ask('zhang', '/我的', true)).toMatch(/张三/)
    const [entry] = entries([await ask('zhang', '/工时 1小时 巡楼六')])
    expect(await ask('li', `/驳回 ${entry} 没有照片`)).toMatch(/驳回|退回/)
    const letters = () => side.letters('zhang').filter((one) => one.includes('没有照片'))
    await until('the letter', () => letters().length > 0, 60_000)
    expect(letters()).toHaveLength(1)
  }, 120_000)
})
