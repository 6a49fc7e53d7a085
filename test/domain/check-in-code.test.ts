import { createHmac } from 'node:crypto'
import { describe, test } from 'vitest'
import { addDays } from '../../src/domain/calendar/shanghai.ts'
import { codeOfDay, judgeCode } from '../../src/domain/duty/check-in-code.ts'

const hmac = (key: string, text: string) => new Uint8Array(createHmac('sha256', key).update(text).digest())
const days = Array.from({ length: 400 }, (_, i) => addDays('2026-01-01', i))

describe('the check-in code', () => {
  test('is four digits, the same all day, another one the next day and elsewhere', ({ expect }) => {
    const codes = days.map((day) => codeOfDay('seed', day, hmac))
    for (const code of codes) expect(code).toMatch(/^\d{4}$/)
    expect(codes).toEqual(days.map((day) => codeOfDay('seed', day, hmac)))
    expect(codes.filter((code, i) => code === codes[i - 1])).toEqual([])
    expect(codes).not.toEqual(days.map((day) => codeOfDay('other', day, hmac)))
    expect(new Set(codes).size).toBeGreaterThan(380)
  })

  test('never repeats the day before, even where the digest does', ({ expect }) => {
    const stuck = () => new Uint8Array([0, 0, 0, 0, 39, 15])
    expect(codeOfDay('seed', '2026-11-23', stuck)).toBe('0000')
  })

  test('is right today, expired tomorrow, wrong on any other day', ({ expect }) => {
    const code = codeOfDay('seed', '2026-11-23', hmac)
    expect(judgeCode(code, 'seed', '2026-11-23', hmac)).toBe('right')
    expect(judgeCode(code, 'seed', '2026-11-24', hmac)).toBe('expired')
    expect(judgeCode(code, 'seed', '2026-11-25', hmac)).toBe('wrong')
    expect(judgeCode(code, 'seed', '2026-11-22', hmac)).toBe('wrong')
    expect(judgeCode(code, 'other', '2026-11-23', hmac)).toBe('wrong')
    expect(judgeCode(undefined, 'seed', '2026-11-23', hmac)).toBe('missing')
  })
})
