import { describe, test } from 'vitest'
import { parseArgs } from '../../src/commands/args/args.ts'
import { commands } from '../../src/commands/registry.ts'
import { isRefusal } from '../../src/domain/refusal.ts'

const NOW = Date.parse('2026-11-24T12:20:00+08:00')

/** The arguments of a command, or the code of the refusal. */
function read(name: string, text: string): unknown {
  const command = commands.find((one) => one.name === name)
  const values = parseArgs(command?.args ?? {}, text, { now: NOW })
  return isRefusal(values) ? values.refused : JSON.parse(JSON.stringify(values))
}

const work = (day: string, minutes: number, from?: number, to?: number) => ({
  spans: [{ day, ...(from !== undefined && { from, to }), minutes }],
  minutes,
})

describe('hours', () => {
  test.for([
    ['我昨天下午帮王奶奶打扫2小时', { work: work('2026-11-23', 120), note: '我帮王奶奶打扫' }],
    ['整理昨天的照片 2小时', { work: work('2026-11-24', 120), note: '整理昨天的照片' }],
    ['昨天下午3点 2小时 帮忙', { work: work('2026-11-23', 120, 900, 1020), note: '帮忙' }],
    ['昨天下午2点到4点 2小时 打扫', { work: work('2026-11-23', 120, 840, 960), note: '打扫' }],
    ['上午9点到11点 讲了30分钟急救', { work: work('2026-11-24', 120, 540, 660), note: '讲了30分钟急救' }],
    ['2小时，陪护，昨天', { work: work('2026-11-23', 120), note: '陪护' }],
    ['给老人2小时理发', { work: work('2026-11-24', 120), note: '给老人理发' }],
    ['5号 2小时 打扫5号楼', { work: work('2026-11-05', 120), note: '打扫5号楼' }],
    // Still ahead today, so it was yesterday.
    ['14:00-16:30 咨询', { work: work('2026-11-23', 150, 840, 990), note: '咨询' }],
    ['14:00-16:30 今天 咨询', { work: work('2026-11-24', 150, 840, 990), note: '咨询' }],
    [
      '昨晚10点到凌晨1点 巡逻',
      {
        work: {
          spans: [
            { day: '2026-11-23', from: 1320, to: 1440, minutes: 120 },
            { day: '2026-11-24', from: 0, to: 60, minutes: 60 },
          ],
          minutes: 180,
        },
        note: '巡逻',
      },
    ],
    [
      '昨天 9:00-11:00、14:00-16:00 帮厨',
      {
        work: {
          spans: [
            { day: '2026-11-23', from: 540, to: 660, minutes: 120 },
            { day: '2026-11-23', from: 840, to: 960, minutes: 120 },
          ],
          minutes: 240,
        },
        note: '帮厨',
      },
    ],
    ['昨天 两点到四点 咨询', { work: { ...work('2026-11-23', 120, 840, 960), assumed: true }, note: '咨询' }],
    ['等了几分钟 打扫2小时', { work: work('2026-11-24', 120), note: '等了几分钟 打扫' }],
    ['昨天从14:00到16:00打扫', { work: work('2026-11-23', 120, 840, 960), note: '打扫' }],
    ['（昨天）2小时 打扫', { work: work('2026-11-23', 120), note: '打扫' }],
    ['时间：昨天14:00-16:00 事由：打扫', { work: work('2026-11-23', 120, 840, 960), note: '打扫' }],
    ['', {}],
    ['打扫', 'arg.duration.missing'],
    ['昨天下午3点 打扫', 'arg.duration.missing'],
    ['2-3小时 打扫', 'arg.duration.vague'],
    ['两个多小时 打扫', 'arg.duration.vague'],
    ['30小时 打扫', 'arg.duration.range'],
    ['0小时 打扫', 'arg.duration.range'],
    ['14:00-16:30 2小时 打扫', 'arg.duration.differs'],
    ['25:00-26:00 打扫', 'arg.time.invalid'],
    ['16:00-14:00 打扫', 'arg.time.backwards'],
    ['11月31日 2小时 打扫', 'arg.day.invalid'],
    ['11月3日-5日 2小时 打扫', 'arg.day.several'],
  ] as const)('/工时 %s', ([text, wanted], { expect }) => {
    expect(read('工时', text)).toEqual(wanted)
  })
})

