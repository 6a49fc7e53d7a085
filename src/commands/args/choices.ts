import type { ArgType } from './arg.ts'
import { choice } from './choice.ts'

/** The one grade of an order (rule 8.6). */
export const grade = choice({
  很好: ['非常好', '优秀', '特别好'],
  好: ['良好', '不错', '较好'],
  一般: ['一般般', '还行'],
})

export const urgency = choice({
  一般: ['不急', '普通'],
  较急: ['比较急', '有点急'],
  紧急: ['急', '很急', '加急'],
  特急: ['特别急', '十万火急'],
})

/** Categories with a difficulty of their own. */
export const category = choice({
  清洁: ['清扫', '保洁', '卫生'],
  巡逻: ['巡查', '巡防'],
  学习: [],
  宣传: [],
  助老: ['养老', '敬老'],
  助残: [],
  助餐: ['送餐'],
  法律: ['普法'],
  医疗: ['义诊'],
  教育: ['辅导'],
  维修: ['修理'],
  专业: [],
  矛盾调解: ['调解'],
  楼栋长: [],
  应急: [],
  其他: ['其它'],
})

export const appointedRole = choice({
  书记: ['社区书记'],
  网格长: ['网格员'],
  街道: ['街道干部'],
  联络员: ['队长', '单位联络员'],
  管理员: ['工委'],
})

/** Whether a name was typed as a bare title: `管理员 网格长` may mean either way round, `@管理员 网格长` may not. */
export const isBareTitle = (name: string, typed: string): boolean => {
  const taken = /[@＠]/.test(typed) ? undefined : appointedRole.take(name, { now: 0 })
  return taken !== undefined && 'value' in taken && taken.rest.trim() === ''
}

export const script = choice({
  简: ['简体', '简体中文', '简体字', '简中'],
  繁: ['繁体', '繁体中文', '繁体字', '繁中', '正体'],
})

export const reminders = choice({
  开: ['打开', '开启', '开着', 'on'],
  关: ['关闭', '关掉', '不要', 'off'],
  晚上: ['晚', '只晚上', '晚间'],
})

export const onOff = choice({
  开: ['打开', '开启', '启用', 'on'],
  关: ['关闭', '关掉', '停用', 'off'],
})

/** The standing lists of a unit (R099). */
export const standbyTeam = choice({
  strike: ['突击队', '应急突击队', '突击'],
  work: ['工作队'],
  grid: ['党员网格员', '网格员', '网格队'],
})

export const mode = choice({ 战时: ['战', '战时状态', '应急'], 平时: ['平', '平时状态', '常态'] })

export const board = choice({ 单位: ['按单位', '各单位'], 社区: ['按社区', '各社区'] })

const rated = choice({ 1: ['满意', '很满意'], 2: ['一般', '基本满意'], 3: ['不满意', '很不满意'] })

/** The requester's own voice: 1, 2 or 3, in digits or words (rule 8.6). */
export const satisfaction: ArgType<1 | 2 | 3> = {
  take(text, context) {
    const found = rated.take(text, context)
    return found && 'value' in found ? { value: Number(found.value) as 1 | 2 | 3, rest: found.rest } : found
  },
}
