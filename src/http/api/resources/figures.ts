import { scopeOfReach } from '../../../domain/api/reach.ts'
import { isClosed } from '../../../domain/calendar/booking.ts'
import { checkLine, type LedgerSum } from '../../../domain/figures/check-line.ts'
import { type MonthRow, monthByQuery, monthTotalQuery } from '../../../store/console/month.ts'
import { defineSheet } from '../define.ts'
import { list, object, text, whole, yesOrNo } from '../shape.ts'

const sums = {
  people: whole('有工时的人数，每人只算一次'),
  minutes: whole('分钟'),
  points: whole('积分'),
  entries: whole('台账行数'),
}
const part = object({
  id: whole('编号'),
  name: text('名称'),
  times: whole('次数'),
  by_hand: whole('其中手工登记和补报的分钟'),
  ...sums,
})

/** The month's figures: the same kept totals, and the same check, as the console's report (R070). */
export const figures = defineSheet({
  name: 'figures',
  summary: '月度数据',
  about: '某月的合计，按单位和按社区，与控制台的月报一致。闭账后（次月5日24点）不再变化。',
  byMonth: true,
  facts: ({ reach, month }) => {
    const scope = scopeOfReach(reach)
    return {
      byUnit: monthByQuery(scope, 'unit', month),
      byCommunity: monthByQuery(scope, 'community', month),
      whole: monthTotalQuery(scope, month),
    }
  },
  shape: object({
    month: text('月份'),
    closed: yesOrNo('是否已闭账'),
    total: object(sums, '合计'),
    agrees: yesOrNo('按单位、按社区的合计是否都等于总计（校验行）'),
    by_unit: list(part, '按单位'),
    by_community: list(part, '按社区'),
  }),
  answer: ({ byUnit, byCommunity, whole: [all] }, { month, now }) => ({
    month,
    closed: isClosed(month, now),
    total: {
      people: all?.people ?? 0,
      minutes: all?.minutes ?? 0,
      points: all?.points ?? 0,
      entries: all?.entries ?? 0,
    },
    agrees: checkLine([summed('unit', byUnit), summed('community', byCommunity), ...(all ? [all] : [])])
      .agrees,
    by_unit: byUnit.map(partOf),
    by_community: byCommunity.map(partOf),
  }),
})

const partOf = ({ byHand, ...row }: MonthRow) => ({ ...row, by_hand: byHand })

const summed = (scope: LedgerSum['scope'], rows: readonly MonthRow[]): LedgerSum => {
  const sum = (of: 'minutes' | 'points' | 'entries') => rows.reduce((all, row) => all + row[of], 0)
  return { scope, minutes: sum('minutes'), points: sum('points'), entries: sum('entries') }
}
