import { rosterOfApiQuery } from '../../../store/api/roster.ts'
import { defineResource } from '../define.ts'
import { day, instant, object, whole, written } from '../shape.ts'

export const roster = defineResource({
  name: 'roster',
  summary: '值班表（按月）',
  about: '某月计划的班次，按开始时间排列；取消、请假、换出的班次不在内。',
  byMonth: true,
  read: ({ reach, month, after, limit }) => rosterOfApiQuery(reach, month, after, limit),
  key: ({ starts_at, id }) => [starts_at, id],
  shape: object({
    id: whole('班次编号'),
    person_id: whole('人员编号'),
    unit_id: whole('排班时的单位'),
    community_id: whole('社区'),
    day: day('哪一天（上海时间）'),
    starts_at: instant('开始'),
    ends_at: instant('结束'),
  }),
  item: (row) => ({ ...row, starts_at: written(row.starts_at), ends_at: written(row.ends_at) }),
})
