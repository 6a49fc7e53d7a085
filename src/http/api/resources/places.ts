import { communitiesOfApiQuery, unitsOfApiQuery } from '../../../store/api/places.ts'
import { defineResource } from '../define.ts'
import { object, orNull, text, whole } from '../shape.ts'

export const communities = defineResource({
  name: 'communities',
  summary: '社区',
  about: '令牌范围内的社区；按单位的令牌得到该单位人员所在或服务过的社区。',
  read: ({ reach, after, limit }) => communitiesOfApiQuery(reach, after, limit),
  key: ({ id }) => [id],
  shape: object({
    id: whole('社区编号，不会改变'),
    name: text('名称'),
    street: orNull(text('所属街道')),
    district: orNull(text('所属区')),
  }),
  item: (row) => row,
})

export const units = defineResource({
  name: 'units',
  summary: '单位',
  about: '令牌范围内的单位；按社区的令牌得到在该社区有人员或工时的单位。',
  read: ({ reach, after, limit }) => unitsOfApiQuery(reach, after, limit),
  key: ({ id }) => [id],
  shape: object({
    id: whole('单位编号，不会改变'),
    name: text('名称'),
    community_id: orNull(whole('代表某社区自己的志愿者和居民时，该社区的编号')),
  }),
  item: (row) => row,
})
