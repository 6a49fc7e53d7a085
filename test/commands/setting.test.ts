import { describe, test } from 'vitest'
import { setting, settingNames } from '../../src/commands/args/setting.ts'
import { policyNumbers } from '../../src/domain/policy.ts'
import { policyBounds } from '../../src/domain/policy-bounds.ts'
import { zhHans } from '../../src/text/zh-hans/index.ts'

const now = Date.parse('2026-11-23T09:00:00+08:00')
const take = (text: string) => {
  const taken = setting.take(text, { now })
  return taken && 'value' in taken ? taken.value : taken?.refused
}

describe('a setting as people type it', () => {
  test.for<[text: string, value: object]>([
    ['年度目标 24小时', { number: 'yearlyTargetMinutes', value: 1440 }],
    ['年度目标 24', { number: 'yearlyTargetMinutes', value: 1440 }],
    ['年度目标24小时', { number: 'yearlyTargetMinutes', value: 1440 }],
    ['年度目標　２４小時', { number: 'yearlyTargetMinutes', value: 1440 }],
    ['年度目标=二十四小时', { number: 'yearlyTargetMinutes', value: 1440 }],
    ['推荐线 35h', { number: 'recommendMinutes', value: 2100 }],
    ['最短值守 45分钟', { number: 'shortestDutyMinutes', value: 45 }],
    ['最短值守 45', { number: 'shortestDutyMinutes', value: 45 }],
    ['最短值守改为1小时', { number: 'shortestDutyMinutes', value: 60 }],
    ['最长值守 8个半小时', { number: 'longestDutyMinutes', value: 510 }],
    ['全天上限 7.5小时', { number: 'fullDayMinutes', value: 450 }],
    ['单日上限 10小时 从 12-01', { number: 'longestDayMinutes', value: 600, from: '2026-12-01' }],
    ['单日上限 10小时 12月1日起', { number: 'longestDayMinutes', value: 600, from: '2026-12-01' }],
    ['单日上限 从明天起 10小时', { number: 'longestDayMinutes', value: 600, from: '2026-11-24' }],
    ['单日上限 10小时 从 2027-01-01 开始', { number: 'longestDayMinutes', value: 600, from: '2027-01-01' }],
    ['单日上限：10小时 从昨天', { number: 'longestDayMinutes', value: 600, from: '2026-11-22' }],
    ['补记天数 15天', { number: 'backdays', value: 15 }],
    ['补记天数 十五', { number: 'backdays', value: 15 }],
    ['撤销分钟 20分钟', { number: 'undoMinutes', value: 20 }],
    ['撤销分钟 20', { number: 'undoMinutes', value: 20 }],
    ['最短在岗 15个工作日', { number: 'tenureDays', value: 15 }],
    ['每日最少 2人', { number: 'dutyMinimum', value: 2 }],
    ['每日目标 三', { number: 'dutyTarget', value: 3 }],
    ['每周提醒上限 2次', { number: 'unaskedAWeek', value: 2 }],
    ['钉钉调用额度 20万次', { number: 'dingtalkCallsAMonth', value: 200_000 }],
    ['钉钉消息额度 50000', { number: 'dingtalkHooksAMonth', value: 50_000 }],
    ['年度目标', { number: 'yearlyTargetMinutes' }],
  ])('%s', ([text, value], { expect }) => expect(take(text)).toEqual(value))

  test.for<[text: string, refused: string]>([
    ['年终奖 24', 'arg.setting.unknown'],
    ['年度目标 很多', 'arg.setting.value'],
    ['年度目标 从 12-01', 'arg.setting.value'],
    ['年度目标 20到24小时', 'arg.setting.value'],
    ['年度目标 -5小时', 'arg.setting.value'],
    ['补记天数 1.5', 'arg.setting.value'],
    ['年度目标 24小时 从 2月30日', 'arg.day.invalid'],
    ['年度目标 24小时 从 12-01 到 12-31', 'arg.day.several'],
  ])('%s is refused: %s', ([text, refused], { expect }) => expect(take(text)).toBe(refused))

  test('every number of the policy has a name that is understood, and bounds around its default', ({
    expect,
  }) => {
    for (const number of policyNumbers) {
      expect([number, zhHans[`policy.${number}`]]).toEqual([number, settingNames[number][0]])
      expect(take(settingNames[number][0] ?? '')).toEqual({ number })
      expect(zhHans['arg.setting.unknown']).toContain(settingNames[number][0])
      expect(policyBounds[number].from).toBeLessThan(policyBounds[number].to)
    }
    const listed = [
      'settings.year',
      'settings.duty',
      'settings.day',
      'settings.late',
      'settings.roster',
      'settings.push',
      'settings.orders',
      'settings.worth',
      'settings.deadlines',
    ].map((code) => zhHans[code])
    for (const number of policyNumbers)
      expect(listed.join()).toMatch(new RegExp(`${settingNames[number][0]} \\{${number}\\b`))
  })
})
