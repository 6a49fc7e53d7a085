import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { takeFolder } from '../../src/gateway/folder.ts'
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
    expect(again.holds.entries.map(({ key, told }) => [key, told])).toEqual([
      ['1', undefined],
      ['3', true],
    ])
    expect([lost, again.holds.hasEnded('2'), again.holds.hasEnded('1'), again.holds.messages]).toEqual([
      0,
      true,
      false,
      2,
    ])
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
    expect(queue.holds.entries.map(({ key }) => key)).toEqual(['2', '3'])
    await queue.close()
  })

  test('does not grow for ever on the disk', async ({ expect }) => {
    const { queue } = await Queue.open(path(), limits)
    await put(queue, 'stays')
    for (let i = 0; i < 30; i++) queue.end(await put(queue, `${i}`, 500_000))
    await queue.close()
    expect((await stat(path())).size).toBeLessThan(6 << 20)
    const { queue: again } = await Queue.open(path(), limits)
    expect([
      again.holds.entries.map(({ key }) => key),
      again.holds.hasEnded('29'),
      again.holds.hasEnded('0'),
    ]).toEqual([['stays'], true, true])
    await again.close()
  })

  test('what waits while the file is written anew is in it once', async ({ expect }) => {
    const { queue } = await Queue.open(path(), limits)
    for (let i = 0; i < 9; i++) queue.end(await put(queue, `${i}`, 500_000))
    // The file is being replaced now; this one is in the new one already, and added to it besides.
    const [arriving] = [put(queue, 'arrives', 500_000)]
    await arriving
    await queue.close()
    const { queue: again } = await Queue.open(path(), limits)
    expect([again.holds.messages, again.holds.bytes]).toEqual([1, queue.holds.bytes])
    await again.close()
  })

  test('a disk that takes no new file keeps the old one; what it missed is written when it can', async ({
    expect,
  }) => {
    const { queue } = await Queue.open(path(), limits)
    // A folder of that name cannot be removed as a file.
    await mkdir(`${path()}.new`)
    for (let i = 0; i < 12; i++) queue.end(await put(queue, `${i}`, 500_000))
    await put(queue, 'stays')
    await rm(`${path()}.new`, { recursive: true })
    queue.end(await put(queue, 'last'))
    await queue.close()
    expect((await stat(path())).size).toBeLessThan(1 << 20)
    const { queue: again } = await Queue.open(path(), limits)
    expect(again.holds.entries.map(({ key }) => key)).toEqual(['stays'])
    await again.close()
  })

  test('what a crash left of a new file goes at the next start', async ({ expect }) => {
    const { queue } = await Queue.open(path(), limits)
    await put(queue, '1')
    await queue.close()
    await writeFile(`${path()}.new`, 'half a line')
    const { queue: again } = await Queue.open(path(), limits)
    await again.close()
    expect(await readdir(join(dir, 'folder'))).toEqual(['queue.jsonl'])
  })

  test('a second delivery waits until the first is on the disk', async ({ expect }) => {
    const { queue } = await Queue.open(path(), limits)
    const order: string[] = []
    const first = put(queue, '1').then(() => order.push('kept'))
    await queue.settled('1')
    order.push('known')
    await first
    expect([order, queue.holds.find('1')?.key]).toEqual([['kept', 'known'], '1'])
    await queue.close()
  })

  test('a message that the disk does not take is not in it', async ({ expect }) => {
    const { queue } = await Queue.open(path(), limits)
    await queue.close()
    await expect(queue.put(arrived('1'))).rejects.toThrow()
    expect([queue.holds.messages, queue.holds.bytes]).toEqual([0, 0])
  })
})

describe('the folder', () => {
  test('is one gateway’s at a time, and free when that has gone', async ({ expect }) => {
    const first = await takeFolder(dir)
    await expect(takeFolder(dir)).rejects.toThrow('GATEWAY_DATA: another gateway uses this folder')
    first.leave()
    const next = await takeFolder(dir)
    next.leave()
  })

  test('that is none is named as what it is', async ({ expect }) => {
    await writeFile(path().replace(/\/folder.*/, '/file'), '')
    await expect(takeFolder(join(dir, 'file'))).rejects.toThrow(/^GATEWAY_DATA: .*EEXIST/)
    await expect(takeFolder(join(dir, 'file', 'in'))).rejects.toThrow(/^GATEWAY_DATA: .*ENOTDIR/)
  })
})
