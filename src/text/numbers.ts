/** A number in folded text, without groups: `12`, `1.5`, `十二`, `一百二十`, `俩`. For use inside larger patterns.
 * Bounded, so that a long row of digits costs no more than its length. */
export const NUMBER = '(?:\\d{1,9}(?:\\.\\d{1,4})?|[零〇一二两三四五六七八九十百千万廿卅俩仨]{1,12})'

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/**
 * The number that a folded text is, all of it: `12`, `1.5`, `十二`, `二百五`, `三万六`, `二零二六`. `undefined` for
 * what is no single number, `三四` (three or four) among it.
 */
export function readNumber(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text)
  if (text === '') return undefined
  const point = text.indexOf('点')
  if (point > 0) {
    const whole = readNumber(text.slice(0, point))
    const part = readDigits(text.slice(point + 1))
    return whole === undefined || part === undefined ? undefined : Number(`${whole}.${part}`)
  }
  // Read digit by digit only where nothing else can be meant: 二零二六, 一二八.
  if (/^[零〇一二三四五六七八九]{3,}$/.test(text) || /^[一二三四五六七八九][零〇]$/.test(text))
    return Number(readDigits(text))
  return readUnits(text.replaceAll('廿', '二十').replaceAll('卅', '三十'))
}

const readDigits = (text: string): string | undefined => {
  const digits = [...text].map((character) => DIGITS[character])
  return digits.length === 0 || digits.includes(undefined) ? undefined : digits.join('')
}

function readUnits(text: string): number | undefined {
  const [high, low, more] = text.split('万')
  if (more !== undefined || high === undefined) return undefined
  if (low === undefined) return readThousands(high, 1)
  const tens = readThousands(high, 1)
  // 一万二 is 12 000: a last digit counts in the next smaller unit.
  const rest = low === '' ? 0 : readThousands(low, low.length === 1 ? 1000 : 1)
  return tens === undefined || rest === undefined ? undefined : tens * 10_000 + rest
}

function readThousands(text: string, loneUnit: number): number | undefined {
  let total = 0
  let digit: number | undefined
  let unit = Number.POSITIVE_INFINITY
  let sawZero = false
  for (const character of text) {
    const value = DIGITS[character]
    const size = UNITS[character]
    if (value === 0) {
      if (digit !== undefined) return undefined
      sawZero = true
    } else if (value !== undefined) {
      if (digit !== undefined) return undefined
      digit = value
    } else if (size !== undefined && size < unit && (digit !== undefined || size === 10)) {
      total += (digit ?? 1) * size
      digit = undefined
      unit = size
      sawZero = false
    } else return undefined
  }
  if (digit === undefined) return total > 0 || (text.length === 1 && sawZero) ? total : undefined
  if (total === 0) return digit * loneUnit
  return total + digit * (sawZero || unit === 10 ? 1 : unit / 10)
}