describe('numbers, names and choices', () => {
  test.for([
    ['接单', '#12', { order: 12 }],
    ['接单', '第十二单', { order: 12 }],
    ['接单', '12孩子发烧', { order: 12, note: '孩子发烧' }],
    ['完成', '2小时 12 修灯', { order: 12, work: work('2026-11-24', 120), note: '修灯' }],
    ['接单', '12号楼', 'arg.order.missing'],
    ['接单', 'T31', 'arg.order.missing'],
    ['接单', '0', 'arg.order.invalid'],
    ['怎么算', 'T31', { subject: { entry: 31 } }],
    ['通过', '31-33、40', { targets: { all: false, entries: [31, 32, 33, 40], names: [] } }],
    ['通过', '全部', { targets: { all: true, entries: [], names: [] } }],
    ['通过', '35-31', 'arg.entries.range'],
    ['驳回', '33 3次迟到', { target: { entry: 33 }, note: '3次迟到' }],
    ['更正', '31 32 2小时', 'arg.entry.one'],
    [
      '核销',
      '12 好 张三 1.5小时 李四 2小时 辛苦了',
      {
        order: 12,
        grade: '好',
        hours: [
          { name: '张三', minutes: 90 },
          { name: '李四', minutes: 120 },
        ],
        note: '辛苦了',
      },
    ],
    ['核销', '12', 'arg.grade.missing'],
    ['满意', '12 不满意 没修好', { order: 12, rating: 3, note: '没修好' }],
    ['满意', '12 4', 'arg.rating.missing'],
    ['任命', '@Wang Xiaoming 书记', { role: '书记', name: 'Wang Xiaoming' }],
    ['任命', '张三 县长', 'arg.role.missing'],
    ['请假', '11月25日-27日 出差', { days: { from: '2026-11-25', to: '2026-11-27' }, note: '出差' }],
    ['请假', '出差', { note: '出差' }],
    ['绑定', '7k2m9q', { code: '7K2M9Q' }],
    ['绑定', '12', 'arg.code.invalid'],
    ['心愿', '电饭煲¥99.5', { amount: 99.5, note: '电饭煲' }],
    ['心愿', '护腰垫 0元', 'arg.amount.invalid'],
    ['心愿', '护腰垫 -50元', 'arg.amount.invalid'],
    ['心愿', '护腰垫 1000元以上', 'arg.amount.invalid'],
    ['心愿', '护腰垫 100.005元', 'arg.amount.invalid'],
    ['心愿', '护腰垫 99999999999元', 'arg.amount.invalid'],
    ['心愿', '书包两个 每个600元', 'arg.amount.each'],
    ['心愿', '书包两个 600元/个', 'arg.amount.each'],
    ['心愿', '护理床 800元 床垫 500元', 'arg.amount.several'],
    ['心愿', '书包 1e3元', 'arg.amount.missing'],
    ['心愿', '书包，户主：马建国，90元', { amount: 90, note: '书包，户主：马建国' }],
    ['心愿', '书包两个 每个60元 共120元', { amount: 120, note: '书包两个 每个60元' }],
    ['心愿', '书包 1000元以内', { amount: 1000, note: '书包' }],
    ['心愿', '书包 1.2k', { amount: 1200, note: '书包' }],
    ['心愿', '书包 1.5千元', { amount: 1500, note: '书包' }],
    ['心愿', '书包 1万元', { amount: 10000, note: '书包' }],
    ['心愿', '书包 一千零一元', { amount: 1001, note: '书包' }],
    ['心愿', '书包 500-800元', { amount: 800, note: '书包' }],
    ['心愿', '書包 200圓', { amount: 200, note: '書包' }],
    ['心愿', '书包 预算：200', { amount: 200, note: '书包' }],
    ['心愿', '书包 200', { amount: 200, note: '书包' }],
    ['心愿', '书包 九百九十九块九', { amount: 999.9, note: '书包' }],
    ['心愿', '100元一个书包', { amount: 100, note: '一个书包' }],
    ['心愿', '防滑垫两块 120元', { amount: 120, note: '防滑垫两块' }],
    ['心愿', '防滑垫十块', { amount: 10, note: '防滑垫' }],
    ['心愿', '防滑垫 3栋2单元 501', 'arg.amount.missing'],
    ['心愿', '书包 13812345678', 'arg.amount.missing'],
    ['心愿', '元宵两盒', 'arg.amount.missing'],
    ['兑换', '10分 时长', { wish: { does: 'hours', points: 10 } }],
    ['兑换', '2小时', { wish: { does: 'hours', minutes: 120 } }],
    ['兑换', '十分换时长', { wish: { does: 'hours', points: 10 } }],
    ['兑换', '洗衣液2瓶', { wish: { does: 'goods', name: '洗衣液', pieces: 2 } }],
    ['兑换', '七分裤', { wish: { does: 'goods', name: '七分裤' } }],
    [
      '兑换',
      '上架 5升洗衣液 20桶 每桶50分',
      { wish: { does: 'shelve', name: '5升洗衣液', pieces: 20, points: 50 } },
    ],
    ['兑换', '下架 洗衣液', { wish: { does: 'unshelve', name: '洗衣液' } }],
    ['兑换', '核销8842', { wish: { does: 'redeem', code: '8842' } }],
    ['兑换', '8842', { wish: { does: 'redeem', code: '8842' } }],
    ['兑换', '退回 8842', { wish: { does: 'give_back', code: '8842' } }],
    ['兑换', '明细 上月', { wish: { does: 'statement', period: '上月' } }],
    ['兑换', '洗衣液 0瓶', 'arg.pieces.invalid'],
    ['兑换', '核销', 'arg.pick_up.missing'],
    ['兑换', '上架', 'arg.goods.missing'],
    ['集结', '堤坝渗水 20人 特急', { people: 20, urgency: '特急', note: '堤坝渗水' }],
    ['搭档', '不要王五', { wish: { wants: false, name: '王五' } }],
    ['语言', '繁體', { script: '繁' }],
    ['月报', '10月', { period: '2026-10' }],
    ['月报', '去年10月', { period: '2025-10' }],
    ['月报', '去年 10月 东湖社区', { period: '2025-10', name: '东湖社区' }],
    ['月报', '2026.10', { period: '2026-10' }],
    ['月报', '2026/9', { period: '2026-09' }],
    ['月报', '各社區 上月', { period: '上月' }],
    ['值班表', '下個星期', { period: '下周' }],
    ['报到', '7391', { code: '7391' }],
    ['报到', '2026年第一次来', { note: '2026年第一次来' }],
    ['报到', '💪', {}],
    [
      '登记',
      '张三，市财政局',
      { typed: { name: '张三', unit: '市财政局', kind: 'member', words: ['市财政局'] } },
    ],
  ] as const)('/%s %s', ([name, text, wanted], { expect }) => {
    expect(read(name, text)).toEqual(wanted)
  })
})

