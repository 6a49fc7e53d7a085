import { describe, test } from 'vitest'
import { parseArgs } from '../../src/commands/args/args.ts'
import { leave } from '../../src/commands/roster/leave.ts'
import { swap } from '../../src/commands/roster/swap.ts'

/** A Tuesday. */
const NOW = Date.parse('2026-11-24T12:20:00+08:00')
const read = (command: { args: typeof leave.args }, text: string) =>
  JSON.parse(JSON.stringify(parseArgs(command.args, text, { now: NOW })))

describe('the days of a leave as people write them', () => {
  test.for<[text: string, from: string, to: string, note?: string, part?: string]>([
    ['11-25 出差', '2026-11-25', '2026-11-25', '出差'],
    ['11-25', '2026-11-25', '2026-11-25'],
    ['11-25到11-27 回老家', '2026-11-25', '2026-11-27', '回老家'],
    ['11-25 到 11-27', '2026-11-25', '2026-11-27'],
    ['11月25日-27日 培训', '2026-11-25', '2026-11-27', '培训'],
    ['11月25日至11月27日，培训', '2026-11-25', '2026-11-27', '培训'],
    ['下周三 看牙', '2026-12-02', '2026-12-02', '看牙'],
    ['周五', '2026-11-27', '2026-11-27'],
    ['明天', '2026-11-25', '2026-11-25'],
    ['明天起3天 出差', '2026-11-25', '2026-11-27', '出差'],
    ['明天开始三天', '2026-11-25', '2026-11-27'],
    ['11-25 2天 出差', '2026-11-25', '2026-11-26', '出差'],
    ['11-25上午 看牙', '2026-11-25', '2026-11-25', '看牙', '上午'],
    ['11-25 下午 开会', '2026-11-25', '2026-11-25', '开会', '下午'],
    ['明天下午到后天上午 开会', '2026-11-25', '2026-11-26', '开会', '下午'],
    ['11-25半天', '2026-11-25', '2026-11-25', '', '半天'],
    ['11-25全天', '2026-11-25', '2026-11-25'],
    ['下周 出差', '2026-11-30', '2026-12-06', '出差'],
    ['本周 出差', '2026-11-24', '2026-11-29', '出差'],
    ['12-30到1-3 探亲', '2026-12-30', '2027-01-03', '探亲'],
    ['月底 回老家', '2026-11-30', '2026-11-30', '回老家'],
    ['出差 11-25', '2026-11-25', '2026-11-25', '出差'],
  ])('%s', ([text, from, to, note, part], { expect }) => {
    expect(read(leave, text)).toEqual({ days: { from, to, ...(part && { part }) }, ...(note && { note }) })
  })

  test.for<[text: string, expected: object]>([
    ['取消', { back: true }],
    ['取消 11-25', { back: true, days: { from: '2026-11-25', to: '2026-11-25' } }],
    ['取消11-25到11-26', { back: true, days: { from: '2026-11-25', to: '2026-11-26' } }],
    ['11-25 取消', { back: true, days: { from: '2026-11-25', to: '2026-11-25' } }],
    ['11-25 取消出差改体检', { days: { from: '2026-11-25', to: '2026-11-25' }, note: '取消出差改体检' }],
    ['', {}],
    ['11-31 出差', { refused: 'arg.day.invalid', params: { text: '11-31' } }],
    ['11-27到11-25', { refused: 'arg.day.backwards', params: { text: '11-27到11-25' } }],
  ])('%s is %j', ([text, expected], { expect }) => {
    expect(read(leave, text)).toEqual(expected)
  })
})

describe('a swap as people write it', () => {
  test.for<[text: string, swap: object]>([
    ['11-25 @李梅', { day: '2026-11-25', names: ['李梅'] }],
    ['11-25 李梅', { day: '2026-11-25', names: ['李梅'] }],
    ['@李梅 11-25', { day: '2026-11-25', names: ['李梅'] }],
    ['11-25 给 @李梅', { day: '2026-11-25', names: ['李梅'] }],
    ['11-25 换给李梅', { day: '2026-11-25', names: ['李梅'] }],
    ['11-25 张三给李梅', { day: '2026-11-25', names: ['张三', '李梅'] }],
    ['下周三上午 @李梅', { day: '2026-12-02', part: { from: 0, to: 720 }, names: ['李梅'] }],
    ['11-25 下午的班 给@李梅', { day: '2026-11-25', part: { from: 720, to: 1080 }, names: ['李梅'] }],
    ['11-25 晚班 李梅', { day: '2026-11-25', part: { from: 1020, to: 1440 }, names: ['李梅'] }],
    ['11-25 和@李梅', { day: '2026-11-25', names: ['李梅'] }],
    ['11-25 @Li Wei', { day: '2026-11-25', names: ['Li Wei'] }],
    ['下周三 9:00 @李梅', { day: '2026-12-02', start: 540, names: ['李梅'] }],
    ['11-25 14:00-17:00 李梅', { day: '2026-11-25', start: 840, names: ['李梅'] }],
    ['11-25 张三 李梅', { day: '2026-11-25', names: ['张三', '李梅'] }],
    ['11-25 张三 @李梅', { day: '2026-11-25', names: ['张三', '李梅'] }],
    ['11-25 @P12', { day: '2026-11-25', names: ['P12'] }],
    ['同意', { answer: '同意' }],
    ['同意 S12', { answer: '同意', shift: 12 }],
    ['同意s12', { answer: '同意', shift: 12 }],
    ['同意 12号', { answer: '同意', shift: 12 }],
    ['不同意 S12 那天出差', { answer: '不同意', shift: 12, reason: '那天出差' }],
    ['不同意 那天出差', { answer: '不同意', reason: '那天出差' }],
    ['婉拒', { answer: '不同意' }],
    ['批准 S12', { answer: '批准', shift: 12 }],
    ['退回 S12 人手不够', { answer: '退回', shift: 12, reason: '人手不够' }],
    ['撤回', { answer: '撤回' }],
    ['取消 S3', { answer: '撤回', shift: 3 }],
  ])('%s', ([text, expected], { expect }) => {
    expect(read(swap, text)).toEqual({ swap: expected })
  })

  test.for<[text: string, code: string]>([
    ['李梅', 'arg.day.missing'],
    ['11-25', 'arg.who.missing'],
    ['11-25到11-26 李梅', 'arg.swap.one_day'],
    ['11-25 张三 李梅 王五', 'arg.swap.names'],
    ['11-25 25:00 李梅', 'arg.time.invalid'],
  ])('%s is refused with %s', ([text, code], { expect }) => {
    expect(read(swap, text)).toMatchObject({ refused: code })
  })
})
