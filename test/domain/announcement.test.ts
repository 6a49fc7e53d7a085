import { describe, test } from 'vitest'
import { notice } from '../../src/commands/args/announcement.ts'
import { type AnnouncedPlace, announcedAs, targetsOf } from '../../src/domain/announcement.ts'
import { disturbed } from '../../src/domain/figures/burden.ts'
import { isRefusal } from '../../src/domain/refusal.ts'

const take = (text: string) => {
  const taken = notice.take(text, { now: 0 })
  return taken && 'value' in taken ? taken.value : taken
}

describe('an announcement as it is typed', () => {
  test.for<[text: string, value: object | undefined]>([
    ['', undefined],
    ['发送', { do: 'send', again: false }],
    ['發送 4821', { do: 'send', again: false, number: 4821 }],
    ['发送４８２１', { do: 'send', again: false, number: 4821 }],
    ['再发 4821', { do: 'send', again: true, number: 4821 }],
    ['取消', { do: 'drop' }],
    ['发送通知，时间改了。', { do: 'write', text: '发送通知，时间改了。' }],
    ['取消明天的会。', { do: 'write', text: '取消明天的会。' }],
    ['今晚停水！', { do: 'write', text: '今晚停水！' }],
    ['：今晚停水！', { do: 'write', text: '今晚停水！' }],
    ['发送吧', { do: 'send', again: false }],
    ['好的。', { do: 'send', again: false }],
    ['算了', { do: 'drop' }],
  ])('%s', ([text, value], { expect }) => expect(take(text)).toEqual(value))

  test.for<[text: string, head: object]>([
    ['全部 今晚停水', { all: true, names: ['全部'], text: '今晚停水' }],
    ['所有社區：今晚停水', { all: true, names: ['所有社区'], text: '今晚停水' }],
    [
      '東湖社區、西湖社区\n第一行\n第二行',
      { all: false, names: ['东湖社区', '西湖社区'], text: '第一行\n第二行' },
    ],
    [
      '东湖社区，西湖社区, 北山村 停水',
      { all: false, names: ['东湖社区', '西湖社区', '北山村'], text: '停水' },
    ],
    ['东湖社区 西湖社区 停水', { all: false, names: ['东湖社区', '西湖社区'], text: '停水' }],
    ['东湖社区 网格员 开会', { all: false, names: ['东湖社区'], text: '网格员 开会' }],
    ['全部', { all: true, names: ['全部'], text: '' }],
    ['今晚八点 停水', { all: false, names: ['今晚八点'], text: '停水' }],
  ])('%s may begin with communities', ([text, head], { expect }) =>
    expect(take(text)).toEqual({ do: 'write', text, head }),
  )
})

const place = (key: string, over: Partial<AnnouncedPlace> = {}): AnnouncedPlace => ({
  id: key.length,
  name: key,
  key,
  here: false,
  secretary: false,
  officer: false,
  administrator: false,
  atWar: false,
  groups: [],
  ...over,
})
const [east, west] = [place('东湖社区', { secretary: true }), place('西湖社区')]

describe('where an announcement goes', () => {
  type Case = [what: string, typed: string, places: AnnouncedPlace[], inGroup: boolean, meant: string]
  test.for<Case>([
    ['the one community of a secretary', '停水', [east], false, '东湖社区: 停水'],
    ['a secretary names their own', '东湖社区 停水', [east, west], false, '东湖社区: 停水'],
    ['a secretary names another', '西湖社区 停水', [east, west], false, 'announce.elsewhere'],
    ['one name of two is unknown', '东湖社区、北山社区 停水', [east], false, 'announce.unknown'],
    ['only a name', '东湖社区', [east], false, 'announce.no_text'],
    ['only all', '全部', [east], false, 'announce.no_text'],
    ['one word that is no name', '停水', [east], false, '东湖社区: 停水'],
    ['words that are no names are text', '今晚八点 停水', [east], false, '东湖社区: 今晚八点 停水'],
    ['the group’s community', '停水', [{ ...east, here: true }, west], true, '东湖社区: 停水'],
    ['somebody else’s group', '停水', [east, { ...west, here: true }], true, 'announce.elsewhere'],
    ['a group of nobody', '停水', [east], true, 'group.unbound'],
    ['two communities of a secretary', '停水', [east, { ...west, secretary: true }], false, 'announce.which'],
    ['both of them', '全部 停水', [east, { ...west, secretary: true }], false, '东湖社区、西湖社区: 停水'],
    [
      'the street of an officer',
      '停水',
      [
        { ...east, officer: true },
        { ...west, officer: true },
      ],
      false,
      '东湖社区、西湖社区: 停水',
    ],
    ['an administrator says where', '停水', [{ ...west, administrator: true }], false, 'announce.which_all'],
  ])('%s', ([, typed, places, inGroup, meant], { expect }) => {
    const found = targetsOf(take(typed) as never, places, inGroup)
    const said = isRefusal(found)
      ? found.refused
      : `${found.places.map(({ name }) => name).join('、')}: ${found.text}`
    expect(said).toBe(meant)
  })

  test('and which role stands on it: the one nearest to all of them', ({ expect }) => {
    const all = { administrator: true }
    expect(announcedAs([{ ...east, ...all }])).toBe('secretary')
    expect(announcedAs([east, { ...west, officer: true, ...all }])).toBe('street_officer')
    expect(announcedAs([east, { ...west, ...all }])).toBe('administrator')
  })
})

test.for<[toPeople: number, toGroups: number, hundredths: number]>([
  [0, 0, 0],
  [21, 0, 210],
  [0, 3, 150],
  [14, 3, 290],
  [1, 0, 10],
])(
  '%d pushes to ten people and %d to two groups: %d hundredths a head',
  ([toPeople, toGroups, each], { expect }) =>
    expect(disturbed({ announcements: 0, toPeople, toGroups, people: 10, groups: 2 })).toBe(each),
)
