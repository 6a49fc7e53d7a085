import { hoursOfApiQuery } from '../../../store/api/hours.ts'
import { defineResource } from '../define.ts'
import { object, whole } from '../shape.ts'

export const hours = defineResource({
  name: 'hours',
  summary: '工时（按月）',
  about:
    '某月核定的工时，按人员、单位、社区各一行；更正已计入，因此可能为负。各行相加等于 figures 的合计。按社区的令牌也会得到来自别处的人员，只有编号。',
  byMonth: true,
  read: ({ reach, month, after, limit }) => hoursOfApiQuery(reach, month, after, limit),
  key: ({ unit_id, person_id, community_id }) => [unit_id, person_id, community_id],
  shape: object({
    unit_id: whole('工时记在哪个单位'),
    person_id: whole('人员编号'),
    community_id: whole('工时记在哪个社区'),
    minutes: whole('分钟'),
    by_hand: whole('其中手工登记和补报的分钟'),
    points: whole('积分'),
    times: whole('次数'),
    entries: whole('台账行数'),
  }),
  item: (row) => row,
})
