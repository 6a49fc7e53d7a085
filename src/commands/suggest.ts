import { soundAlike } from './sounds.ts'

const LATIN = /^[a-z]+$/
const MOST = 3

/** A command's names. */
interface Spelt {
  name: string
  aliases: readonly string[]
}

/**
 * Names of the commands that a folded word was probably meant to be, nearest first, at most three; the same input
 * always gives the same list. `prefix`: the word may run on into an argument (签倒巡楼). `whole`: it may not.
 * `sound`: it may not, and only characters that sound alike may differ.
 */
export function suggest(
  word: string,
  commands: readonly Spelt[],
  manner: 'prefix' | 'whole' | 'sound' = 'prefix',
): string[] {
  const typed = headOf(word)
  const scored = commands.flatMap(({ name, aliases }) => {
    const scores = [name, ...aliases].map((spelling) => score(typed, spelling.toLowerCase(), manner))
    const best = Math.min(...scores)
    return Number.isFinite(best) ? [{ name, best }] : []
  })
  const ranked = scored.sort((a, b) => a.best - b.best || (a.name < b.name ? -1 : 1))
  return ranked.slice(0, MOST).map(({ name }) => name)
}

/** Which of a command's names a folded word is nearest to: 签倒 means 签到, which is 报到 by another name. */
export function nearestSpelling(word: string, { name, aliases }: Spelt): string {
  const typed = headOf(word)
  const scored = [name, ...aliases].map((spelling) => ({
    spelling,
    score: score(typed, spelling.toLowerCase(), 'prefix'),
  }))
  return scored.reduce((best, one) => (one.score < best.score ? one : best)).spelling
}

const NEVER = Number.POSITIVE_INFINITY

interface Typed {
  /** Without an argument that was glued on: digits, pictures. */
  head: string
  isWhole: boolean
}

function headOf(word: string): Typed {
  const head = /^[^\d#\p{Extended_Pictographic}]+/u.exec(word)?.[0] ?? word
  return { head, isWhole: head === word }
}

/** 0 is equal, below 1 differs in sound only, Infinity is too far. */
function score({ head, isWhole }: Typed, name: string, manner: 'prefix' | 'whole' | 'sound'): number {
  const latin = LATIN.test(name)
  if (latin && (manner === 'sound' || name.length < 3)) return NEVER
  const allowed = name.length >= 6 ? 2 : 1
  // Each letter too many or too few is an edit: a long text costs nothing.
  const whole = Math.abs(head.length - name.length) > allowed ? NEVER : distance(head, name)
  if (manner === 'sound') return isWhole && whole > 0 && whole < 1 ? whole : NEVER
  if (whole <= allowed && whole < name.length) return whole
  if (manner === 'whole' || latin || head.length <= name.length) return NEVER
  // For Chinese, what is longer than the name may be an argument too.
  const start = distance(head.slice(0, name.length), name)
  return start < 1 ? start + 1 : NEVER
}

/** Edits from one text to the other; a character for one that sounds alike costs 0.3, two swapped ones cost 1. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const [x = '', y = ''] = [a[i - 1], b[j - 1]]
      const change = x === y ? 0 : soundAlike(x, y) ? 0.3 : 1
      let least = Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, at(rows, i - 1, j - 1) + change)
      if (i > 1 && j > 1 && x === b[j - 2] && y === a[i - 2])
        least = Math.min(least, at(rows, i - 2, j - 2) + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return at(rows, a.length, b.length)
}

const at = (rows: number[][], i: number, j: number): number => rows[i]?.[j] ?? 0
