import { describe, test } from 'vitest'
import { normalise } from '../../src/commands/normalise.ts'

describe('the text after the mention', () => {
  test.for([
    ['@红搭档 /签到', '/签到'],
    ['＠红搭档　／簽到', '／簽到'],
    ['@红搭档\u2005/签到', '/签到'],
    ['@红搭档\u00a0签到', '签到'],
    ['@红搭档\u200b /签到', '/签到'],
    ['@效率助手/报到', '/报到'],
    ['@红搭档 东湖站 /到岗', '/到岗'],
    ['@Claude Code /list', '/list'],
    ['@张三 @机器人 /list', '/list'],
    ['@红搭档 请大家记得发 /报到', '请大家记得发 /报到'],
    ['@红搭档', ''],
    [' /指派 12 @张三', '/指派 12 @张三'],
    ['@红搭档 https://example.com/报到', 'https://example.com/报到'],
    ['@红搭档 派单 楼道\n时间：明天', '派单 楼道\n时间：明天'],
  ])('%j is %j', ([raw, text], { expect }) => {
    expect(normalise(raw ?? '', { group: true }).text).toBe(text)
  })

  test('a known name is dropped whole, in front and at the end', ({ expect }) => {
    const options = { group: true, botNames: ['红搭档 · 东湖'] }
    expect(normalise('@红搭档 · 东湖 签到', options).text).toBe('签到')
    expect(normalise('＠紅搭檔 · 東湖', options).text).toBe('')
    expect(normalise('/签退 巡楼 @红搭档 · 东湖', options)).toEqual({
      text: '/签退 巡楼',
      mentionMayFollow: false,
    })
  })

  test('a mention at the end may be the bot’s only if none stood in front and no platform took it away', ({
    expect,
  }) => {
    expect(normalise('/签退 巡楼 @红搭档', { group: true }).mentionMayFollow).toBe(true)
    expect(normalise('@红搭档 /指派 12 @张三', { group: true }).mentionMayFollow).toBe(false)
    expect(normalise(' /指派 12 @张三', { group: true }).mentionMayFollow).toBe(false)
    expect(normalise('/签退 感谢 @张三', { group: false })).toEqual({
      text: '/签退 感谢 @张三',
      mentionMayFollow: false,
    })
  })
})
