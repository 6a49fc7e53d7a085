import { categories } from '../../../domain/order/category.ts'
import { defaultRules } from '../../../domain/order/rules.ts'
import { allStates } from '../../../domain/order/state.ts'
import { ordersOfApiQuery } from '../../../store/api/orders.ts'
import { defineResource } from '../define.ts'
import { instant, object, oneOf, orNull, whole, written, writtenOrNull } from '../shape.ts'

export const orders = defineResource({
  name: 'orders',
  summary: '订单',
  about: '已发布的订单和微心愿，不含任何人输入的文字、姓名和联系方式。按单位的令牌得到该单位人员接过的订单。',
  read: ({ reach, after, limit }) => ordersOfApiQuery(reach, after, limit),
  key: ({ id }) => [id],
  shape: object({
    id: whole('订单号，就是聊天里的 #12'),
    community_id: whole('社区'),
    grid_id: orNull(whole('网格')),
    origin: oneOf('点单、创单、派单、微心愿', ['request', 'proposal', 'push', 'wish']),
    category: oneOf('类别', categories),
    urgency: oneOf('一般、较急、紧急、特急', Object.keys(defaultRules.deadlines)),
    state: oneOf('状态', allStates),
    places: orNull(whole('要几个人；null 为不限')),
    taken: whole('已接的人数'),
    published_at: instant('发布'),
    starts_at: orNull(instant('服务开始')),
    ends_at: orNull(instant('服务结束或截止')),
    done_at: orNull(instant('完成')),
    closed_at: orNull(instant('核销或取消')),
    grade: orNull(oneOf('评价：很好、好、一般', ['excellent', 'good', 'fair'])),
  }),
  item: (row) => ({
    ...row,
    published_at: written(row.published_at),
    starts_at: writtenOrNull(row.starts_at),
    ends_at: writtenOrNull(row.ends_at),
    done_at: writtenOrNull(row.done_at),
    closed_at: writtenOrNull(row.closed_at),
  }),
})
