import fc from 'fast-check'
import { describe, test } from 'vitest'
import { find } from '../../src/commands/find.ts'
import { normalise } from '../../src/commands/normalise.ts'
import { commands } from '../../src/commands/registry.ts'
import { suggest } from '../../src/commands/suggest.ts'
import { fold } from '../../src/text/fold.ts'

const look = (text: string) => find(normalise(text, { group: true }), commands)

/** `报到 7391`, `near 报到 收到`, `talk`, `empty`. */
function found(text: string): string {
  const finding = look(text)
  if (finding.is === 'found') return `${finding.command.name} ${finding.rest}`.trim()
  return finding.is === 'near' ? ['near', ...finding.names].join(' ') : finding.is
}

describe('which command a message is', () => {
  test.for([
    ['/接单12', '接单 12'],
    ['/签退巡楼', '签退 巡楼'],
    ['/簽退 陪獨居老人', '签退 陪獨居老人'],
    ['/取消单 12', '取消单 12'],
    ['/绑定社区 东湖', '绑定社区 东湖'],
    ['/确认配对', '确认配对'],
    ['/签到码', '签到码'],
    ['/ 签到', '报到'],
    ['/bd7391', '报到 7391'],
    ['/gs两小时 打扫', '工时 两小时 打扫'],
    ['/帮助接单', '帮助 接单'],
    ['/签到💪', '报到 💪'],
    ['签到💪', '报到 💪'],
    ['签到！', '报到 ！'],
    ['gs 2h 修打印机', '工时 2h 修打印机'],
    ['接单12', '接单 12'],
    ['工时2小时 打扫楼道', '工时 2小时 打扫楼道'],
    ['ME', '我的'],
    ['/收到', '收到'],
    ['?', '帮助'],
    ['/？', '帮助'],
    ['/签退 巡楼 @红搭档', '签退 巡楼'],
    ['/签退 和@张三 一起巡楼', '签退 和@张三 一起巡楼'],
    ['签到@红搭档', '报到'],
    ['接单12@红搭档', '接单 12'],
    ['/任命 @张三 书记', '任命 @张三 书记'],
    ['/指派 12 @张三', '指派 12 @张三'],
    ['/评价 12 好', '核销 12 好'],
    ['登记：刘爷，居民', '登记 刘爷，居民'],
    ['签退，打扫了楼道', '签退 打扫了楼道'],
    ['/签退: 打扫', '签退 打扫'],
    ['通过31、32', '通过 31、32'],
    ['通过31-35', '通过 31-35'],
    ['通过T6', '通过 T6'],
    ['不同意 那天有课', '婉拒 那天有课'],
    ['愿意', '同意'],
  ])('%s is %s', ([text, command], { expect }) => {
    expect(found(text ?? '')).toBe(command)
  })

  test.for([
    '我的天',
    '签退忘了怎么办',
    '收到',
    'ack',
    '完成12个了',
    '接单十二',
    '签到？',
    '/usr/bin/x',
    '1/2',
    '//x',
    '/12',
    '、',
    '、好的',
    '/签到/签退都在群里',
    '请大家记得发 /报到',
    '@红搭档 记得发 /报到',
    'https://example.com/报到',
    '？？？',
    'me@example.com',
  ])('%s is talk', (text, { expect }) => {
    expect(found(text)).toBe('talk')
  })

  test.for([
    ['/签倒', '报到'],
    ['/签腿', '签退'],
    ['/签倒巡楼', '报到'],
    ['、签倒', '报到'],
    ['签倒', '报到'],
    ['/公时2小时', '工时'],
    ['/搭挡', '搭档'],
    ['/chekin', '报到'],
    ['/hlep', '帮助'],
    ['/helpx', '帮助'],
    ['/值班', '值班表'],
    ['/确认配队', '确认配对'],
    ['/签到马', '签到码'],
    ['/我的数局', '我的数据'],
  ])('%s is not executed, and %s is offered first', ([text, name], { expect }) => {
    const finding = look(text ?? '')
    expect(finding.is === 'near' && finding.names[0]).toBe(name)
  })

  test('an unknown command is named as such, without a guess', ({ expect }) => {
    expect(look('/xyz 12')).toEqual({ is: 'near', typed: 'xyz', names: [], rest: '12' })
    expect(look('@红搭档')).toEqual({ is: 'empty' })
    expect(look('  \u200b ')).toEqual({ is: 'empty' })
  })

  test('at most three names are offered, always in the same order', ({ expect }) => {
    expect(suggest('签单', commands)).toEqual(suggest('签单', [...commands].reverse()))
    expect(suggest('签单', commands).length).toBeLessThanOrEqual(3)
  })
})

describe('what no text can do', () => {
  const names = commands.flatMap(({ name, aliases }) => [name, ...aliases]).map(fold)
  const mixed = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('@', '＠', '/', '、', ' ', '\u2005', '\n', '的', '签', '到', '12', '？'),
    ),
  )

  test('throw, or be executed without the name of a command in it', ({ expect }) => {
    fc.assert(
      fc.property(mixed, (pieces) => {
        const text = pieces.join('')
        const finding = look(text)
        if (finding.is === 'found') expect(names.some((name) => fold(text).includes(name))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('be executed with one character of the name wrong', ({ expect }) => {
    const chinese = commands.map(({ name }) => name)
    fc.assert(
      fc.property(fc.constantFrom(...chinese), fc.nat(4), fc.constantFrom(...'龘鱻麤'), (name, at, wrong) => {
        const place = at % name.length
        const slip = name.slice(0, place) + wrong + name.slice(place + 1)
        // What is left before the slip may be a shorter command with an argument glued on (rule 8.3).
        if (names.some((known) => slip.startsWith(known))) return
        expect([slip, look(`/${slip}`).is]).toEqual([slip, 'near'])
      }),
    )
  })
})
