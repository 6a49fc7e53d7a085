import { peopleOfApiQuery } from '../../../store/api/people.ts'
import { defineResource } from '../define.ts'
import { instant, object, oneOf, orNull, text, whole, writtenOrNull } from '../shape.ts'

export const people = defineResource({
  name: 'people',
  summary: '人员',
  about: '已登记的人员。没有电话，没有平台账号。',
  read: ({ reach, after, limit }) => peopleOfApiQuery(reach, after, limit),
  key: ({ id }) => [id],
  shape: object({
    id: whole('人员编号，不会改变'),
    name: text('姓名'),
    kind: oneOf('下沉党员、志愿者、居民', ['member', 'volunteer', 'resident']),
    state: oneOf('待核实、已核实', ['pending', 'verified']),
    unit_id: whole('派出单位'),
    community_id: whole('报到社区'),
    grid_id: orNull(whole('网格')),
    registered_at: orNull(instant('登记时间')),
  }),
  item: (row) => ({ ...row, registered_at: writtenOrNull(row.registered_at) }),
})