describe('long commands', () => {
  const when = { day: '2026-11-25', from: 690, to: 750, minutes: 60 }

  test.for([
    ['送餐 | 明天11:30-12:30 | 2人 | 社区食堂', { title: '送餐', when, people: 2, place: '社区食堂' }],
    [
      '送餐 时间：明天11:30-12:30 地点：社区食堂 人数：2',
      { title: '送餐', when, people: 2, place: '社区食堂' },
    ],
    ['送餐 明天11:30-12:30 2人 紧急', { title: '送餐', when, people: 2, urgency: '紧急' }],
    ['送餐\n技能：急救 驾驶\n自带电动车', { title: '送餐', skills: ['急救', '驾驶'], details: '自带电动车' }],
    [
      '值夜 明天22:00-6:00',
      { title: '值夜', when: { day: '2026-11-25', from: 1320, to: 1800, minutes: 480 } },
    ],
    ['7号楼清洁', { title: '7号楼清洁' }],
    ['昨天开始漏水', { title: '昨天开始漏水' }],
    ['24小时药店取药', { title: '24小时药店取药' }],
    ['送餐 明天11:30 1小时', { title: '送餐', when }],
    ['送餐|时间：明天11:30-12:30，后天也行', { title: '送餐', when, details: '明天11:30-12:30，后天也行' }],
    ['送餐|人数：很多', 'arg.people.invalid'],
    ['送餐|时间：有空就行', 'arg.time.unclear'],
    ['送餐|类别：吃饭', 'arg.category.invalid'],
    ['送餐|紧急：随便', 'arg.urgency.invalid'],
    ['时间：明天9:00-10:00', 'arg.title.missing'],
  ] as const)('/派单 %j', ([text, wanted], { expect }) => {
    expect(read('派单', text)).toEqual(typeof wanted === 'string' ? wanted : { form: wanted })
  })

  test.for([
    [
      '11-25 9:00-12:00 张伟、李梅\n14:00-17:00 陈杰',
      [
        { days: ['2026-11-25'], times: [{ from: 540, to: 720 }], names: ['张伟', '李梅'] },
        { days: ['2026-11-25'], times: [{ from: 840, to: 1020 }], names: ['陈杰'] },
      ],
    ],
    ['9:00-12:00 张伟', 'arg.shift.day'],
    ['11-25 张伟', 'arg.shift.time'],
    ['11-25 9:00-12:00', 'arg.shift.names'],
    ['', 'arg.shift.missing'],
  ] as const)('/排班 %j', ([text, wanted], { expect }) => {
    expect(read('排班', text)).toEqual(
      typeof wanted === 'string'
        ? wanted
        : { plan: expect.objectContaining({ lines: wanted.map((line) => expect.objectContaining(line)) }) },
    )
  })
})
