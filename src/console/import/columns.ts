import { type Line, line } from '../../domain/say.ts'
import { fold } from '../../text/fold.ts'
import type { RawRow, RawSheet } from './read-file.ts'

/** What a column may hold. */
export type Field =
  | 'name'
  | 'unit'
  | 'community'
  | 'grid'
  | 'street'
  | 'district'
  | 'leaves'
  | 'day'
  | 'span'
  | 'from'
  | 'to'
  | 'hours'
  | 'minutes'
  | 'off'
  | 'holiday'

/** How people head a column, folded and without spaces, brackets and stars. The first is what we write ourselves. */
const HEADS: { [field in Field]: RegExp } = {
  name: /^(?:(?:党员|人员|值班|值守|志愿者|同志|服务)?(?:姓名|名字|人员|名单)|值班人|服务人|党员|志愿者|name)$/,
  unit: /^(?:派出|所在|工作|所属)?单位(?:名称|全称)?$|^部门$|^unit$/,
  community: /^(?:报到|所在|联系|服务|驻点|下沉|居住)?(?:社区|村|村社区|社区村|村居)(?:名称)?$|^community$/,
  grid: /^(?:所在|编入|所属|服务)?网格(?:名称|号|编号)?$|^grid$/,
  street: /^(?:所在|所属)?(?:街道|镇街|街镇|乡镇|街)(?:名称)?$/,
  district: /^(?:所在|所属)?(?:区|区县|城区|县区|区域)(?:名称)?$/,
  leaves: /^(?:变动|变化|操作|去留|在册|状态)$/,
  day: /^(?:服务|值守|值班|活动|登记|放假)?(?:日期|日子|年月日)$|^date$/,
  span: /^(?:服务|值守|值班|起止|活动)?(?:时间|时段|班次|时间段|起止)$/,
  from: /^(?:服务|值守|值班|活动)?(?:开始|起始|到岗|签到|上岗)(?:时间|时刻)?$/,
  to: /^(?:服务|值守|值班|活动)?(?:结束|截止|离岗|签退|下岗)(?:时间|时刻)?$/,
  hours: /^(?:服务|值守|值班)?(?:时长|工时|小时|小时数|时数|学时)(?:小时|h)?$|^hours$/,
  minutes: /^(?:服务|值守|值班)?(?:时长|工时)?(?:分钟|分钟数)$/,
  off: /^(?:安排|类型|放假上班|是否放假|放假或上班|性质)$/,
  holiday: /^(?:节日|节假日|假日|假期|名称|节日名称|假期名称)$/,
}

/** How a column's head is compared. */
const headOf = (cell: string): string => fold(cell).replace(/[\s*＊()（）[\]【】:：/、_-]/g, '')

/** The rows of the one sheet that is meant, by field. */
export interface Table {
  rows: { line: number; formula?: true; text: (field: Field) => string }[]
  has: (field: Field) => boolean
  from1904: boolean
  /** What was not read: columns of other names, other sheets. */
  said: Line[]
}

/**
 * Finds the sheet and its head: the first row within ten that has every column that is needed, in any order. Gives
 * import.no_head (with what was found), import.two_columns, import.two_sheets, import.no_rows.
 */
export function tableOf(
  sheets: readonly RawSheet[],
  fields: readonly Field[],
  needed: readonly (readonly Field[])[],
): Table | Line {
  const found = sheets.map((sheet) => ({ sheet, ...headIn(sheet.rows, fields, needed) }))
  const fits = found.filter(({ at }) => at >= 0)
  const [one, other] = fits
  if (!one) {
    const [first] = sheets
    const best = first?.rows.slice(0, 10).sort((a, b) => wide(b) - wide(a))[0]
    const seen = best?.cells.filter((cell) => cell !== '').slice(0, 12) ?? []
    return line('import.no_head', {
      found: seen.map(short),
      need: needed.map((some) => `import_column.${some[0]}`),
    })
  }
  if (other) return line('import.two_sheets', { sheets: fits.map(({ sheet }) => sheet.name) })
  const { sheet, at, columns } = one
  const twice = fields.filter((field) => columns.filter((column) => column === field).length > 1)
  if (twice.length > 0)
    return line('import.two_columns', { columns: twice.map((field) => `import_column.${field}`) })
  const rows = sheet.rows.slice(at + 1)
  if (rows.length === 0) return line('import.no_rows')

  const where = new Map(columns.flatMap((field, i) => (field ? [[field, i] as const] : [])))
  const unread = (sheet.rows[at]?.cells ?? []).filter((cell, i) => cell !== '' && !columns[i])
  const others = sheets.filter((other_) => other_ !== sheet).map(({ name }) => name)
  return {
    rows: rows.map(({ line: number, cells, formula }) => ({
      line: number,
      ...(formula && { formula }),
      text: (field) => cells[where.get(field) ?? -1] ?? '',
    })),
    has: (field) => where.has(field),
    from1904: sheet.from1904,
    said: [
      ...(unread.length > 0 ? [line('import.unread_columns', { columns: unread.map(short) })] : []),
      ...(others.length > 0 ? [line('import.unread_sheets', { sheets: others.map(short) })] : []),
    ],
  }
}

const wide = ({ cells }: RawRow): number => cells.filter((cell) => cell !== '').length
const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text)

/** The row that heads the table, or -1, and which field each column of it is. */
function headIn(
  rows: readonly RawRow[],
  fields: readonly Field[],
  needed: readonly (readonly Field[])[],
): { at: number; columns: (Field | undefined)[] } {
  for (const [at, { cells }] of rows.slice(0, 10).entries()) {
    const columns = cells.map((cell) => fields.find((field) => HEADS[field].test(headOf(cell))))
    if (needed.every((some) => some.some((field) => columns.includes(field)))) return { at, columns }
  }
  return { at: -1, columns: [] }
}
