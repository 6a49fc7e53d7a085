import { pairsOfApiQuery } from '../../../store/api/pairs.ts'
import { defineResource } from '../define.ts'
import { object, oneOf, whole } from '../shape.ts'

export const pairs = defineResource({
  name: 'pairs',
  summary: '结对数量（按月）',
  about:
    '现有的 1+1 搭档和结对服务的数量，以及某月的走访；只有数量，没有姓名和户码。按单位的令牌得到该单位一行。',
  byMonth: true,
  read: ({ reach, month, after, limit }) => pairsOfApiQuery(reach, month, after, limit),
  key: ({ id }) => [id],
  shape: object({
    scope: oneOf('这一行属于社区还是单位', ['unit', 'community']),
    id: whole('社区或单位的编号'),
    partners: whole('现有的 1+1红色搭档'),
    support_pairs: whole('现有的 1+1结对服务'),
    visits: whole('该月走访次数'),
    households: whole('该月走访到的户数'),
  }),
  item: (row) => row,
})
