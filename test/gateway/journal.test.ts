import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { Journal } from '../../src/gateway/journal.ts'
import { Queue } from '../../src/gateway/queue.ts'

let dir: string
const path = () => join(dir, 'folder', 'queue.jsonl')
const limits = { messages: 1_000, bytes: 64 << 20 }
const arrived = (key: string, size = 10) => ({
  key,
  lane: 'a',
  kind: 'message' as const,
  at: 1,
  frame: 'f',
  payload: { text: 'x'.repeat(size) },
})
const put = async (queue: Queue, key: string, size?: number) => {
  const entry = await queue.put(arrived(key, size))
  if (entry === 'full') throw new Error('full')
  return entry
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'journal-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

describe('the journal', () => {
  test('is for nobody else to read', async ({ expect }) => {
    const { journal } = await Journal.open(path())
    await journal.append({ a: 1 })
    await journal.close()
    expect((await stat(path())).mode & 0o777).toBe(0o600)
    expect((await stat(join(dir, 'folder'))).mode & 0o777).toBe(0o700)
  })

  test('cut anywhere, it comes back with every whole line, and can be added to', async ({ expect }) => {
    const { journal } = await Journal.open(path())
    for (let i = 0; i < 4; i++) await journal.append({ 行: i })
    await journal.close()
    const whole = await readFile(path())
    const ends = [...whole].flatMap((byte, i) => (byte === 10 ? [i + 1] : []))
    for (let length = 0; length <= whole.length; length++) {
      await writeFile(path(), whole)
      await truncate(path(), length)
      const again = await Journal.open(path())
      expect(again.lines).toHaveLength(ends.filter((end) => end <= length).length)
      expect((await stat(path())).size).toBe(Math.max(0, ...ends.filter((end) => end <= length)))
      if (length % 7 === 0) await again.journal.append({ more: true })
      await again.journal.close()
      const after = await Journal.open(path())
      expect([after.lines.length, after.lost]).toEqual([again.lines.length + (length % 7 === 0 ? 1 : 0), 0])
      await after.journal.close()
    }
  })

  test('a line in the middle that cannot be read costs that line', async ({ expect }) => {
    const { journal } = await Journal.open(path())
    await journal.append({ a: 1 })
    await journal.close()
    await appendFile(path(), '\u0000\u0000garbage\n5\n{"b":2}\n')
    const { journal: again, lines, lost } = await Journal.open(path())
    expect([lines, lost]).toEqual([[{ a: 1 }, { b: 2 }], 2])
    await again.close()
  })
})

describe('the queue', () => {
  test('comes back in its order, without what has ended, with what was told', async ({ expect }) => {
    const { queue } = await Queue.open(path(), limits)
    const [, two, three] = [await put(queue, '1'), await put(queue, '2'), await put(queue, '3')]
    queue.end(two)
    queue.told(three)
    await queue.close()
    const { queue: again, lost } = await Queue.open(path(), limits)
    expect(again.entries.map(({ key, told }) => [key, told])).toEqual([
      ['1', undefined],
      ['3', true],
    ])
    expect([lost, again.hasEnded('2'), again.hasEnded('1'), again.messages]).toEqual([0, true, false, 2])
    expect((await put(again, '4')).n).toBe(4)
    await again.close()
  })

  test('takes no more than its limits, and takes again when there is room', async ({ expect }) => {
    const { queue } = await Queue.open(path(), { messages: 2, bytes: 1_000 })
    const one = await put(queue, '1')
    expect(await queue.put(arrived('big', 2_000))).toBe('full')
    await put(queue, '2')
    expect(await queue.put(arrived('3'))).toBe('full')
    queue.end(one)
    await put(queue, '3')
    expect(queue.entries.map(({ key }) => key)).toEqual(['2', '3'])
    await queue.close()
  })

  test('does not grow for ever on the disk', async ({ expect }) => {
    const { queue } = await Queue.open(path(), limits)
    await put(queue, 'stays')
    for (let i = 0; i < 30; i++) queue.end(await put(queue, `${i}`, 500_000))
    await queue.close()
    expect((await stat(path())).size).toBeLessThan(6 << 20)
    const { queue: again } = await Queue.open(path(), limits)
    expect([again.entries.map(({ key }) => key), again.hasEnded('29'), again.hasEnded('0')]).toEqual([
      ['stays'],
      true,
      true,
    ])
    await again.close()
  })

  test('a message that the disk does not take is not in it', async ({ expect }) => {
    const { queue } = await Queue.open(path(), limits)
    await queue.close()
    await expect(queue.put(arrived('1'))).rejects.toThrow()
    expect([queue.messages, queue.bytes]).toEqual([0, 0])
  })
})
