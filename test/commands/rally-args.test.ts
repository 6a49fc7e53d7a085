import { describe, test } from 'vitest'
import { parseArgs } from '../../src/commands/args/args.ts'
import { rally } from '../../src/commands/rally/rally.ts'

const NOW = Date.parse('2026-11-24T12:20:00+08:00')

/** What was typed, how many people, which level, what is left as the reason. */
const CASES: [string, number | undefined, string | undefined, string | undefined][] = [
  ['东湖堤坝渗水 20人 特急', 20, '特急', '东湖堤坝渗水'],
  ['東湖堤壩滲水20人特急', 20, '特急', '東湖堤壩滲水'],
  ['渗水 20人特急', 20, '特急', '渗水'],
  ['渗水特急', undefined, '特急', '渗水特急'],
  ['需要5人搬沙袋', 5, undefined, '需要5人搬沙袋'],
  ['急需二十名党员清雪', 20, undefined, '急需二十名党员清雪'],
  ['來5個人搬', 5, undefined, '來5個人搬'],
  ['主要5人负责', undefined, undefined, '主要5人负责'],
  ['10-20人 清雪', 20, undefined, '清雪'],
  ['被困3人 特急', undefined, '特急', '被困3人'],
  ['电梯困住3人 需要2人', 2, undefined, '电梯困住3人'],
  ['救出来3人', undefined, undefined, '救出来3人'],
  ['清雪\n人数：6\n级别：特急\n地点：南门', 6, '特急', '清雪\n地点：南门'],
  ['清雪|6人|紧急：较急', 6, '较急', '清雪'],
  ['情况紧急', undefined, undefined, '情况紧急'],
]

describe('the words of a rally', () => {
  test.for(CASES)('%s', ([text, people, urgency, note], { expect }) => {
    expect(parseArgs(rally.args, text, { now: NOW })).toEqual({ people, urgency, note })
  })

  test.for(['渗水 0人', '渗水 -5人', '渗水 99999人'])('%s is no number of people', (text, { expect }) => {
    expect(parseArgs(rally.args, text, { now: NOW })).toMatchObject({ refused: 'arg.people.invalid' })
  })
})
